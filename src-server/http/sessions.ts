import { createHash } from 'node:crypto'
import type { Caller } from '#server/operations/context.ts'

const LINK_LIFE_MS = 10 * 60_000
const IDLE_MS = 12 * 3_600_000
/** Far more than people who administer one installation; the oldest goes first. */
const MAXIMUM_SESSIONS = 1000

interface Session {
  readonly caller: Caller
  lastSeenAt: number
}

export interface SessionParts {
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}

/** Who is signed in to the browser window. Kept in memory: a restart signs everybody out. */
export class Sessions {
  readonly #now: () => number
  readonly #randomBytes: (length: number) => Uint8Array
  readonly #links = new Map<string, number>()
  readonly #sessions = new Map<string, Session>()

  constructor({ now, randomBytes }: SessionParts) {
    this.#now = now
    this.#randomBytes = randomBytes
  }

  /** Makes the secret of a sign-in link that works once, within ten minutes. */
  createLink(): string {
    const link = this.#createSecret()
    this.#links.set(digest(link), this.#now() + LINK_LIFE_MS)
    return link
  }

  /** Uses up a sign-in link; false when it was used before, has expired, or never was. */
  redeemLink(link: string): boolean {
    const key = digest(link)
    const expiresAt = this.#links.get(key)
    this.#links.delete(key)
    return expiresAt !== undefined && this.#now() < expiresAt
  }

  /** Starts a session and gives the value for its cookie. */
  start(caller: Caller): string {
    const cookie = this.#createSecret()
    this.#sessions.set(digest(cookie), { caller, lastSeenAt: this.#now() })
    this.#dropOldest()
    return cookie
  }

  /** Finds who a cookie belongs to; a session ends after twelve idle hours. */
  find(cookie: string): Caller | undefined {
    const key = digest(cookie)
    const session = this.#sessions.get(key)
    if (!session) return undefined
    if (this.#now() - session.lastSeenAt > IDLE_MS) {
      this.#sessions.delete(key)
      return undefined
    }
    session.lastSeenAt = this.#now()
    return session.caller
  }

  /** Finds who a cookie belongs to without prolonging the session: nobody may be at the window. */
  peek(cookie: string): Caller | undefined {
    const session = this.#sessions.get(digest(cookie))
    const isOver = session && this.#now() - session.lastSeenAt > IDLE_MS
    return isOver ? undefined : session?.caller
  }

  end(cookie: string): void {
    this.#sessions.delete(digest(cookie))
  }

  #createSecret(): string {
    return Buffer.from(this.#randomBytes(32)).toString('base64url')
  }

  #dropOldest(): void {
    const [oldest] = this.#sessions.keys()
    if (this.#sessions.size > MAXIMUM_SESSIONS && oldest !== undefined) {
      this.#sessions.delete(oldest)
    }
  }
}

/** Only digests are kept, so that a look into memory gives no usable cookie. */
function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
