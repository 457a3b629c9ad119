import { createHash } from 'node:crypto'
import { toAddressKey } from '#server/domain/address-key.ts'
import {
  type Attempts,
  decideFailure,
  decideWaitSeconds,
  type LockoutRules,
} from '#server/domain/decide-lockout.ts'

/** As many clients and addresses are remembered; an attacker cannot fill the memory with more. */
export const MAXIMUM_ENTRIES = 10_000

/** Who tries to get in, as far as it claims, and from where. */
export interface Attempt {
  readonly name: string
  readonly address: string
}

export interface FailureCountsParts {
  readonly now: () => number
  readonly rules: () => LockoutRules
  /** Whether a name is one of ours; whatever else is claimed never takes the room of those. */
  readonly isKnown: (name: string) => boolean
}

/**
 * Counts failed attempts by name and address, in memory of a fixed size: unknown names push only each
 * other out, and a lockout of a known one stays until it ends.
 */
export class FailureCounts {
  readonly #parts: FailureCountsParts
  readonly #known = new Map<string, Attempts>()
  readonly #unknown = new Map<string, Attempts>()

  constructor(parts: FailureCountsParts) {
    this.#parts = parts
  }

  /** Gives the seconds until the next attempt is looked at; 0 when it may be made now. */
  secondsToWait(attempt: Attempt): number {
    // Nearly always nobody has failed lately, and this stands in the way of every token.
    if (this.#known.size === 0 && this.#unknown.size === 0) return 0
    const { entries, key } = this.#find(attempt)
    return decideWaitSeconds(entries.get(key), this.#parts.now())
  }

  /** Counts a failure; gives what is known of the client since, where a lockout began with it. */
  fail(attempt: Attempt): Attempts | undefined {
    const { now, rules } = this.#parts
    const { entries, key } = this.#find(attempt)
    const before = entries.get(key)
    const after = decideFailure(before, rules(), now())
    if (after === before) return undefined
    const isRemembered = this.#remember(entries, key, after)
    return isRemembered && after.lockedUntil > now() ? after : undefined
  }

  /** Forgets the failures of a client that got in, or that somebody let in again. */
  forget(attempt: Attempt): void {
    if (this.#known.size === 0 && this.#unknown.size === 0) return
    const { entries, key } = this.#find(attempt)
    entries.delete(key)
  }

  /** Takes up what was known before a restart. */
  restore(attempt: Attempt, attempts: Attempts): void {
    this.#known.set(toKey(attempt), attempts)
  }

  #find(attempt: Attempt): { readonly entries: Map<string, Attempts>; readonly key: string } {
    if (this.#parts.isKnown(attempt.name)) return { entries: this.#known, key: toKey(attempt) }
    // Hashed, since what is claimed may be as long as a request.
    const name = createHash('sha256').update(attempt.name).digest('base64url')
    return { entries: this.#unknown, key: toKey({ ...attempt, name }) }
  }

  #remember(entries: Map<string, Attempts>, key: string, attempts: Attempts): boolean {
    // Set anew, so that the entries stay in the order of their last failure.
    entries.delete(key)
    if (entries.size >= MAXIMUM_ENTRIES && !this.#makeRoom(entries)) return false
    entries.set(key, attempts)
    return true
  }

  #makeRoom(entries: Map<string, Attempts>): boolean {
    const now = this.#parts.now()
    for (const [key, { lockedUntil }] of entries) {
      if (entries === this.#known && now < lockedUntil) continue
      entries.delete(key)
      return true
    }
    return false
  }
}

function toKey({ name, address }: Attempt): string {
  return `${name} ${toAddressKey(address)}`
}
