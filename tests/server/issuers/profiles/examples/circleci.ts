import { circleci } from '#server/issuers/profiles/circleci.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const circleciExample: Example = {
  profile: circleci,
  claims: {
    iss: 'https://oidc.circleci.com/org/00000001-1111-4222-8333-444455556666',
    aud: AUDIENCE,
    sub: 'org/00000001-1111-4222-8333-444455556666/project/00000002-1111-4222-8333-444455556666/user/00000003-1111-4222-8333-444455556666/vcs-origin/github.com/acme/app/vcs-ref/refs/heads/main',
    'oidc.circleci.com/org-id': '00000001-1111-4222-8333-444455556666',
    'oidc.circleci.com/project-id': '00000002-1111-4222-8333-444455556666',
    'oidc.circleci.com/pipeline-definition-id': '00000004-1111-4222-8333-444455556666',
    'oidc.circleci.com/pipeline-id': '00000005-1111-4222-8333-444455556666',
    'oidc.circleci.com/workflow-id': '00000006-1111-4222-8333-444455556666',
    'oidc.circleci.com/job-id': '00000007-1111-4222-8333-444455556666',
    'oidc.circleci.com/context-ids': ['00000008-1111-4222-8333-444455556666'],
    'oidc.circleci.com/vcs-origin': 'github.com/acme/app',
    'oidc.circleci.com/vcs-ref': 'refs/heads/main',
    'oidc.circleci.com/ssh-rerun': false,
  },
  answers: {
    organisationId: '00000001-1111-4222-8333-444455556666',
    projectId: '00000002-1111-4222-8333-444455556666',
    origin: 'github.com/acme/app',
    branch: 'main',
  },
  caller: 'github.com/acme/app, branch main (CircleCI)',
  sentence:
    'Any job of project 00000002-1111-4222-8333-444455556666 from github.com/acme/app on branch main may act as acme/platform/deployer. Not restricted: the context.',
  strangers: {
    'another project': { 'oidc.circleci.com/project-id': '00000009-1111-4222-8333-444455556666' },
    'a fork': { 'oidc.circleci.com/vcs-origin': 'github.com/mallory/app' },
    'a pull request': { 'oidc.circleci.com/vcs-ref': 'refs/pull/7/head' },
    'a tag named like the branch': { 'oidc.circleci.com/vcs-ref': 'refs/tags/main' },
    'a job that somebody runs again with SSH': { 'oidc.circleci.com/ssh-rerun': true },
    'a custom webhook, which has no reference': {
      'oidc.circleci.com/vcs-ref': undefined,
      'oidc.circleci.com/vcs-origin': undefined,
    },
  },
}
