import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askBranch, UUID } from './questions.ts'
import { sayRef } from './read-claims.ts'
import { indent, writeExchange } from './snippet.ts'

const ORGANIZATION = 'https://vstoken.dev.azure.com/'

/** Azure DevOps pipelines, each organization with an issuer of its own. */
export const azureDevops: Profile = {
  id: 'azure_devops',
  name: 'Azure DevOps',
  actor: 'run',
  issuerUrls: [`${ORGANIZATION}{uuid}`],
  isSelfHosted: false,
  rules: {
    id: 'azure_devops',
    requiredClaims: [
      {
        id: 'project',
        anyOf: ['prj_id'],
        reason: 'Without it, every project of the organization fits.',
        isLiftable: true,
      },
      {
        id: 'pipeline',
        anyOf: ['def_id'],
        reason: 'Without it, every pipeline of the project fits.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: ['rpo_ref'],
        reason: 'Without it, every branch and pull request fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'org_id', 'prj_id', 'def_id'],
    sharedAudiences: [],
    vetoes: [
      {
        id: 'pull_request',
        claim: 'rpo_ref',
        matcher: { wildcard: 'refs/pull/*' },
        reason: 'A pull request runs code that nobody has reviewed yet.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [{ claim: 'sub', reason: 'It is made of names; bind prj_id and def_id.' }],
  },
  issuerDefaults: { ...usualIssuer, maxTokenAgeSeconds: 1200 },
  questions: [
    ask({
      id: 'organizationId',
      label: 'Organization id',
      help: 'It is part of the issuer URL.',
      example: '7f9c2ba4-e88f-4d5a-8a3b-2c1d0e9f8a7b',
      pattern: UUID,
      howToFind: 'curl -s https://dev.azure.com/acme/_apis/connectionData | jq -r .instanceId',
    }),
    ask({
      id: 'pipeline',
      label: 'Pipeline',
      help: 'Only to name the policy; what counts are the ids.',
      example: 'acme/shop/deploy',
    }),
    ask({
      id: 'projectId',
      label: 'Project id',
      help: 'It stays when the project is renamed.',
      example: '3e2a1b0c-9d8e-4f7a-b6c5-d4e3f2a1b0c9',
      pattern: UUID,
      howToFind: 'az devops project show --project shop --query id',
    }),
    ask({
      id: 'pipelineId',
      label: 'Pipeline id',
      help: 'The definition id, as in the address of the pipeline.',
      example: '42',
      pattern: '[\\w-]+',
      howToFind: 'az pipelines show --name deploy --query id',
    }),
    askBranch(),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    return {
      issuer: `${ORGANIZATION}${answers.text('organizationId')}`,
      name: `${answers.text('pipeline')}, branch ${branch}`,
      boundClaims: {
        prj_id: answers.text('projectId'),
        def_id: answers.text('pipelineId'),
        rpo_ref: orPattern(branch && `refs/heads/${branch}`),
      },
    }
  },
  fixedAudience: () => 'api://AzureADTokenExchange',
  facets: [
    { claim: 'def_id', label: 'of pipeline', openWhenUnbound: 'the pipeline', namedBy: 'pipeline' },
    { claim: 'prj_id', label: 'in project', openWhenUnbound: 'the project' },
    { claim: 'rpo_ref', label: 'on', openWhenUnbound: 'the branch or tag', say: sayRef },
    { claim: 'rpo_uri', label: 'from', openWhenUnbound: 'the repository' },
  ],
  describeCaller: (claim) => [claim('sub'), sayRef(claim('rpo_ref'))],
  snippets: (target) => [
    {
      id: 'azure_devops',
      title: 'Azure pipeline',
      language: 'yaml',
      text: `steps:
  - bash: |
      set -eu
      ID_TOKEN=$(curl -sSf -X POST -H "Authorization: Bearer $SYSTEM_ACCESSTOKEN" -H "Content-Length: 0" \\
        "\${SYSTEM_OIDCREQUESTURI}?api-version=7.1" | jq -r .oidcToken)
      echo "##vso[task.setsecret]$ID_TOKEN"
${indent(6, writeExchange(target))}
      echo "##vso[task.setvariable variable=ACCESS_TOKEN;issecret=true]$ACCESS_TOKEN"
    displayName: Get an access token
    env:
      SYSTEM_ACCESSTOKEN: $(System.AccessToken)
`,
      notes: [
        'All tokens of Azure DevOps have one audience, so it keeps nobody apart: what services elsewhere receive is good here too. Give such a job no other use of its id token.',
      ],
    },
  ],
}
