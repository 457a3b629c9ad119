import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askBranch, askIssuer, askTag } from './questions.ts'
import { indent, writeExchange, yaml } from './snippet.ts'

const ISSUER = 'https://gitlab.com'
const SOURCES = ['push', 'web', 'schedule', 'api', 'trigger', 'pipeline']

/** GitLab CI: gitlab.com and self-managed. */
export const gitlab: Profile = {
  id: 'gitlab',
  name: 'GitLab CI',
  actor: 'job',
  issuerUrls: [ISSUER],
  isSelfHosted: true,
  rules: {
    id: 'gitlab',
    requiredClaims: [
      {
        id: 'namespace',
        anyOf: ['project_id', 'namespace_id'],
        reason: 'Without it, jobs of every project on the instance fit.',
        isLiftable: false,
      },
      {
        id: 'project',
        anyOf: ['project_id'],
        reason: 'Without it, every project of the namespace fits, new ones included.',
        isLiftable: true,
      },
      {
        id: 'protection',
        anyOf: ['ref_protected', 'environment_protected'],
        reason: 'Without it, every branch that a developer pushes fits.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: ['ref_type', 'ref_path', 'environment'],
        reason: 'Without it, a tag fits as well as a branch of the same name.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'project_id', 'namespace_id', 'project_path', 'namespace_path'],
    sharedAudiences: [/^https:\/\/gitlab\.com\/?$/i],
    vetoes: [
      {
        id: 'merge_request',
        claim: 'pipeline_source',
        matcher: ['merge_request_event', 'external_pull_request_event'],
        reason: 'A merge request runs code that nobody has reviewed yet.',
        yieldsToBoundClaim: true,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [
      { claim: 'sub', reason: 'It is made of names by default; bind project_id and ref_path.' },
      { claim: 'project_path', reason: 'Paths can be reused by another project; bind project_id.' },
      { claim: 'namespace_path', reason: 'Paths can be reused; bind namespace_id.' },
      { claim: 'user_login', reason: 'It tells who started the job, not what runs.' },
      { claim: 'user_email', reason: 'It tells who started the job, and people change it.' },
    ],
  },
  // A job gets one id token for its whole life and may have to renew with it.
  issuerDefaults: { ...usualIssuer, replay: 'reuse', isOftenPrivate: true },
  questions: [
    askIssuer({ help: 'The address of your instance, as its jobs see it.', initial: ISSUER }),
    ask({
      id: 'project',
      label: 'Project',
      help: 'Only to name the policy; what counts is the id.',
      example: 'acme/api',
      pattern: '[\\w.+-]+(?:/[\\w.+-]+)+',
    }),
    ask({
      id: 'projectId',
      label: 'Project id',
      help: 'It stays when the project is moved. It means something on this instance only.',
      example: '20',
      pattern: '[0-9]+',
      howToFind: 'glab api projects/acme%2Fapi | jq .id',
    }),
    ask({
      id: 'place',
      label: 'From where',
      help: 'Each has to be protected in the settings of the project.',
      kind: 'choice',
      example: 'branch',
      initial: 'branch',
      choices: [
        { value: 'branch', label: 'A protected branch' },
        { value: 'tag', label: 'A protected tag' },
        { value: 'environment', label: 'A protected environment' },
      ],
    }),
    askBranch({ showWhen: { question: 'place', answer: 'branch' } }),
    askTag({ showWhen: { question: 'place', answer: 'tag' } }),
    ask({
      id: 'environment',
      label: 'Environment',
      help: 'Its protection decides who may deploy.',
      example: 'prod',
      showWhen: { question: 'place', answer: 'environment' },
    }),
    ask({
      id: 'sources',
      label: 'Started by',
      help: 'What may start the pipeline; none leaves it open, except to merge requests.',
      kind: 'list',
      required: false,
      example: 'push',
      initial: ['push', 'web', 'schedule'],
      choices: SOURCES.map((value) => ({ value, label: value })),
    }),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    const tag = answers.text('tag')
    const environment = answers.text('environment')
    const place = branch ? `branch ${branch}` : tag ? `tag ${tag}` : `environment ${environment}`
    return {
      issuer: answers.text('issuer') ?? ISSUER,
      name: `${answers.text('project')}, ${place}`,
      boundClaims: {
        project_id: answers.text('projectId'),
        ref: orPattern(branch ?? tag),
        ref_type: branch ? 'branch' : tag && 'tag',
        ref_protected: environment ? undefined : 'true',
        environment,
        environment_protected: environment && 'true',
        pipeline_source: answers.oneOf('sources'),
      },
    }
  },
  facets: [
    {
      claim: 'project_id',
      label: 'of project',
      openWhenUnbound: 'the project',
      namedBy: 'project',
    },
    { claim: 'namespace_id', label: 'of namespace' },
    { claim: 'ref_protected', label: 'on', openWhenUnbound: 'its protection', say: sayProtected },
    { claim: 'ref_type', label: 'of type', openWhenUnbound: 'whether it is a branch or a tag' },
    { claim: 'ref', label: 'named', openWhenUnbound: 'the name of the branch or tag' },
    { claim: 'ref_path', label: 'at', openWhenUnbound: 'the name of the branch or tag' },
    { claim: 'environment', label: 'in environment', openWhenUnbound: 'the environment' },
    {
      claim: 'environment_protected',
      label: 'to',
      openWhenUnbound: 'its protection',
      say: (value) => (value === 'true' ? 'a protected environment' : 'an unprotected environment'),
    },
    { claim: 'pipeline_source', label: 'started by', openWhenUnbound: 'what starts it' },
    { claim: 'ci_config_ref_uri', label: 'defined in', openWhenUnbound: 'the CI configuration' },
  ],
  describeCaller(claim) {
    const ref = claim('ref')
    const environment = claim('environment')
    return [
      claim('project_path') ?? claim('sub'),
      ref && `${claim('ref_type') ?? 'ref'} ${ref}`,
      environment && `environment ${environment}`,
      claim('pipeline_source'),
    ]
  },
  snippets: (target) => [
    {
      id: 'gitlab',
      title: 'GitLab CI job',
      language: 'yaml',
      text: `deploy:
  id_tokens:
    ID_TOKEN:
      aud: ${yaml(target.audience)}
  script:
    - |
      set -eu
${indent(6, writeExchange(target))}
      # GitLab masks the id token itself; never print the access token.
      export ACCESS_TOKEN
`,
    },
  ],
}

function sayProtected(value: string): string {
  return value === 'true' ? 'a protected reference' : 'an unprotected reference'
}
