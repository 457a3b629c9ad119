import type { ProfileId } from '#contract/provider-profiles.ts'
import type { ClaimMatcher } from '#contract/trust-policies.ts'

/** A token that is refused whatever a policy binds, such as one of a stranger's pull request. */
export interface Veto {
  /** Stable name, by which a policy's exception lifts it. */
  readonly id: string
  readonly claim: string
  /** The token is refused when its claim matches this. */
  readonly matcher: ClaimMatcher
  /** A sentence for administrators: what such a token is and why it is refused. */
  readonly reason: string
  /** Whether a policy that names this very claim lifts the veto by itself. */
  readonly yieldsToBoundClaim: boolean
  /** Whether `force` may lift it. */
  readonly isLiftable: boolean
}

/** A group of claims of which a policy has to bind at least one. */
export interface RequiredClaim {
  readonly id: string
  readonly anyOf: readonly string[]
  /** A sentence: what goes wrong without. */
  readonly reason: string
  readonly isLiftable: boolean
}

/** What a provider's profile says to the evaluator and to the check of policies; pure data. */
export interface ProfileRules {
  readonly id: ProfileId
  readonly requiredClaims: readonly RequiredClaim[]
  /** Claims that tell who the caller is; a pattern may not begin with a star there. */
  readonly identifyingClaims: readonly string[]
  /** Audiences that everybody's tokens of this provider carry; each describes a whole audience. */
  readonly sharedAudiences: readonly RegExp[]
  readonly vetoes: readonly Veto[]
  /** Claims that are better not bound, with the reason (renamed, reused, mutable). */
  readonly claimsToAvoid: readonly { readonly claim: string; readonly reason: string }[]
}

/** The rules for an issuer that no profile describes. */
export const noProfileRules: ProfileRules = {
  id: 'generic',
  requiredClaims: [],
  identifyingClaims: [],
  sharedAudiences: [],
  vetoes: [],
  claimsToAvoid: [],
}
