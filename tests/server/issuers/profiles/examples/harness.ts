import { harness } from '#server/issuers/profiles/harness.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const harnessExample: Example = {
  profile: harness,
  claims: {
    iss: 'https://app.harness.io/ng/api/oidc/account/vpCkHKsDSxK9_KYfjCTMKA',
    aud: AUDIENCE,
    sub: 'account/vpCkHKsDSxK9_KYfjCTMKA:org/default:project/shop',
    account_id: 'vpCkHKsDSxK9_KYfjCTMKA',
    organization_id: 'default',
    project_id: 'shop',
    pipeline_id: 'deploy',
    environment_id: null,
    environment_type: null,
    service_id: null,
    connector_id: null,
    context: null,
  },
  answers: {
    accountId: 'vpCkHKsDSxK9_KYfjCTMKA',
    organization: 'default',
    project: 'shop',
    pipeline: 'deploy',
  },
  caller: 'default/shop/deploy (Harness)',
  sentence:
    'Any execution of pipeline deploy in project shop in organization default of account vpCkHKsDSxK9_KYfjCTMKA may act as acme/platform/deployer. Not restricted: the environment.',
  strangers: {
    'another pipeline': { pipeline_id: 'deploy2' },
    'a stage without a pipeline': { pipeline_id: undefined },
    'another organization': { organization_id: 'other' },
  },
}
