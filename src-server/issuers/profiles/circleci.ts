import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askBranch, UUID } from './questions.ts'
import { sayRef } from './read-claims.ts'
import { indent, shell, writeExchange } from './snippet.ts'

const ORGANISATION = 'https://oidc.circleci.com/org/'

/** CircleCI cloud, each organisation with an issuer of its own. */
export const circleci: Profile = {
  id: 'circleci',
  name: 'CircleCI',
  actor: 'job',
  issuerUrls: [`${ORGANISATION}{uuid}`],
  isSelfHosted: false,
  rules: {
    id: 'circleci',
    requiredClaims: [
      {
        id: 'project',
        anyOf: ['oidc.circleci.com/project-id'],
        reason: 'Without it, every project of the organisation fits.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: [
          'oidc.circleci.com/vcs-ref',
          'oidc.circleci.com/pipeline-definition-id',
          'oidc.circleci.com/context-ids',
        ],
        reason: 'Without it, every branch that somebody pushes fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'oidc.circleci.com/project-id', 'oidc.circleci.com/org-id'],
    sharedAudiences: [new RegExp(`^${UUID}$`)],
    vetoes: [
      {
        id: 'ssh_rerun',
        claim: 'oidc.circleci.com/ssh-rerun',
        matcher: true,
        reason: 'In a job that was run again with SSH a person holds the token.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [{ claim: 'sub', reason: 'It names the user who started the job.' }],
  },
  issuerDefaults: usualIssuer,
  questions: [
    ask({
      id: 'organisationId',
      label: 'Organisation id',
      help: 'It is part of the issuer URL.',
      example: '5f0e8c1a-2b3d-4e5f-8a9b-0c1d2e3f4a5b',
      pattern: UUID,
      howToFind: 'Organization Settings, Overview',
    }),
    ask({
      id: 'projectId',
      label: 'Project id',
      help: 'It stays when the project is renamed.',
      example: '1d2e3f4a-5b6c-4d7e-8f9a-0b1c2d3e4f5a',
      pattern: UUID,
      howToFind: 'Project Settings, Overview',
    }),
    ask({
      id: 'origin',
      label: 'Repository',
      help: 'Keeps out builds of forks, which run in the same project.',
      example: 'github.com/acme/app',
      pattern: '[\\w.-]+(?:/[\\w.-]+)+',
    }),
    askBranch(),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    const origin = answers.text('origin')
    return {
      issuer: `${ORGANISATION}${answers.text('organisationId')}`,
      name: `${origin}, branch ${branch}`,
      boundClaims: {
        'oidc.circleci.com/project-id': answers.text('projectId'),
        'oidc.circleci.com/vcs-origin': origin,
        'oidc.circleci.com/vcs-ref': orPattern(branch && `refs/heads/${branch}`),
      },
    }
  },
  facets: [
    {
      claim: 'oidc.circleci.com/project-id',
      label: 'of project',
      openWhenUnbound: 'the project',
    },
    {
      claim: 'oidc.circleci.com/vcs-origin',
      label: 'from',
      openWhenUnbound: 'the repository, forks included',
    },
    {
      claim: 'oidc.circleci.com/vcs-ref',
      label: 'on',
      openWhenUnbound: 'the branch or tag',
      say: sayRef,
    },
    {
      claim: 'oidc.circleci.com/context-ids',
      label: 'with a context',
      openWhenUnbound: 'the context',
    },
  ],
  describeCaller: (claim) => [
    claim('oidc.circleci.com/vcs-origin') ?? claim('oidc.circleci.com/project-id'),
    sayRef(claim('oidc.circleci.com/vcs-ref')),
    claim('oidc.circleci.com/ssh-rerun') === 'true' ? 'rerun with SSH' : undefined,
  ],
  snippets: (target) => [
    {
      id: 'circleci',
      title: 'CircleCI configuration',
      language: 'yaml',
      text: `version: 2.1
jobs:
  deploy:
    ${target.runner === 'hosted' ? 'docker:\n      - image: cimg/base:current' : 'machine: true\n    resource_class: NAMESPACE/RUNNER'}
    steps:
      - run:
          name: Get an access token
          command: |
            set -eu
            ID_TOKEN=$(circleci run oidc get --claims ${shell(JSON.stringify({ aud: target.audience }))})
${indent(12, writeExchange(target))}
            echo "export ACCESS_TOKEN='$ACCESS_TOKEN'" >> "$BASH_ENV"
workflows:
  deploy:
    jobs: [deploy]
`,
      notes: ['CircleCI does not mask these tokens: never print them.'],
    },
  ],
}
