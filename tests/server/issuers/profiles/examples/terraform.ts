import { terraform } from '#server/issuers/profiles/terraform.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const terraformExample: Example = {
  profile: terraform,
  claims: {
    iss: 'https://app.terraform.io',
    aud: AUDIENCE,
    sub: 'organization:my-org:project:Default Project:workspace:my-ws:run_phase:apply',
    terraform_organization_id: 'org-GRNbCjYNpBB6NEBH',
    terraform_organization_name: 'my-org',
    terraform_project_id: 'prj-vegSA59s1XPwMr2t',
    terraform_project_name: 'Default Project',
    terraform_workspace_id: 'ws-mbsd5E3Ktt5Rg2Xm',
    terraform_workspace_name: 'my-ws',
    terraform_full_workspace: 'organization:my-org:project:Default Project:workspace:my-ws',
    terraform_run_id: 'run-X3n1AUXNGWbfECsJ',
    terraform_run_phase: 'apply',
    jti: '00000001-1111-4222-8333-444455556666',
  },
  answers: {
    workspace: 'my-org/my-ws',
    organizationId: 'org-GRNbCjYNpBB6NEBH',
    workspaceId: 'ws-mbsd5E3Ktt5Rg2Xm',
  },
  caller: 'my-org/my-ws, phase apply (HCP Terraform)',
  sentence:
    'Any run of workspace ws-mbsd5E3Ktt5Rg2Xm (my-org/my-ws) in organization org-GRNbCjYNpBB6NEBH in phase apply may act as acme/platform/deployer.',
  strangers: {
    'a plan': { terraform_run_phase: 'plan' },
    'another organization with the same names': { terraform_organization_id: 'org-other' },
    'another workspace': { terraform_workspace_id: 'ws-other' },
    'a module test': {
      sub: 'organization:my-org:module:M:operation:test_run',
      terraform_workspace_id: undefined,
      terraform_workspace_name: undefined,
      terraform_run_phase: 'plan',
    },
  },
}
