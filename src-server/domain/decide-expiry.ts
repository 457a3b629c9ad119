import type { Timestamp } from './model.ts'
import { toInstant } from './times.ts'

const DAY_MS = 86_400_000
/** Room for the time that passes between choosing an expiry of one day and sending it. */
const GRACE_MS = 60_000

export type ExpiryDecision =
  | { readonly ok: true; readonly expiresAt: Timestamp }
  | {
      readonly ok: false
      readonly reason: 'turned_off' | 'too_early' | 'too_late'
      readonly message: string
    }

/**
 * Decides when a new client secret expires: exactly when asked, between one day and the maximum
 * from now, or at the maximum when nothing was asked. A maximum of 0 days turns secrets off.
 */
export function decideExpiry(
  asked: Timestamp | undefined,
  now: Timestamp,
  maximumDays: number,
): ExpiryDecision {
  if (maximumDays === 0) {
    const message = 'Client credentials are turned off in the settings.'
    return { ok: false, reason: 'turned_off', message }
  }
  const latest = now + maximumDays * DAY_MS
  if (asked === undefined) return { ok: true, expiresAt: latest }

  const range = `Choose a time between ${toInstant(now + DAY_MS)} (1 day) and ${toInstant(latest)} (${maximumDays} days).`
  if (asked > latest) return { ok: false, reason: 'too_late', message: range }
  if (asked >= now + DAY_MS - GRACE_MS) return { ok: true, expiresAt: asked }
  return { ok: false, reason: 'too_early', message: range }
}
