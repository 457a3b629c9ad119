import { askEvents, askRepository, pullRequest, pullRequestTarget, writeSteps } from './actions.ts'
import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { askIssuer, askPlace } from './questions.ts'
import { sayRef } from './read-claims.ts'

/** Forgejo Actions, from version 15 on. */
export const forgejo: Profile = {
  id: 'forgejo',
  name: 'Forgejo Actions',
  actor: 'workflow',
  issuerUrls: ['https://{host}/api/actions', 'https://{host}/{path}/api/actions'],
  isSelfHosted: true,
  rules: {
    id: 'forgejo',
    requiredClaims: [
      {
        id: 'owner',
        anyOf: ['repository_id', 'repository_owner_id'],
        reason: 'Without it, workflows of every repository on the instance fit.',
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
        anyOf: ['ref', 'workflow_ref'],
        reason: 'Without it, every branch that somebody pushes fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: [
      'sub',
      'repository_id',
      'repository_owner_id',
      'repository',
      'workflow_ref',
    ],
    sharedAudiences: [],
    vetoes: [pullRequestTarget, pullRequest],
    claimsToAvoid: [
      {
        claim: 'sub',
        reason: 'Its two forms can be confused by names such as org-1/repo-2; bind repository_id.',
      },
      {
        claim: 'repository',
        reason: 'Names can be given to another repository; bind repository_id.',
      },
      { claim: 'actor', reason: 'It tells who pushed, not what runs.' },
      { claim: 'workflow', reason: 'It is free text; bind workflow_ref.' },
    ],
  },
  issuerDefaults: { ...usualIssuer, isOftenPrivate: true },
  questions: [
    askIssuer({
      help: 'The address of the instance, then /api/actions.',
      example: 'https://code.acme.example/api/actions',
    }),
    ...askRepository({
      help: 'It stays when the repository is renamed. It means something on this instance only.',
      example: '456789',
      howToFind: 'curl -s https://code.acme.example/api/v1/repos/acme/api | jq .id',
    }),
    ...askPlace('Pull requests never fit.'),
    askEvents(),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    const ref = branch ? `refs/heads/${branch}` : `refs/tags/${answers.text('tag')}`
    return {
      issuer: answers.text('issuer') ?? '',
      name: `${answers.text('repository')}, ${sayRef(ref)}`,
      boundClaims: {
        repository_id: answers.text('repositoryId'),
        ref: orPattern(ref),
        event_name: answers.oneOf('events'),
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
    { claim: 'workflow_ref', label: 'from', openWhenUnbound: 'the workflow file' },
    { claim: 'event_name', label: 'started by', openWhenUnbound: 'the event' },
  ],
  describeCaller: (claim) => [
    claim('repository') ?? claim('sub'),
    sayRef(claim('ref')),
    claim('event_name'),
  ],
  snippets: (target) => [
    {
      id: 'forgejo',
      title: 'Forgejo workflow',
      language: 'yaml',
      text: `on: [push, workflow_dispatch]
enable-openid-connect: true
jobs:
  deploy:
    runs-on: docker
${writeSteps(target)}`,
    },
  ],
}
