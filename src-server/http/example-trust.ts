import type { GuidedPolicy } from '#contract/guided-setup.ts'
import type { Attempt, TrustTrace } from '#contract/trust.ts'
import { exampleThings as things } from './example-things.ts'

const { serviceAccount, trustPolicy } = things
const CLAIMS = {
  iss: trustPolicy.issuerUrl,
  sub: 'project_path:acme/api:ref_type:tag:ref:v1',
  aud: trustPolicy.audience,
  project_id: '20',
  ref: 'v1',
  ref_type: 'tag',
  ref_protected: 'true',
}

const trace: TrustTrace = {
  accepted: false,
  stage: 'claims',
  principal: 'acme/api, tag v1 (GitLab)',
  checks: [
    { check: 'signature', expected: 'by a key of https://gitlab.com', actual: 'by kid', ok: true },
  ],
  policies: [
    {
      policy: trustPolicy.id,
      name: trustPolicy.name,
      account: serviceAccount.path,
      accepted: false,
      stage: 'claims',
      checks: [
        {
          check: 'claim',
          claim: 'ref_type',
          matcher: 'exact',
          expected: 'branch',
          actual: 'tag',
          ok: false,
          hint: 'The token is for a tag; this policy wants a branch.',
        },
      ],
    },
  ],
}

const attempt: Attempt = {
  id: 'att_01jmc7c1d2e3f4g5h6j7k8m9n0',
  at: '2026-02-18T09:30:00Z',
  grant: 'token_exchange',
  ...trace,
  account: serviceAccount.id,
  accountPath: serviceAccount.path,
  issuer: trustPolicy.issuer,
  issuerUrl: trustPolicy.issuerUrl,
  policy: null,
  verified: true,
  claims: CLAIMS,
  address: '192.0.2.7',
  correlationId: 'req_01jmc7c0a1b2c3d4e5f6g7h8j9',
}

const draft: GuidedPolicy = {
  policy: {
    name: '',
    issuer: trustPolicy.issuerUrl,
    audience: trustPolicy.audience,
    matchMode: 'exact',
    boundClaims: { project_id: '20', ref: 'v1', ref_type: 'tag', ref_protected: 'true' },
  },
  sentence: 'Any job of project 20 on tag v1 may act as acme/platform/deployer.',
  findings: [],
}

const { name, audience, matchMode, boundClaims, issuerUrl: issuer } = trustPolicy
const newPolicy = { name, issuer, audience, matchMode, boundClaims }
const ofAccount = { account: serviceAccount.path }
const onePolicy = { ...ofAccount, policy: trustPolicy.id }
const tightened = { environment: 'production' }

/** How trust policies are managed, for the documentation. */
export const exampleTrustPolicyCalls = {
  list: { input: ofAccount, output: { items: [trustPolicy], nextCursor: null } },
  create: { input: { ...ofAccount, ...newPolicy }, output: trustPolicy },
  get: { input: onePolicy, output: trustPolicy },
  update: {
    input: { ...onePolicy, version: 1, boundClaims: { ...tightened, ref_type: null } },
    output: { ...trustPolicy, boundClaims: { ...boundClaims, ...tightened }, version: 2 },
  },
  delete: { input: onePolicy, output: undefined },
  propose: { input: onePolicy, output: { attempts: 12, boundClaims: tightened } },
}

/** How trust is tried out and looked into, for the documentation. */
export const exampleTrustCalls = {
  evaluate: { input: { ...ofAccount, claims: CLAIMS }, output: trace },
  listAttempts: {
    input: { ...ofAccount, accepted: false, stage: 'claims' as const },
    output: { items: [attempt], nextCursor: null },
  },
  getAttempt: { input: { attempt: attempt.correlationId }, output: attempt },
  draft: { input: { attempt: attempt.id }, output: draft },
  replay: {
    input: { ...ofAccount, policies: [newPolicy] },
    output: { attempts: 40, changed: [{ attempt, wouldBe: trace }] },
  },
}
