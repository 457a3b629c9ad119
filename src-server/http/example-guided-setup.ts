import type { GuidedPolicy, ProviderProfile } from '#contract/guided-setup.ts'
import type { Snippet } from '#contract/provider-profiles.ts'

const profile: ProviderProfile = {
  id: 'kubernetes',
  name: 'Kubernetes',
  issuerUrls: ['https://oidc.eks.{label}.amazonaws.com/id/{segment}'],
  selfHosted: true,
  audienceChosen: true,
  issuerDefaults: {
    algorithms: ['RS256', 'ES256'],
    maxTokenAgeSeconds: 3600,
    replay: 'reuse',
    allowMultipleAudiences: false,
    needsPastedKeys: true,
    isOftenPrivate: true,
  },
  questions: [
    {
      id: 'namespace',
      label: 'Namespace',
      help: 'Who may create pods in it can act.',
      kind: 'text',
      required: true,
      example: 'prod',
    },
  ],
  requiredClaims: [
    {
      id: 'account',
      anyOf: ['sub'],
      reason: 'Without it, every pod of the cluster fits.',
      isLiftable: true,
    },
  ],
  vetoes: [
    {
      id: 'default_account',
      claim: 'sub',
      reason: 'Every pod that names no account of its own runs as default.',
      isLiftable: true,
    },
  ],
  claimsToAvoid: [],
}

const guidedPolicy: GuidedPolicy = {
  policy: {
    name: 'service:deployer',
    issuer: 'https://idp.example.com',
    audience: 'https://doorward.acme.example/sa_01jmc5z8q4e5h9k2t7w3x6y8zb',
    matchMode: 'exact',
    boundClaims: { sub: 'service:deployer' },
  },
  sentence: 'Any caller with subject service:deployer may act as acme/platform/deployer.',
  findings: [],
}

const snippet: Snippet = {
  id: 'curl',
  title: 'curl',
  language: 'shell',
  text: 'RESPONSE=$(printf %s "$ID_TOKEN" | curl -sSf https://doorward.acme.example/oauth/token …)\n',
  warnings: [],
}

/** Calls by which a trust policy is set up with help. */
export const exampleGuidedSetup = {
  providerProfiles: {
    list: { input: {}, output: { items: [profile] } },
    draft: {
      input: {
        profile: 'generic' as const,
        answers: { issuer: 'https://idp.example.com', subject: 'service:deployer' },
        account: 'acme/platform/deployer',
      },
      output: guidedPolicy,
    },
  },
  snippets: {
    list: {
      input: { account: 'acme/platform/deployer', runner: 'self_hosted' as const },
      output: { runner: 'self_hosted' as const, items: [snippet] },
    },
  },
}
