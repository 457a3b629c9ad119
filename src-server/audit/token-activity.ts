import type { AuditEvent } from '#contract/audit.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import { toInstant } from '#server/domain/times.ts'
import type { AuditLog } from './audit-log.ts'
import { CountsOverTime } from './counts-over-time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const HOURS = 168
const REFUSALS = 50

/** How much of the log is read again at the start, at most; a busy server has more. */
const PAGES = 20
const PAGE_EVENTS = 10_000

/** Counts of one length of span, by what became of the requests. */
export interface Series {
  readonly from: number
  readonly issued: readonly number[]
  readonly refused: readonly number[]
}

export interface Refusal {
  readonly at: number
  readonly reason: string
  readonly actor: AuditEntry['actor']
  readonly address: string
  readonly correlationId: string
}

/** What became of token requests lately: by the minute for an hour, by the hour for a week. */
export class TokenActivity {
  readonly #now: () => number
  readonly #minutes = { issued: newMinutes(), refused: newMinutes() }
  readonly #hours = { issued: newHours(), refused: newHours() }
  /** Newest first. */
  #refusals: readonly Refusal[] = []
  #countedSince: number
  #hasIssued = false

  constructor(now: () => number) {
    this.#now = now
    this.#countedSince = now()
  }

  /** Since when nothing is missing from the counts. */
  get countedSince(): number {
    return this.#countedSince
  }

  /** Whether a token was issued as far back as is counted. */
  get hasIssued(): boolean {
    return this.#hasIssued
  }

  get refusals(): readonly Refusal[] {
    return this.#refusals
  }

  get minutes(): Series {
    return this.#toSeries(this.#minutes)
  }

  get hours(): Series {
    return this.#toSeries(this.#hours)
  }

  /** Counts an event, if it is one about a token request. */
  note(entry: AuditEntry): void {
    const refusal = this.#count(entry, this.#now())
    if (refusal) this.#refusals = [refusal, ...this.#refusals].slice(0, REFUSALS)
  }

  /** Counts what the log tells of the time before this server started, as far as that is cheap. */
  async recount(audit: Pick<AuditLog, 'query'>): Promise<void> {
    const horizon = this.#now() - HOURS * HOUR_MS
    const filter = { action: 'token.', until: toInstant(this.#countedSince) }
    let before: number | undefined
    for (let page = 0; page < PAGES; page += 1) {
      const found = await audit.query(filter, { limit: PAGE_EVENTS, before })
      for (const event of found.events) this.#recall(event)
      const reached = found.events.at(-1)?.at
      before = found.before
      if (before === undefined || (reached !== undefined && Date.parse(reached) < horizon)) {
        this.#countedSince = horizon
        return
      }
      if (reached !== undefined) this.#countedSince = Date.parse(reached)
    }
  }

  /** Events of the past come from the newest to the oldest, behind those of the present. */
  #recall(event: AuditEvent): void {
    const refusal = this.#count(event, Date.parse(event.at))
    if (refusal && this.#refusals.length < REFUSALS) this.#refusals = [...this.#refusals, refusal]
  }

  /** Gives the refusal, where it was one. */
  #count(event: Counted, at: number): Refusal | undefined {
    const outcome = outcomes.get(event.action)
    if (!outcome) return undefined
    this.#minutes[outcome].add(at)
    this.#hours[outcome].add(at)
    if (outcome === 'refused') return toRefusal(event, at)
    this.#hasIssued = true
    return undefined
  }

  #toSeries({ issued, refused }: Record<'issued' | 'refused', CountsOverTime>): Series {
    const now = this.#now()
    return { from: issued.startOf(now), issued: issued.list(now), refused: refused.list(now) }
  }
}

type Counted = Pick<AuditEntry, 'action' | 'actor' | 'correlationId'> &
  Pick<AuditEvent, 'reason' | 'address'>

const outcomes: ReadonlyMap<string, 'issued' | 'refused'> = new Map([
  ['token.issued', 'issued'],
  ['token.refused', 'refused'],
])

function newMinutes(): CountsOverTime {
  return new CountsOverTime(MINUTE_MS, 60)
}

function newHours(): CountsOverTime {
  return new CountsOverTime(HOUR_MS, HOURS)
}

function toRefusal({ actor, correlationId, reason, address }: Counted, at: number): Refusal {
  return { at, actor, correlationId, reason: reason ?? 'unexpected', address: address ?? '' }
}
