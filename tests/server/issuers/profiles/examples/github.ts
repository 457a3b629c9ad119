import { github } from '#server/issuers/profiles/github.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its OpenID Connect claims. */
export const githubExample: Example = {
  profile: github,
  claims: {
    jti: '6f4762ed-0758-4ccb-808d-ee3af5d723a8',
    iss: 'https://token.actions.githubusercontent.com',
    aud: AUDIENCE,
    sub: 'repo:octo-org@65/octo-repo@74:ref:refs/heads/main',
    repository: 'octo-org/octo-repo',
    repository_id: '74',
    repository_owner: 'octo-org',
    repository_owner_id: '65',
    repository_visibility: 'private',
    ref: 'refs/heads/main',
    ref_type: 'branch',
    ref_protected: 'true',
    event_name: 'push',
    head_ref: '',
    base_ref: '',
    actor: 'octocat',
    actor_id: '12',
    workflow: 'deploy',
    workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
    job_workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
    runner_environment: 'github-hosted',
    run_id: '1',
    run_attempt: '2',
  },
  answers: { repository: 'octo-org/octo-repo', repositoryId: '74', branch: 'main' },
  caller: 'octo-org/octo-repo, branch main, push (GitHub Actions)',
  sentence:
    'Any workflow of repository 74 (octo-org/octo-repo) on branch main started by push or workflow_dispatch may act as acme/platform/deployer. Not restricted: the environment, the workflow file, the runner.',
  strangers: {
    'another repository of the same name': { repository_id: '75' },
    'a fork': { repository: 'mallory/octo-repo', repository_id: '9', repository_owner_id: '13' },
    'a tag named like the branch': { ref: 'refs/tags/main', ref_type: 'tag' },
    'a branch that only begins alike': { ref: 'refs/heads/main-2' },
    'a pull request': { ref: 'refs/pull/7/merge', event_name: 'pull_request', head_ref: 'main' },
    'a pull_request_target': { event_name: 'pull_request_target' },
    'a workflow_run': { event_name: 'workflow_run' },
    'a repository id that is a number': { repository_id: 74 },
  },
}
