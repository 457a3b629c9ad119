import type { StoredSettings, Timestamp } from './model.ts'

/** Failed attempts of one client from one address, and the lockouts that they led to. */
export interface Attempts {
  /** Since the last success, quiet time or lockout. */
  readonly failures: number
  readonly lastFailureAt: Timestamp
  /** Lockouts one after the other; each lasts twice as long as the one before. */
  readonly lockouts: number
  /** The end of the last lockout; 0 when there was none. */
  readonly lockedUntil: Timestamp
}

export type LockoutRules = Pick<StoredSettings, 'lockoutFailures' | 'lockoutSeconds'>

/** No lockout lasts longer, however many came before it. */
const LONGEST_LOCKOUT_SECONDS = 3600

/** After so long without a failure or lockout, everything is forgotten. */
export const QUIET_MS = 15 * 60_000

const none: Attempts = { failures: 0, lastFailureAt: 0, lockouts: 0, lockedUntil: 0 }

/** Decides how long a client must wait before it may try at all; 0 when it may try now. */
export function decideWaitSeconds(attempts: Attempts | undefined, now: Timestamp): number {
  return attempts === undefined ? 0 : Math.max(0, Math.ceil((attempts.lockedUntil - now) / 1000))
}

/** Decides what a further failure leads to. One that had begun before a lockout does not prolong it. */
export function decideFailure(
  known: Attempts | undefined,
  { lockoutFailures, lockoutSeconds }: LockoutRules,
  now: Timestamp,
): Attempts {
  if (known && now < known.lockedUntil) return known
  const before = known && !isForgotten(known, now) ? known : none
  const failures = before.failures + 1
  if (lockoutFailures === 0 || failures < lockoutFailures) {
    return { ...before, failures, lastFailureAt: now }
  }
  const seconds = Math.min(lockoutSeconds * 2 ** before.lockouts, LONGEST_LOCKOUT_SECONDS)
  return {
    failures: 0,
    lastFailureAt: now,
    lockouts: before.lockouts + 1,
    lockedUntil: now + seconds * 1000,
  }
}

/** Whether attempts are so long ago that they count no more. */
export function isForgotten({ lastFailureAt, lockedUntil }: Attempts, now: Timestamp): boolean {
  return now >= Math.max(lastFailureAt, lockedUntil) + QUIET_MS
}
