import type { BoundClaims } from '#contract/trust-policies.ts'
import type { TrustPolicy } from '#server/domain/model.ts'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'

const NOBODY = { kind: 'administrator', id: 'administrator', name: 'administrator' } as const
const ISSUER_ID = 'iss_1'
const NOW = Date.UTC(2026, 10, 21)

/** Decides as an exchange does, once the signature is found good. */
export function accepts(
  { rules, issuerDefaults }: Profile,
  { audience, boundClaims }: { readonly audience: string; readonly boundClaims: BoundClaims },
  claims: Readonly<Record<string, unknown>>,
): boolean {
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
    exceptions: [],
    createdAt: NOW,
    createdBy: NOBODY,
    updatedAt: NOW,
    updatedBy: NOBODY,
    version: 1,
  }
  const { allowMultipleAudiences } = issuerDefaults
  const decision = decideTrust({ issuerId: ISSUER_ID, claims }, [policy], NOW, {
    allowMultipleAudiences,
    rules,
  })
  return decision.acceptedBy !== undefined
}
