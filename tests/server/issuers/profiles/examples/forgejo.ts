import { forgejo } from '#server/issuers/profiles/forgejo.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const forgejoExample: Example = {
  profile: forgejo,
  claims: {
    iss: 'https://code.acme.example/api/actions',
    aud: AUDIENCE,
    sub: 'repo:org-123456/repo-456789:ref:refs/heads/main',
    actor: 'ada',
    actor_id: '1',
    base_ref: '',
    head_ref: '',
    event_name: 'push',
    ref: 'refs/heads/main',
    ref_protected: 'true',
    ref_type: 'branch',
    repository: 'org/repo',
    repository_id: '456789',
    repository_owner: 'org',
    repository_owner_id: '123456',
    run_attempt: '1',
    run_id: '2',
    run_number: '3',
    sha: '9f31',
    workflow: 'deploy.yml',
    workflow_ref: 'org/repo/.forgejo/workflows/deploy.yml@refs/heads/main',
  },
  answers: {
    issuer: 'https://code.acme.example/api/actions',
    repository: 'org/repo',
    repositoryId: '456789',
    branch: 'main',
  },
  caller: 'org/repo, branch main, push (Forgejo Actions)',
  sentence:
    'Any workflow of repository 456789 (org/repo) on branch main started by push or workflow_dispatch may act as acme/platform/deployer. Not restricted: the workflow file.',
  strangers: {
    'a repository whose names spell the ids, in the old form of sub': {
      repository: 'org-123456/repo-456789',
      repository_id: '7',
      repository_owner_id: '8',
    },
    'a pull request': { event_name: 'pull_request', ref: 'refs/pull/7/head' },
    'a pull_request_target': { event_name: 'pull_request_target' },
    'a tag named like the branch': { ref: 'refs/tags/main', ref_type: 'tag' },
  },
}
