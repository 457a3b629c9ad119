import { bitbucket } from '#server/issuers/profiles/bitbucket.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const bitbucketExample: Example = {
  profile: bitbucket,
  claims: {
    iss: 'https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
    aud: [AUDIENCE],
    sub: '{00000001-1111-4222-8333-444455556666}:{00000002-1111-4222-8333-444455556666}:{00000003-1111-4222-8333-444455556666}',
    workspaceUuid: '{00000004-1111-4222-8333-444455556666}',
    repositoryUuid: '{00000001-1111-4222-8333-444455556666}',
    pipelineUuid: '{00000005-1111-4222-8333-444455556666}',
    stepUuid: '{00000003-1111-4222-8333-444455556666}',
    deploymentEnvironmentUuid: '{00000002-1111-4222-8333-444455556666}',
    branchName: 'main',
  },
  answers: {
    workspace: 'acme',
    repository: 'acme/api',
    repositoryUuid: '{00000001-1111-4222-8333-444455556666}',
    environmentUuid: '{00000002-1111-4222-8333-444455556666}',
  },
  caller:
    'repository {00000001-1111-4222-8333-444455556666}, branch main, environment {00000002-1111-4222-8333-444455556666} (Bitbucket Pipelines)',
  sentence:
    'Any step of repository {00000001-1111-4222-8333-444455556666} (acme/api) in environment {00000002-1111-4222-8333-444455556666} may act as acme/platform/deployer. Not restricted: the branch.',
  strangers: {
    'another repository': { repositoryUuid: '{00000009-1111-4222-8333-444455556666}' },
    'a step without an environment': { deploymentEnvironmentUuid: undefined },
    'a UUID without its braces': { repositoryUuid: '00000001-1111-4222-8333-444455556666' },
  },
}
