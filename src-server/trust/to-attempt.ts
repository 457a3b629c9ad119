import type {
  Attempt,
  AttemptCheck,
  AttemptPolicy,
  ExchangeGrant,
} from '#server/domain/trust/attempt.ts'
import { cutValue, keepClaims } from '#server/domain/trust/keep-claims.ts'
import type { Check } from '#server/domain/trust/trust-decision.ts'
import { describeCaller } from '#server/issuers/profiles/describe-caller.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import { recogniseProfile } from '#server/issuers/profiles/recognise-profile.ts'
import type { Judged } from './hold-against-policies.ts'
import type { Verdict } from './judge-outside-token.ts'

/** Policies that an attempt keeps the checks of; a token that names no account may meet many more. */
const MAXIMUM_POLICIES = 10

/** How an exchange ended, with what is known of the request. */
export interface Ending {
  readonly grant: ExchangeGrant
  readonly verdict: Verdict
  readonly address: string
  readonly correlationId: string
}

/** Makes the record of an attempt at an exchange; neither the token nor long texts get into it. */
export function toAttempt(
  { grant, verdict, address, correlationId }: Ending,
  { id, at }: Pick<Attempt, 'id' | 'at'>,
): Attempt {
  const { claims, issuer } = verdict
  const issuerUrl = typeof claims.iss === 'string' ? claims.iss : null
  const profile = profileOf(issuer?.profile ?? recogniseProfile(issuerUrl ?? ''))
  return {
    id,
    at,
    grant,
    accepted: verdict.accepted,
    stage: verdict.accepted ? null : verdict.stage,
    accountId: (verdict.accepted ? verdict.match.account : verdict.account)?.id ?? null,
    issuerId: issuer?.id ?? null,
    issuerUrl: issuerUrl?.slice(0, 512) ?? null,
    policyId: verdict.accepted ? verdict.match.policy.id : null,
    verified: verdict.verified,
    caller: describeCaller(profile, claims),
    claims: keepClaims(claims, profile.rules, listNamed(verdict.judged)),
    checks: verdict.checks,
    policies: verdict.accepted ? [] : toPolicies(verdict.judged),
    address,
    correlationId,
  }
}

function listNamed(judged: readonly Judged[]): readonly string[] {
  return judged
    .slice(0, MAXIMUM_POLICIES)
    .flatMap(({ policies }) => policies.flatMap(({ boundClaims }) => Object.keys(boundClaims)))
}

/** Shows what policies made of a token, each check with values of moderate length. */
export function toPolicies(judged: readonly Judged[]): readonly AttemptPolicy[] {
  return judged
    .flatMap(({ decision }) => decision.policies)
    .slice(0, MAXIMUM_POLICIES)
    .map(({ policyId, accountId, accepted, stage, checks }) => ({
      policyId,
      accountId,
      accepted,
      stage: stage ?? null,
      checks: checks.map(toCheck),
    }))
}

function toCheck({ actual, expected, ...check }: Check): AttemptCheck {
  const shown = { ...check, expected: cutValue(expected) }
  return actual === undefined ? shown : { ...shown, actual: cutValue(actual) }
}
