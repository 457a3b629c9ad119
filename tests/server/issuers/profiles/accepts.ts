import type { BoundClaims } from '#contract/trust-policies.ts'
import type { TrustPolicy } from '#server/domain/model.ts'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import type { TrustDecision } from '#server/domain/trust/trust-decision.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'

const NOBODY = { kind: 'administrator', id: 'administrator', name: 'administrator' } as const
const ISSUER_ID = 'iss_1'
const NOW = Date.UTC(2026, 10, 21)

interface Conditions {
  readonly audience: string
  readonly boundClaims: BoundClaims
  /** Rules of the profile that somebody lifted. */
  readonly lifted?: readonly string[]
}

type Claims = Readonly<Record<string, unknown>>

/** Tells whether an exchange would accept a token, once its signature is found good. */
export function accepts(profile: Profile, conditions: Conditions, claims: Claims): boolean {
  return decide(profile, conditions, claims).acceptedBy !== undefined
}

/** Decides as an exchange does, once the signature is found good. */
export function decide(
  { rules, issuerDefaults }: Profile,
  { audience, boundClaims, lifted = [] }: Conditions,
  claims: Claims,
): TrustDecision {
  const policy: TrustPolicy = {
    id: 'tp_1',
    accountId: 'sa_1',
    position: 0,
    name: '',
    enabled: true,
    expiresAt: null,
    issuerId: ISSUER_ID,
    audience,
    matchMode: 'exact',
    boundClaims,
    exceptions: lifted.map((rule) => ({ rule, reason: 'on purpose', by: NOBODY, at: NOW })),
    createdAt: NOW,
    createdBy: NOBODY,
    updatedAt: NOW,
    updatedBy: NOBODY,
    version: 1,
  }
  const { allowMultipleAudiences } = issuerDefaults
  const trust = { allowMultipleAudiences, rules }
  return decideTrust({ issuerId: ISSUER_ID, claims }, [policy], NOW, trust)
}
