import { semaphore } from '#server/issuers/profiles/semaphore.ts'
import type { Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const semaphoreExample: Example = {
  profile: semaphore,
  claims: {
    iss: 'https://acme.semaphoreci.com',
    aud: 'https://acme.semaphoreci.com',
    sub: 'org:acme:project:00000001-1111-4222-8333-444455556666:repo:api:ref_type:branch:ref:refs/heads/main',
    branch: 'main',
    pr_branch: '',
    pr: '',
    ref: 'refs/heads/main',
    ref_type: 'branch',
    tag: '',
    repo: 'api',
    repo_slug: 'acme/api',
    org: 'acme',
    org_id: '00000002-1111-4222-8333-444455556666',
    prj: 'api',
    prj_id: '00000001-1111-4222-8333-444455556666',
    wf_id: '00000003-1111-4222-8333-444455556666',
    ppl_id: '00000004-1111-4222-8333-444455556666',
    job_type: 'pipeline_job',
    job_id: '00000005-1111-4222-8333-444455556666',
    jti: '00000006-1111-4222-8333-444455556666',
  },
  answers: {
    issuer: 'https://acme.semaphoreci.com',
    project: 'acme/api',
    projectId: '00000001-1111-4222-8333-444455556666',
    branch: 'main',
  },
  caller: 'acme/api, branch main, pipeline_job (Semaphore)',
  sentence:
    'Any job of project 00000001-1111-4222-8333-444455556666 (acme/api) for a branch on branch main in a pipeline_job may act as acme/platform/deployer.',
  strangers: {
    'a pull request to main': {
      ref_type: 'pull-request',
      branch: 'main',
      pr: '7',
      pr_branch: 'evil',
    },
    'a pull request under its own reference': { ref_type: 'pull-request', ref: 'refs/pull/7/head' },
    'a tag named like the branch': { ref_type: 'tag', ref: 'refs/tags/main', tag: 'main' },
    'a debug job': { job_type: 'debug_job' },
    'a debug job of the project': { job_type: 'project_debug_job' },
    'another project': { prj_id: '00000009-1111-4222-8333-444455556666' },
  },
}
