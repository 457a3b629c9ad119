import { decideTokenTimes, LEEWAY_SECONDS } from './decide-token-times.ts'
import type { Timestamp } from './model.ts'
import type { Claims } from './trust/claims.ts'

export type AssertionFault =
  | 'assertion_not_own'
  | 'assertion_audience'
  | 'assertion_without_id'
  | 'assertion_expired'
  | 'assertion_not_yet_valid'
  | 'assertion_lives_too_long'

export interface AssertionRules {
  readonly clientId: string
  /** The server's names; an assertion names one of them and nothing else. */
  readonly audiences: readonly string[]
  readonly now: Timestamp
}

/** How far ahead an assertion may end, so that used ones need not be remembered for long. */
const MAXIMUM_LIFE_SECONDS = 300

/** Finds what is wrong with the claims of a client's assertion (RFC 7523 §3); undefined when nothing is. */
export function findAssertionFault(
  claims: Claims,
  { clientId, audiences, now }: AssertionRules,
): AssertionFault | undefined {
  if (claims.iss !== clientId || claims.sub !== clientId) return 'assertion_not_own'
  if (!namesOnly(claims.aud, audiences)) return 'assertion_audience'
  if (typeof claims.jti !== 'string' || claims.jti === '') return 'assertion_without_id'
  return findTimeFault(claims, now)
}

/** One text, or a list of just one: others who were named could use the assertion here. */
function namesOnly(aud: unknown, audiences: readonly string[]): boolean {
  const [only, ...others] = Array.isArray(aud) ? aud : [aud]
  return others.length === 0 && audiences.some((audience) => audience === only)
}

function findTimeFault(claims: Claims, now: Timestamp): AssertionFault | undefined {
  const times = decideTokenTimes(claims, now, Number.POSITIVE_INFINITY)
  if (!times.ok) {
    return times.stage === 'not_yet_valid' ? 'assertion_not_yet_valid' : 'assertion_expired'
  }
  const latest = now / 1000 + MAXIMUM_LIFE_SECONDS + LEEWAY_SECONDS
  return Number(claims.exp) > latest ? 'assertion_lives_too_long' : undefined
}
