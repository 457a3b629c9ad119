import { askEvents, askRepository, pullRequest, pullRequestTarget, writeSteps } from './actions.ts'
import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer, askPlace } from './questions.ts'
import { sayRef } from './read-claims.ts'
import { yaml } from './snippet.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'

/** GitHub Actions: github.com, with data residency, and GitHub Enterprise Server. */
export const github: Profile = {
  id: 'github',
  name: 'GitHub Actions',
  actor: 'workflow',
  issuerUrls: [
    ISSUER,
    `${ISSUER}/{segment}`,
    'https://token.actions.{label}.ghe.com',
    'https://{host}/_services/token',
  ],
  isSelfHosted: false,
  rules: {
    id: 'github',
    requiredClaims: [
      {
        id: 'owner',
        anyOf: ['repository_id', 'repository_owner_id'],
        reason: 'Without it, workflows of every repository on GitHub fit.',
        isLiftable: false,
      },
      {
        id: 'repository',
        anyOf: ['repository_id'],
        reason: 'Without it, every repository of the owner fits, new ones included.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: ['ref', 'environment', 'workflow_ref', 'job_workflow_ref'],
        reason: 'Without it, every branch that somebody pushes fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: [
      'sub',
      'repository_id',
      'repository_owner_id',
      'repository',
      'repository_owner',
      'workflow_ref',
      'job_workflow_ref',
    ],
    sharedAudiences: [
      /^https:\/\/github\.com\/[^/]+\/?$/i,
      /^https:\/\/[^/]+\.ghe\.com\/[^/]+\/?$/i,
    ],
    vetoes: [
      pullRequestTarget,
      {
        id: 'workflow_run',
        claim: 'event_name',
        matcher: 'workflow_run',
        reason: 'A workflow_run follows any other workflow, also one that a fork started.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
      pullRequest,
    ],
    claimsToAvoid: [
      { claim: 'sub', reason: 'Its form depends on settings and, in the old form, on names.' },
      {
        claim: 'repository',
        reason: 'Names can be given to another repository; bind repository_id.',
      },
      { claim: 'repository_owner', reason: 'Names change owners; bind repository_owner_id.' },
      { claim: 'actor', reason: 'It tells who pushed, not what runs.' },
      {
        claim: 'workflow',
        reason: 'It is free text that any workflow can claim; bind workflow_ref.',
      },
    ],
  },
  issuerDefaults: { ...usualIssuer, maxTokenAgeSeconds: 600 },
  questions: [
    askIssuer({
      help: 'With an enterprise slug: …githubusercontent.com/<slug>. With data residency: https://token.actions.<name>.ghe.com. Enterprise Server: https://<host>/_services/token.',
      initial: ISSUER,
    }),
    ...askRepository({
      help: 'It stays when the repository is renamed, and nobody else can get it.',
      example: '74',
      howToFind: 'gh api repos/acme/api --jq .id',
    }),
    ...askPlace('An environment restricts branches only if its protection rules do.', [
      { value: 'environment', label: 'An environment' },
    ]),
    ask({
      id: 'environment',
      label: 'Environment',
      help: 'Give it protection rules: without them any branch may use it.',
      example: 'prod',
      showWhen: { question: 'place', answer: 'environment' },
    }),
    askEvents(),
    ask({
      id: 'hostedRunnersOnly',
      label: "Only GitHub's own runners",
      help: 'Self-hosted runners that several repositories share can leak tokens.',
      kind: 'boolean',
      required: false,
      example: 'true',
      initial: false,
    }),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    const tag = answers.text('tag')
    const environment = answers.text('environment')
    const ref = branch ? `refs/heads/${branch}` : tag && `refs/tags/${tag}`
    return {
      issuer: answers.text('issuer') ?? ISSUER,
      name: `${answers.text('repository')}, ${sayRef(ref) ?? `environment ${environment}`}`,
      boundClaims: {
        repository_id: answers.text('repositoryId'),
        ref: orPattern(ref),
        environment,
        event_name: answers.oneOf('events'),
        runner_environment: answers.flag('hostedRunnersOnly') ? 'github-hosted' : undefined,
      },
    }
  },
  facets: [
    {
      claim: 'repository_id',
      label: 'of repository',
      openWhenUnbound: 'the repository',
      namedBy: 'repository',
    },
    { claim: 'repository_owner_id', label: 'of owner' },
    { claim: 'ref', label: 'on', openWhenUnbound: 'the branch or tag', say: sayRef },
    { claim: 'environment', label: 'in environment', openWhenUnbound: 'the environment' },
    { claim: 'workflow_ref', label: 'from', openWhenUnbound: 'the workflow file' },
    { claim: 'job_workflow_ref', label: 'by', openWhenUnbound: 'the workflow file' },
    { claim: 'event_name', label: 'started by', openWhenUnbound: 'the event' },
    { claim: 'runner_environment', label: 'on runners', openWhenUnbound: 'the runner' },
  ],
  describeCaller(claim) {
    const environment = claim('environment')
    return [
      claim('repository') ?? claim('sub'),
      sayRef(claim('ref')),
      environment && `environment ${environment}`,
      claim('event_name'),
    ]
  },
  snippets: (target) => [
    {
      id: 'github',
      title: 'GitHub Actions workflow',
      language: 'yaml',
      text: `on: [push, workflow_dispatch]
permissions:
  id-token: write
  contents: read
jobs:
  deploy:
    runs-on: ${target.runner === 'hosted' ? 'ubuntu-latest' : 'self-hosted'}${toEnvironment(target.bound('environment'))}
${writeSteps(target)}`,
    },
  ],
}

function toEnvironment(environment: string | undefined): string {
  return environment === undefined ? '' : `\n    environment: ${yaml(environment)}`
}
