import type { TrustPolicy } from '#server/domain/model.ts'

const administrator = { kind: 'administrator', id: 'admin', name: 'Administrator' } as const

/** Makes a policy that trusts branch main of project 20. */
export function aTrustPolicy(more: Partial<TrustPolicy> = {}): TrustPolicy {
  return {
    id: 'tp_1',
    accountId: 'sa_1',
    position: 0,
    name: 'deploy from main',
    enabled: true,
    expiresAt: null,
    issuerId: 'iss_1',
    audience: 'https://doorward.example',
    matchMode: 'exact',
    boundClaims: { project_id: '20', ref: 'main' },
    exceptions: [],
    createdAt: 0,
    createdBy: administrator,
    updatedAt: 0,
    updatedBy: administrator,
    version: 1,
    ...more,
  }
}
