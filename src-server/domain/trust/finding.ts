import type { ProfileId } from '#contract/provider-profiles.ts'

/** Something about a policy that should not be, and the way out. */
export interface Finding {
  /** Stable name; of a profile's rule it is the rule's own. */
  readonly rule: string
  readonly severity: 'refused' | 'warning'
  /** Such as `audience` or `boundClaims.ref`. */
  readonly field: string
  readonly message: string
  readonly advice: string
  /** Whether `force` with a reason may lift it. */
  readonly isLiftable: boolean
  /** Of a provider's own rule: whose it is, of which kind, and the claims that it is about. */
  readonly profileRule?: {
    readonly profile: ProfileId
    readonly kind: 'required_claim' | 'veto' | 'claim_to_avoid'
    readonly claims: string[]
  }
}
