import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askPlace, UUID } from './questions.ts'
import { shell, writeExchange } from './snippet.ts'

const ISSUER = 'https://agent.buildkite.com'

/** Buildkite; all organisations share one issuer. */
export const buildkite: Profile = {
  id: 'buildkite',
  name: 'Buildkite',
  actor: 'step',
  issuerUrls: [ISSUER],
  isSelfHosted: false,
  rules: {
    id: 'buildkite',
    requiredClaims: [
      {
        id: 'organization',
        anyOf: ['organization_id', 'pipeline_id'],
        reason: 'Without it, every organization of Buildkite fits.',
        isLiftable: false,
      },
      {
        id: 'pipeline',
        anyOf: ['pipeline_id'],
        reason: 'Without it, every pipeline of the organization fits.',
        isLiftable: true,
      },
      {
        id: 'place',
        anyOf: ['build_branch', 'build_tag'],
        reason: 'Without it, every branch that somebody pushes fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: [
      'sub',
      'organization_id',
      'pipeline_id',
      'organization_slug',
      'pipeline_slug',
    ],
    sharedAudiences: [/^https:\/\/buildkite\.com\/[^/]+\/?$/i],
    vetoes: [],
    claimsToAvoid: [
      { claim: 'sub', reason: 'It contains the commit, so it never comes twice.' },
      { claim: 'organization_slug', reason: 'Slugs can be given away; bind organization_id.' },
      { claim: 'pipeline_slug', reason: 'Slugs can be given away; bind pipeline_id.' },
    ],
  },
  issuerDefaults: { ...usualIssuer, maxTokenAgeSeconds: 600 },
  questions: [
    ask({
      id: 'pipeline',
      label: 'Pipeline',
      help: 'Only to name the policy; what counts is the id.',
      example: 'acme-inc/super-duper-app',
      pattern: '[\\w.-]+/[\\w.-]+',
    }),
    ask({
      id: 'organizationId',
      label: 'Organization id',
      help: 'All organizations share one issuer, so it has to be bound.',
      example: '0184990a-477b-4fa8-9968-496074483cee',
      pattern: UUID,
      howToFind:
        'Organization Settings, or: buildkite-agent oidc request-token --claim organization_id',
    }),
    ask({
      id: 'pipelineId',
      label: 'Pipeline id',
      help: 'It stays when the pipeline is renamed.',
      example: '0184990a-4782-42b5-afc1-16715b10b8ff',
      pattern: UUID,
      howToFind: 'Pipeline Settings, or the id field of the pipeline in the REST API',
    }),
    ...askPlace('Turn off builds of forks: the branch of a fork may have the same name.'),
    ask({
      id: 'stepKey',
      label: 'Step key',
      help: 'Only this step of the pipeline; empty leaves it open.',
      required: false,
      example: 'deploy',
      pattern: '[\\w:-]+',
    }),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    const tag = answers.text('tag')
    return {
      issuer: ISSUER,
      name: `${answers.text('pipeline')}, ${branch ? `branch ${branch}` : `tag ${tag}`}`,
      boundClaims: {
        organization_id: answers.text('organizationId'),
        pipeline_id: answers.text('pipelineId'),
        build_branch: orPattern(branch),
        // The build of a tag calls its branch like the tag.
        build_tag: branch ? { absent: true } : orPattern(tag),
        step_key: answers.text('stepKey'),
      },
    }
  },
  facets: [
    {
      claim: 'pipeline_id',
      label: 'of pipeline',
      openWhenUnbound: 'the pipeline',
      namedBy: 'pipeline',
    },
    { claim: 'organization_id', label: 'in organization', openWhenUnbound: 'the organization' },
    { claim: 'build_branch', label: 'on branch', openWhenUnbound: 'the branch or tag' },
    { claim: 'build_tag', label: 'on tag', openWhenUnbound: 'the branch or tag' },
    { claim: 'step_key', label: 'in step', openWhenUnbound: 'the step' },
    { claim: 'build_source', label: 'started by', openWhenUnbound: 'what starts it' },
  ],
  describeCaller(claim) {
    const [tag, branch, step] = [claim('build_tag'), claim('build_branch'), claim('step_key')]
    const organization = claim('organization_slug')
    return [
      organization && `${organization}/${claim('pipeline_slug') ?? '?'}`,
      tag ? `tag ${tag}` : branch && `branch ${branch}`,
      step && `step ${step}`,
    ]
  },
  snippets: (target) => [
    {
      id: 'buildkite-script',
      title: 'Script .buildkite/deploy.sh',
      language: 'shell',
      text: `#!/bin/sh
set -eu
ID_TOKEN=$(buildkite-agent oidc request-token --audience ${shell(target.audience)} \\
  --claim organization_id,pipeline_id)
printf %s "$ID_TOKEN" | buildkite-agent redactor add
${writeExchange(target)}
printf %s "$ACCESS_TOKEN" | buildkite-agent redactor add
export ACCESS_TOKEN
`,
      notes: ['Keep it in a file: in pipeline.yml Buildkite would replace the $ variables itself.'],
    },
    {
      id: 'buildkite',
      title: 'Buildkite pipeline',
      language: 'yaml',
      text: `steps:
  - key: ${JSON.stringify(target.bound('step_key') ?? 'deploy')}
    label: Deploy
    command: sh .buildkite/deploy.sh
`,
    },
  ],
}
