import { type Profile, usualIssuer } from './profile.ts'
import { ask } from './questions.ts'
import { indent, writeExchange } from './snippet.ts'

const IDENTIFIER = '[A-Za-z_][\\w$]*'
const ACCOUNT = 'https://app.harness.io/ng/api/oidc/account/'

/** Harness, each account with an issuer of its own. */
export const harness: Profile = {
  id: 'harness',
  name: 'Harness',
  actor: 'execution',
  issuerUrls: ['https://{label}.harness.io/ng/api/oidc/account/{segment}'],
  isSelfHosted: false,
  rules: {
    id: 'harness',
    requiredClaims: [
      {
        id: 'organization',
        anyOf: ['organization_id'],
        reason: 'Without it, every organization of the account fits.',
        isLiftable: true,
      },
      {
        id: 'project',
        anyOf: ['project_id'],
        reason: 'Without it, every project of the organization fits.',
        isLiftable: true,
      },
      {
        id: 'pipeline',
        anyOf: ['pipeline_id'],
        reason: 'Without it, every pipeline of the project fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'account_id', 'organization_id', 'project_id', 'pipeline_id'],
    sharedAudiences: [],
    vetoes: [],
    claimsToAvoid: [{ claim: 'sub', reason: 'Its form depends on settings; bind the ids.' }],
  },
  issuerDefaults: usualIssuer,
  questions: [
    ask({
      id: 'accountId',
      label: 'Account id',
      help: 'It is part of the issuer URL.',
      example: 'vpCkHKsDSxK9_KYfjCTMKA',
      pattern: '[\\w-]+',
      howToFind: 'Account Settings, Overview',
    }),
    ask({
      id: 'organization',
      label: 'Organization identifier',
      help: 'People choose it: one that is deleted and made again fits too.',
      example: 'default',
      pattern: IDENTIFIER,
    }),
    ask({
      id: 'project',
      label: 'Project identifier',
      help: 'As in the address of the project.',
      example: 'shop',
      pattern: IDENTIFIER,
    }),
    ask({
      id: 'pipeline',
      label: 'Pipeline identifier',
      help: 'Tokens say nothing of branches: who may change the pipeline can act.',
      example: 'deploy',
      pattern: IDENTIFIER,
    }),
  ],
  toPolicy(answers) {
    const [organization, project] = [answers.text('organization'), answers.text('project')]
    const pipeline = answers.text('pipeline')
    return {
      issuer: `${ACCOUNT}${answers.text('accountId')}`,
      name: `${organization}/${project}/${pipeline}`,
      boundClaims: {
        account_id: answers.text('accountId'),
        organization_id: organization,
        project_id: project,
        pipeline_id: pipeline,
      },
    }
  },
  facets: [
    { claim: 'pipeline_id', label: 'of pipeline', openWhenUnbound: 'the pipeline' },
    { claim: 'project_id', label: 'in project', openWhenUnbound: 'the project' },
    { claim: 'organization_id', label: 'in organization', openWhenUnbound: 'the organization' },
    { claim: 'account_id', label: 'of account' },
    { claim: 'environment_id', label: 'in environment', openWhenUnbound: 'the environment' },
  ],
  describeCaller(claim) {
    const pipeline = claim('pipeline_id')
    const environment = claim('environment_id')
    return [
      pipeline
        ? `${claim('organization_id') ?? '?'}/${claim('project_id') ?? '?'}/${pipeline}`
        : claim('sub'),
      environment && `environment ${environment}`,
    ]
  },
  snippets: (target) => [
    {
      id: 'harness',
      title: 'Harness step',
      language: 'yaml',
      text: `step:
  type: Run
  name: Get an access token
  identifier: access_token
  spec:
    shell: Sh
    command: |
      set -eu
${indent(6, writeExchange(target))}
      export ACCESS_TOKEN
`,
      notes: [
        `Put the id token for the audience ${target.audience} into ID_TOKEN in a step before; never print the tokens.`,
      ],
    },
  ],
}
