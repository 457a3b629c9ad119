import type { Attempt } from '#server/domain/trust/attempt.ts'

/** Makes an attempt that was refused for its claims. */
export function anAttempt(more: Partial<Attempt> = {}): Attempt {
  return {
    id: 'att_1',
    at: 1_000_000,
    grant: 'token_exchange',
    accepted: false,
    stage: 'claims',
    accountId: 'sa_1',
    issuerId: 'iss_1',
    issuerUrl: 'https://ci.example',
    policyId: null,
    verified: true,
    caller: 'job of project 20',
    claims: { project_id: '20' },
    checks: [],
    policies: [],
    address: '127.0.0.1',
    correlationId: 'req_1',
    ...more,
  }
}
