import type { TrustPolicy } from '#server/domain/model.ts'
import type { Attempt, AttemptPolicy, ExchangeGrant } from '#server/domain/trust/attempt.ts'
import { explainTrust } from '#server/domain/trust/explain-trust.ts'
import type { NearMissContext } from '#server/domain/trust/find-near-miss.ts'
import { hideToken, keepClaims } from '#server/domain/trust/keep-claims.ts'
import { describeCaller } from '#server/issuers/profiles/describe-caller.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'
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
  const profile = findProfile(verdict)
  return {
    id,
    at,
    grant,
    accepted: verdict.accepted,
    stage: verdict.accepted ? null : verdict.stage,
    accountId: (verdict.accepted ? verdict.match.account : verdict.account)?.id ?? null,
    issuerId: issuer?.id ?? null,
    issuerUrl: typeof claims.iss === 'string' ? hideToken(claims.iss).slice(0, 512) : null,
    policyId: verdict.accepted ? verdict.match.policy.id : null,
    verified: verdict.verified,
    caller: describeCaller(profile, claims),
    claims: keepClaims(claims, profile.rules, listNamedBy(verdict)),
    checks: verdict.checks,
    policies: verdict.accepted ? [] : explainVerdict(verdict),
    address,
    correlationId,
  }
}

/** Gives the profile of a token's issuer, or the one that an unknown issuer looks like. */
export function findProfile({ claims, issuer }: Pick<Verdict, 'claims' | 'issuer'>): Profile {
  return profileOf(issuer?.profile ?? recogniseProfile(String(claims.iss)))
}

/** Writes what each policy made of a token, with a hint for each near miss. */
export function explainVerdict(
  verdict: Verdict,
  otherAudiences: NearMissContext['otherAudiences'] = [],
): readonly AttemptPolicy[] {
  const { claims, judged } = verdict
  const { rules } = findProfile(verdict)
  return judged
    .slice(0, MAXIMUM_POLICIES)
    .flatMap(({ decision }) => explainTrust(decision, { claims, rules, otherAudiences }))
    .slice(0, MAXIMUM_POLICIES)
}

function listNamedBy({ judged }: Verdict): readonly string[] {
  return judged.slice(0, MAXIMUM_POLICIES).flatMap(listNamed)
}

// A list is another one after a change, and to gather the names of hundreds of claims takes longer
// than the rest of an attempt.
const named = new WeakMap<readonly TrustPolicy[], readonly string[]>()

function listNamed({ policies }: Judged): readonly string[] {
  const names = named.get(policies) ?? [
    ...new Set(policies.flatMap((policy) => Object.keys(policy.boundClaims))),
  ]
  named.set(policies, names)
  return names
}
