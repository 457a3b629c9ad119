import type { Timestamp } from './model.ts'
import { toInstant } from './times.ts'
import { describeFailure, type TokenCheck } from './token-check.ts'
import type { Claims } from './trust/claims.ts'

export type TimeStage = 'expired' | 'not_yet_valid' | 'too_old'

export type TimeDecision =
  | { readonly ok: true; readonly checks: readonly TokenCheck[] }
  | {
      readonly ok: false
      /** Where the token fails first. */
      readonly stage: TimeStage
      readonly detail: string
      readonly checks: readonly TokenCheck[]
    }

/** The clocks of others and ours may differ by this much. */
export const LEEWAY_SECONDS = 30

/**
 * Decides whether now is within a token's life (RFC 7519 §4.1.4–6). `exp` is required, and a token
 * may neither be older nor meant to live longer than its issuer's tokens are allowed to.
 */
export function decideTokenTimes(
  claims: Claims,
  now: Timestamp,
  maximumAgeSeconds: number,
): TimeDecision {
  const moment = { seconds: now / 1000, shown: toInstant(Math.round(now)) }
  const steps: readonly (readonly [TimeStage, TokenCheck])[] = [
    ['expired', checkExpiry(claims.exp, moment)],
    ['not_yet_valid', checkBegun('nbf', claims.nbf, moment)],
    ['not_yet_valid', checkBegun('iat', claims.iat, moment)],
    ['too_old', checkAge(claims, moment, maximumAgeSeconds)],
  ]
  const checks = steps.map(([, check]) => check)
  const [stage, failed] = steps.find(([, { ok }]) => !ok) ?? []
  if (!stage || !failed) return { ok: true, checks }
  return { ok: false, stage, detail: describeFailure(failed), checks }
}

/** The time that a token is held against, in seconds and as it is shown. */
interface Moment {
  readonly seconds: number
  readonly shown: string
}

function checkExpiry(exp: unknown, { seconds, shown }: Moment): TokenCheck {
  const ok = isNumericDate(exp) && seconds < exp + LEEWAY_SECONDS
  const expected = `after ${shown}`
  const check = { check: 'exp', expected, actual: show(exp), ok } as const
  if (ok || !isNumericDate(exp)) return check
  return { ...check, hint: `expired ${Math.ceil(seconds - exp)} s ago` }
}

function checkBegun(
  check: 'nbf' | 'iat',
  begin: unknown,
  { seconds, shown: now }: Moment,
): TokenCheck {
  const ok = begin === undefined || (isNumericDate(begin) && seconds >= begin - LEEWAY_SECONDS)
  const expected = `not after ${now}`
  const shown = { check, expected, actual: show(begin), ok } as const
  if (ok || !isNumericDate(begin)) return shown
  return { ...shown, hint: `${Math.ceil(begin - seconds)} s in the future: compare the clocks` }
}

function checkAge(
  { exp, iat }: Claims,
  { seconds }: Moment,
  maximumAgeSeconds: number,
): TokenCheck {
  const issuedAt = isNumericDate(iat) ? iat : seconds
  const end = isNumericDate(exp) ? exp : Number.POSITIVE_INFINITY
  const longest = Math.max(end - issuedAt, seconds - issuedAt - LEEWAY_SECONDS)
  return {
    check: 'age',
    expected: `at most ${maximumAgeSeconds} s`,
    actual: `${longest} s`,
    ok: longest <= maximumAgeSeconds,
  }
}

function isNumericDate(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

/** The largest time that a calendar of JavaScript knows, in seconds. */
const LAST_SECOND = 8_640_000_000_000

function show(value: unknown): string {
  if (value === undefined) return '(missing)'
  if (isNumericDate(value) && value <= LAST_SECOND) return toInstant(Math.round(value * 1000))
  return (JSON.stringify(value) ?? typeof value).slice(0, 64)
}
