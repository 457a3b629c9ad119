import { CountsOverTime } from './counts-over-time.ts'

/** A request as it may be shown: without its query, its headers and its body. */
export interface LoggedRequest {
  /** Counts up from 1 with the requests since the start. */
  readonly sequence: number
  readonly at: number
  readonly method: string
  readonly path: string
  /** Null where the caller went away before there was an answer. */
  readonly status: number | null
  readonly durationMs: number
  /** Who it turned out to be from. */
  readonly client: string | null
  readonly address: string
  readonly correlationId: string
}

/** What is known of a request once it has ended. */
export type EndedRequest = Omit<LoggedRequest, 'sequence' | 'client' | 'at' | 'path'> & {
  readonly target: string | undefined
}

/** How the addresses end by which this log is read, the window's and others'. */
const OWN_ADDRESS = '/server/requests'

const KEPT = 1000
const PATH_CHARACTERS = 200

/** What looks like a secret or a token of ours, or like a JWT, in case somebody put one in a path. */
const SECRET = /dw[a-z]{2}_\w+|eyJ[\w-]{5,}[\w.-]*/g

/** Keeps the latest requests in memory, for people to look at; nothing of it is written anywhere. */
export class RequestLog {
  readonly #now: () => number
  readonly #onRequest: (() => void) | undefined
  /** By sequence, each in its place for so long as there are not that many newer ones. */
  readonly #kept: LoggedRequest[] = []
  readonly #perSecond = new CountsOverTime(1000, 60)
  /** Who sent the requests that are still being answered. */
  readonly #clients = new Map<string, string>()
  readonly #open = new Set<string>()
  #sequence = 0

  /** `onRequest` is told of each request but those that only read this log; it must cost next to nothing. */
  constructor(now: () => number, onRequest?: () => void) {
    this.#now = now
    this.#onRequest = onRequest
  }

  /** How many requests ended in the last minute. */
  get lastMinute(): number {
    return this.#perSecond.list(this.#now()).reduce((sum, count) => sum + count, 0)
  }

  begin(correlationId: string): void {
    this.#open.add(correlationId)
  }

  /** Says who a request is from; one that has no log entry coming, such as the desktop's, is passed over. */
  nameClient(correlationId: string, client: string): void {
    if (this.#open.has(correlationId)) this.#clients.set(correlationId, client)
  }

  end({ method, target, status, durationMs, address, correlationId }: EndedRequest): void {
    const at = this.#now()
    this.#sequence += 1
    // Written out, because V8 gives every object that is spread and added to a shape of its own.
    const request: LoggedRequest = {
      sequence: this.#sequence,
      at,
      path: toShownPath(target),
      client: this.#clients.get(correlationId) ?? null,
      method,
      status,
      durationMs,
      address,
      correlationId,
    }
    this.#open.delete(correlationId)
    this.#clients.delete(correlationId)
    this.#kept[this.#sequence % KEPT] = request
    this.#perSecond.add(at)
    // Whoever reads on at the news of a request must not make news by that.
    if (!request.path.endsWith(OWN_ADDRESS)) this.#onRequest?.()
  }

  /** Lists what is kept, oldest first, from after a sequence on. */
  list(after = 0): readonly LoggedRequest[] {
    return this.#kept
      .filter(({ sequence }) => sequence > after)
      .toSorted((one, other) => one.sequence - other.sequence)
  }
}

function toShownPath(target = ''): string {
  const [path = ''] = target.split('?', 1)
  return path.slice(0, PATH_CHARACTERS).replaceAll(SECRET, '[secret]')
}
