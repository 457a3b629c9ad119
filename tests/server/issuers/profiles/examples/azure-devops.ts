import { azureDevops } from '#server/issuers/profiles/azure-devops.ts'
import type { Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const azureDevopsExample: Example = {
  profile: azureDevops,
  claims: {
    iss: 'https://vstoken.dev.azure.com/00000001-1111-4222-8333-444455556666',
    aud: 'api://AzureADTokenExchange',
    sub: 'p://acme/shop/deploy',
    org_id: '00000001-1111-4222-8333-444455556666',
    prj_id: '00000002-1111-4222-8333-444455556666',
    def_id: '42',
    rpo_id: '00000003-1111-4222-8333-444455556666',
    rpo_uri: 'https://dev.azure.com/acme/shop/_git/shop',
    rpo_ver: '9f31',
    rpo_ref: 'refs/heads/main',
    run_id: '7',
    jti: '00000004-1111-4222-8333-444455556666',
  },
  answers: {
    organizationId: '00000001-1111-4222-8333-444455556666',
    pipeline: 'acme/shop/deploy',
    projectId: '00000002-1111-4222-8333-444455556666',
    pipelineId: '42',
    branch: 'main',
  },
  caller: 'p://acme/shop/deploy, branch main (Azure DevOps)',
  sentence:
    'Any run of pipeline 42 (acme/shop/deploy) in project 00000002-1111-4222-8333-444455556666 on branch main may act as acme/platform/deployer. Not restricted: the repository.',
  strangers: {
    'another project': { prj_id: '00000009-1111-4222-8333-444455556666' },
    'another pipeline': { def_id: '43' },
    'a pull request': { rpo_ref: 'refs/pull/7/merge' },
    'a tag named like the branch': { rpo_ref: 'refs/tags/main' },
  },
}
