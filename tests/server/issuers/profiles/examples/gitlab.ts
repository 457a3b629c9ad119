import { gitlab } from '#server/issuers/profiles/gitlab.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its ID token claims. */
export const gitlabExample: Example = {
  profile: gitlab,
  claims: {
    iss: 'https://gitlab.com',
    aud: AUDIENCE,
    sub: 'project_path:my-group/my-project:ref_type:branch:ref:main',
    namespace_id: '72',
    namespace_path: 'my-group',
    project_id: '20',
    project_path: 'my-group/my-project',
    user_id: '1',
    user_login: 'sample',
    user_email: 's@example.com',
    user_access_level: 'developer',
    groups_direct: ['g/a'],
    pipeline_id: '574',
    pipeline_source: 'push',
    job_id: '302',
    ref: 'main',
    ref_type: 'branch',
    ref_path: 'refs/heads/main',
    ref_protected: 'true',
    runner_id: 1,
    runner_environment: 'self-hosted',
    ci_config_ref_uri: 'gitlab.com/my-group/my-project//.gitlab-ci.yml@refs/heads/main',
    jti: '235b3a54-b797-45c7-ae9a-f72d7bc6ef5b',
  },
  answers: { project: 'my-group/my-project', projectId: '20', branch: 'main' },
  caller: 'my-group/my-project, branch main, push (GitLab CI)',
  sentence:
    'Any job of project 20 (my-group/my-project) on a protected reference of type branch named main started by push or web or schedule may act as acme/platform/deployer. Not restricted: the environment, the CI configuration.',
  strangers: {
    'another project that took over the path': { project_id: '21' },
    'a fork': { project_id: '99', project_path: 'mallory/my-project' },
    'a tag named like the branch': { ref_type: 'tag', ref_path: 'refs/tags/main' },
    'an unprotected branch': { ref_protected: 'false' },
    'a merge request': { pipeline_source: 'merge_request_event' },
    'a protection that is a boolean': { ref_protected: true },
    'a project id that is a number': { project_id: 20 },
  },
}
