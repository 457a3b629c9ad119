import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer, askPlace, UUID } from './questions.ts'
import { sayRef } from './read-claims.ts'
import { indent, writeExchange } from './snippet.ts'

/** Semaphore, each organization with an issuer of its own. */
export const semaphore: Profile = {
  id: 'semaphore',
  name: 'Semaphore',
  actor: 'job',
  issuerUrls: ['https://{label}.semaphoreci.com'],
  isSelfHosted: true,
  rules: {
    id: 'semaphore',
    requiredClaims: [
      {
        id: 'project',
        anyOf: ['prj_id'],
        reason: 'Without it, every project of the organization fits.',
        isLiftable: true,
      },
      {
        id: 'kind',
        anyOf: ['ref_type'],
        reason: 'Without it, a pull request fits as well as a branch.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: ['ref'],
        reason: 'Without it, every branch that somebody pushes fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'sub127', 'org_id', 'prj_id'],
    sharedAudiences: [],
    vetoes: [
      {
        id: 'debug_job',
        claim: 'job_type',
        matcher: ['debug_job', 'project_debug_job'],
        reason: 'In a debug job a person holds the token.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
      {
        id: 'pull_request',
        claim: 'ref_type',
        matcher: 'pull-request',
        reason: 'A pull request runs code that nobody has reviewed yet.',
        yieldsToBoundClaim: true,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [
      { claim: 'branch', reason: 'For a pull request it names the target; bind ref and ref_type.' },
      { claim: 'sub', reason: 'It is made of names; bind prj_id.' },
      { claim: 'repo', reason: 'Names change; bind prj_id.' },
    ],
  },
  issuerDefaults: usualIssuer,
  questions: [
    askIssuer({
      help: 'The address of your organization or of your own installation.',
      example: 'https://acme.semaphoreci.com',
    }),
    ask({
      id: 'project',
      label: 'Project',
      help: 'Only to name the policy; what counts is the id.',
      example: 'acme/api',
    }),
    ask({
      id: 'projectId',
      label: 'Project id',
      help: 'It stays when the project is renamed.',
      example: '936a5312-a3b8-4921-8b3f-2cec8baac574',
      pattern: UUID,
      howToFind: 'sem get project api',
    }),
    ...askPlace('Pull requests never fit.'),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    const ref = branch ? `refs/heads/${branch}` : `refs/tags/${answers.text('tag')}`
    return {
      issuer: answers.text('issuer') ?? '',
      name: `${answers.text('project')}, ${sayRef(ref)}`,
      boundClaims: {
        prj_id: answers.text('projectId'),
        ref_type: branch ? 'branch' : 'tag',
        ref: orPattern(ref),
        job_type: 'pipeline_job',
      },
    }
  },
  fixedAudience: (issuer) => issuer,
  facets: [
    { claim: 'prj_id', label: 'of project', openWhenUnbound: 'the project', namedBy: 'project' },
    { claim: 'ref_type', label: 'for a', openWhenUnbound: 'branch, tag or pull request' },
    { claim: 'ref', label: 'on', openWhenUnbound: 'the branch or tag', say: sayRef },
    { claim: 'job_type', label: 'in a', openWhenUnbound: 'whether a person debugs it' },
  ],
  describeCaller(claim) {
    const isPullRequest = claim('ref_type') === 'pull-request'
    return [
      claim('repo_slug') ?? claim('repo') ?? claim('sub'),
      isPullRequest ? 'pull request' : sayRef(claim('ref')),
      claim('job_type'),
    ]
  },
  snippets: (target) => [
    {
      id: 'semaphore',
      title: 'Semaphore pipeline',
      language: 'yaml',
      text: `version: v1.0
name: Deploy
agent:
  machine:
    type: ${target.runner === 'hosted' ? 'f1-standard-2' : 's1-RUNNER'}
blocks:
  - name: Deploy
    task:
      jobs:
        - name: Deploy
          commands:
            - |
              ID_TOKEN=$SEMAPHORE_OIDC_TOKEN
${indent(14, writeExchange(target))}
              export ACCESS_TOKEN
`,
      notes: [
        'All tokens of an organization have one audience, so it keeps nobody apart; never print them.',
      ],
    },
  ],
}
