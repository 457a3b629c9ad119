import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import type { IssuedBy } from '#server/domain/trust/claims.ts'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import type { IssuerTrust, TrustDecision } from '#server/domain/trust/trust-decision.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import type { DoorwardStore } from '#server/store/collections.ts'

/** An account and the policies that a token is held against: its own, or drafts of them. */
export interface Candidate {
  readonly account: ServiceAccount
  readonly policies: readonly TrustPolicy[]
}

/** What the policies of an account made of a token. */
export interface Judged extends Candidate {
  readonly decision: TrustDecision
}

/** Holds a verified token against the policies of each account, by the rules of the token's own issuer. */
export function holdAgainstPolicies(
  token: IssuedBy,
  candidates: readonly Candidate[],
  { read, now }: { readonly read: Pick<DoorwardStore['read'], 'issuers'>; readonly now: number },
): readonly Judged[] {
  const trust = toIssuerTrust(read.issuers.find(token.issuerId))
  return candidates.map(({ account, policies }) => ({
    account,
    policies,
    decision: decideTrust(token, policies, now, trust),
  }))
}

/** What an issuer adds to the conditions of every policy; the strictest for one that is gone. */
export function toIssuerTrust(
  issuer: Pick<Issuer, 'profile' | 'allowMultipleAudiences'> | undefined,
): IssuerTrust {
  return {
    allowMultipleAudiences: issuer?.allowMultipleAudiences ?? false,
    rules: profileOf(issuer?.profile ?? 'generic').rules,
  }
}
