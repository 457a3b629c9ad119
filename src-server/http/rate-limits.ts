import { toAddressKey } from '#server/domain/address-key.ts'
import type { StoredSettings } from '#server/domain/model.ts'
import type { HeaderList } from './send-oauth.ts'

const WINDOW_MS = 60_000

/** Addresses beyond are counted together with all others only, and nobody is refused for them. */
const MAXIMUM_ADDRESSES = 10_000

export type RateLimitSettings = Pick<
  StoredSettings,
  'requestsPerMinute' | 'requestsPerMinutePerAddress'
>

export interface RateLimitsParts {
  readonly now: () => number
  readonly settings: () => RateLimitSettings
}

/** What became of one request. */
export interface Counted {
  /** 0 when it may be answered. */
  readonly secondsToWait: number
  /** Tells its sender what is left. */
  readonly headers: HeaderList
}

const unlimited: Counted = { secondsToWait: 0, headers: [] }

/** Counts requests by the minute, all together and by address; a limit of 0 is none. */
export class RateLimits {
  readonly #parts: RateLimitsParts
  readonly #counts = new Map<string, { requests: number }>()
  #requests = 0
  #windowEnd = 0
  #refused = 0

  constructor(parts: RateLimitsParts) {
    this.#parts = parts
  }

  /** How many requests were refused since the start. */
  get refused(): number {
    return this.#refused
  }

  /**
   * Counts a request. Its sender has to wait when it is one too many; what is refused by its address
   * counts for nobody else.
   */
  take(address: string): Counted {
    const { requestsPerMinute: total, requestsPerMinutePerAddress: each } = this.#parts.settings()
    if (total === 0 && each === 0) return unlimited
    const now = this.#parts.now()
    this.#turn(now)
    const resetSeconds = Math.ceil((this.#windowEnd - now) / 1000)
    const left = each === 0 ? Number.POSITIVE_INFINITY : each - this.#countAddress(address)
    const leftInAll = total === 0 || left < 0 ? Number.POSITIVE_INFINITY : total - this.#countAll()
    const isTighter = left <= leftInAll
    const headers = [
      'ratelimit-limit',
      String(isTighter ? each : total),
      'ratelimit-remaining',
      String(Math.max(0, isTighter ? left : leftInAll)),
      'ratelimit-reset',
      String(resetSeconds),
    ]
    if (left >= 0 && leftInAll >= 0) return { secondsToWait: 0, headers }
    this.#refused += 1
    return { secondsToWait: resetSeconds, headers }
  }

  /** Begins a new minute; also when the clock was set back, so that nobody waits for the old one. */
  #turn(now: number): void {
    if (now < this.#windowEnd && now >= this.#windowEnd - WINDOW_MS) return
    this.#windowEnd = now + WINDOW_MS
    this.#requests = 0
    this.#counts.clear()
  }

  #countAll(): number {
    this.#requests += 1
    return this.#requests
  }

  #countAddress(address: string): number {
    const key = toAddressKey(address)
    const known = this.#counts.get(key)
    if (known) {
      known.requests += 1
      return known.requests
    }
    if (this.#counts.size < MAXIMUM_ADDRESSES) this.#counts.set(key, { requests: 1 })
    return 1
  }
}
