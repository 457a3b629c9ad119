import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askBranch, UUID } from './questions.ts'
import { indent, writeExchange, yaml } from './snippet.ts'

const BRACED_UUID = `\\{${UUID}\\}`

/** Bitbucket Pipelines; cloud only. */
export const bitbucket: Profile = {
  id: 'bitbucket',
  name: 'Bitbucket Pipelines',
  actor: 'step',
  issuerUrls: ['https://api.bitbucket.org/2.0/workspaces/{segment}/pipelines-config/identity/oidc'],
  isSelfHosted: false,
  rules: {
    id: 'bitbucket',
    requiredClaims: [
      {
        id: 'repository',
        anyOf: ['repositoryUuid'],
        reason: 'Without it, every repository of the workspace fits.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: ['branchName', 'deploymentEnvironmentUuid'],
        reason: 'Without it, every branch that somebody pushes fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'repositoryUuid', 'workspaceUuid'],
    sharedAudiences: [/^ari:cloud:bitbucket::workspace\//i],
    vetoes: [],
    claimsToAvoid: [
      { claim: 'sub', reason: 'It contains the step of one run, so it never comes twice.' },
    ],
  },
  // A step gets one id token for its whole life; its audiences are a list in the repository.
  issuerDefaults: { ...usualIssuer, replay: 'reuse', allowMultipleAudiences: true },
  questions: [
    ask({
      id: 'workspace',
      label: 'Workspace',
      help: 'As in the address of its repositories; OpenID Connect has to be on and used once.',
      example: 'acme',
      pattern: '[\\w-]+',
    }),
    ask({
      id: 'repository',
      label: 'Repository',
      help: 'Only to name the policy; what counts is the UUID.',
      example: 'acme/api',
      pattern: '[\\w.-]+/[\\w.-]+',
    }),
    ask({
      id: 'repositoryUuid',
      label: 'Repository UUID',
      help: 'With its braces.',
      example: '{1f0c9a52-7c3e-4f0b-9a53-6f6d6d4f1c11}',
      pattern: BRACED_UUID,
      howToFind: 'Repository settings, OpenID Connect',
    }),
    ask({
      id: 'place',
      label: 'From where',
      help: 'A pull request carries the name of its branch; only an environment can be protected.',
      kind: 'choice',
      example: 'environment',
      initial: 'environment',
      choices: [
        { value: 'environment', label: 'A deployment environment' },
        { value: 'branch', label: 'A branch' },
      ],
    }),
    ask({
      id: 'environmentUuid',
      label: 'Environment UUID',
      help: 'With its braces; restrict its branches in the settings of the deployment.',
      example: '{a3a1d7a5-8c0e-4a7c-b9b3-0f3c2f6b6f22}',
      pattern: BRACED_UUID,
      howToFind: 'Repository settings, OpenID Connect',
      showWhen: { question: 'place', answer: 'environment' },
    }),
    askBranch({ showWhen: { question: 'place', answer: 'branch' } }),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    return {
      issuer: `https://api.bitbucket.org/2.0/workspaces/${answers.text('workspace')}/pipelines-config/identity/oidc`,
      name: `${answers.text('repository')}, ${branch ? `branch ${branch}` : 'environment'}`,
      boundClaims: {
        repositoryUuid: answers.text('repositoryUuid'),
        branchName: orPattern(branch),
        deploymentEnvironmentUuid: answers.text('environmentUuid'),
      },
    }
  },
  facets: [
    {
      claim: 'repositoryUuid',
      label: 'of repository',
      openWhenUnbound: 'the repository',
      namedBy: 'repository',
    },
    { claim: 'branchName', label: 'on branch', openWhenUnbound: 'the branch' },
    {
      claim: 'deploymentEnvironmentUuid',
      label: 'in environment',
      openWhenUnbound: 'the environment',
    },
  ],
  describeCaller(claim) {
    const repository = claim('repositoryUuid')
    const branch = claim('branchName')
    const environment = claim('deploymentEnvironmentUuid')
    return [
      repository && `repository ${repository}`,
      branch && `branch ${branch}`,
      environment && `environment ${environment}`,
    ]
  },
  snippets: (target) => [
    {
      id: 'bitbucket',
      title: 'Bitbucket pipeline',
      language: 'yaml',
      text: `pipelines:
  branches:
    ${yaml(target.bound('branchName') ?? 'main')}:
      - step:
          name: Deploy
          deployment: production
          oidc:
            audiences:
              - ${yaml(target.audience)}
          script:
            - |
              set -eu
              ID_TOKEN=$BITBUCKET_STEP_OIDC_TOKEN
${indent(14, writeExchange(target))}
              export ACCESS_TOKEN
`,
      notes: [
        'Name your own deployment environment; Bitbucket does not mask these tokens: never print them.',
      ],
    },
  ],
}
