import { codefresh } from '#server/issuers/profiles/codefresh.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const codefreshExample: Example = {
  profile: codefresh,
  claims: {
    iss: 'https://oidc.codefresh.io',
    aud: AUDIENCE,
    sub: 'account:628a80b693a15c0f9c13ab75:pipeline:65e6d5551e47e5bc243ca93f:scm_repo_url:https://github.com/acme/shop:scm_user_name:ada:scm_ref:main',
    account_id: '628a80b693a15c0f9c13ab75',
    account_name: 'acme',
    pipeline_id: '65e6d5551e47e5bc243ca93f',
    pipeline_name: 'shop/deploy',
    workflow_id: '65e6ebe0bfbfa1782876165e',
    scm_user_name: 'ada',
    scm_repo_url: 'https://github.com/acme/shop',
    scm_ref: 'main',
    runner_environment: 'hybrid',
    platform_url: 'https://g.codefresh.io',
  },
  answers: {
    pipeline: 'shop/deploy',
    accountId: '628a80b693a15c0f9c13ab75',
    pipelineId: '65e6d5551e47e5bc243ca93f',
    repositoryUrl: 'https://github.com/acme/shop',
    branch: 'main',
  },
  caller: 'acme/shop/deploy, ref main (Codefresh)',
  sentence:
    'Any build of pipeline 65e6d5551e47e5bc243ca93f (shop/deploy) in account 628a80b693a15c0f9c13ab75 from https://github.com/acme/shop on branch or tag main without scm_pull_request_target_branch may act as acme/platform/deployer.',
  strangers: {
    'a pull request': { scm_pull_request_target_branch: 'main' },
    'a fork': { scm_repo_url: 'https://github.com/mallory/shop' },
    'another account': { account_id: 'x' },
    'another pipeline': { pipeline_id: 'x' },
    'a build on a schedule': { scm_ref: undefined, scm_repo_url: undefined },
  },
}
