import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import type { Claims } from '#server/domain/trust/claims.ts'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import type { TrustDecision } from '#server/domain/trust/trust-decision.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'

/** An account and the policies that a token is held against: its own, or drafts of them. */
export interface Candidate {
  readonly account: ServiceAccount
  readonly policies: readonly TrustPolicy[]
}

/** What the policies of an account made of a token. */
export interface Judged extends Candidate {
  readonly decision: TrustDecision
}

/** Holds the claims of an issuer's token against the policies of each account, by that issuer's rules. */
export function holdAgainstPolicies(
  claims: Claims,
  issuer: Issuer,
  candidates: readonly Candidate[],
  now: number,
): readonly Judged[] {
  const token = { issuerId: issuer.id, claims }
  const { allowMultipleAudiences } = issuer
  const trust = { allowMultipleAudiences, rules: profileOf(issuer.profile).rules }
  return candidates.map(({ account, policies }) => ({
    account,
    policies,
    decision: decideTrust(token, policies, now, trust),
  }))
}
