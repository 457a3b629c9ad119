import { buildkite } from '#server/issuers/profiles/buildkite.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const buildkiteExample: Example = {
  profile: buildkite,
  claims: {
    iss: 'https://agent.buildkite.com',
    aud: AUDIENCE,
    sub: 'organization:acme-inc:pipeline:super-duper-app:ref:refs/heads/main:commit:9f31:step:build',
    organization_slug: 'acme-inc',
    pipeline_slug: 'super-duper-app',
    build_number: 1,
    build_branch: 'main',
    build_tag: 'v1.0.0',
    build_commit: '9f31',
    step_key: 'build',
    job_id: '00000001-1111-4222-8333-444455556666',
    agent_id: '00000002-1111-4222-8333-444455556666',
    build_source: 'ui',
    runner_environment: 'self-hosted',
    organization_id: '00000003-1111-4222-8333-444455556666',
    pipeline_id: '00000004-1111-4222-8333-444455556666',
    cluster_id: '00000005-1111-4222-8333-444455556666',
  },
  answers: {
    pipeline: 'acme-inc/super-duper-app',
    organizationId: '00000003-1111-4222-8333-444455556666',
    pipelineId: '00000004-1111-4222-8333-444455556666',
    place: 'tag',
    tag: 'v1.0.0',
    stepKey: 'build',
  },
  caller: 'acme-inc/super-duper-app, tag v1.0.0, step build (Buildkite)',
  sentence:
    'Any step of pipeline 00000004-1111-4222-8333-444455556666 (acme-inc/super-duper-app) in organization 00000003-1111-4222-8333-444455556666 on tag v1.0.0 in step build may act as acme/platform/deployer. Not restricted: what starts it.',
  strangers: {
    'another organization': { organization_id: '00000009-1111-4222-8333-444455556666' },
    'another pipeline that took over the name': {
      pipeline_id: '00000009-1111-4222-8333-444455556666',
    },
    'a build of a branch': { build_tag: undefined },
    'a step without a key': { step_key: undefined },
    'another tag': { build_tag: 'v1.0.0-rc' },
  },
}
