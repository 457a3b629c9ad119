import type { Claims } from './decide-trust.ts'
import type { Timestamp } from './model.ts'

export type TimeStage = 'expired' | 'not_yet_valid' | 'too_old'

export type TimeDecision =
  | { readonly ok: true }
  | { readonly ok: false; readonly stage: TimeStage; readonly detail: string }

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
  const seconds = now / 1000
  const { exp, nbf, iat } = claims
  if (!isNumericDate(exp)) return refused('expired', `exp: expected a number, got ${typeof exp}`)
  if (seconds >= exp + LEEWAY_SECONDS) return refused('expired', `exp was ${exp}, now ${seconds}`)
  if (nbf !== undefined && !(isNumericDate(nbf) && seconds >= nbf - LEEWAY_SECONDS)) {
    return refused('not_yet_valid', `nbf is ${nbf}, now ${seconds}`)
  }
  if (iat !== undefined && !(isNumericDate(iat) && seconds >= iat - LEEWAY_SECONDS)) {
    return refused('not_yet_valid', `iat is ${iat}, now ${seconds}`)
  }
  const issuedAt = isNumericDate(iat) ? iat : seconds
  const longest = Math.max(exp - issuedAt, seconds - issuedAt - LEEWAY_SECONDS)
  if (longest > maximumAgeSeconds) {
    return refused('too_old', `lives ${longest} s, at most ${maximumAgeSeconds} s are allowed`)
  }
  return { ok: true }
}

function isNumericDate(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function refused(stage: TimeStage, detail: string): TimeDecision {
  return { ok: false, stage, detail }
}
