import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer } from './questions.ts'
import { writeExchange } from './snippet.ts'

const ISSUER = 'https://app.terraform.io'

/** HCP Terraform and Terraform Enterprise. */
export const terraform: Profile = {
  id: 'terraform',
  name: 'HCP Terraform',
  actor: 'run',
  issuerUrls: [ISSUER],
  isSelfHosted: true,
  rules: {
    id: 'terraform',
    requiredClaims: [
      {
        id: 'organization',
        anyOf: ['terraform_organization_id'],
        reason: 'Without it, every organization of HCP Terraform fits.',
        isLiftable: false,
      },
      {
        id: 'workspace',
        anyOf: ['terraform_workspace_id'],
        reason: 'Without it, every workspace of the organization fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: [
      'sub',
      'terraform_organization_id',
      'terraform_project_id',
      'terraform_workspace_id',
      'terraform_full_workspace',
    ],
    sharedAudiences: [],
    vetoes: [
      {
        id: 'plan',
        claim: 'terraform_run_phase',
        matcher: 'plan',
        reason: 'A speculative plan runs the code of a pull request; bind terraform_run_phase.',
        yieldsToBoundClaim: true,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [
      { claim: 'sub', reason: 'It is made of names; bind the ids.' },
      { claim: 'terraform_organization_name', reason: 'Names change; bind the id.' },
      { claim: 'terraform_project_name', reason: 'Names change; bind the id.' },
      { claim: 'terraform_workspace_name', reason: 'Names change; bind the id.' },
      { claim: 'terraform_full_workspace', reason: 'It is made of names; bind the ids.' },
    ],
  },
  // A run gets one id token, which lives as long as a plan or apply may take.
  issuerDefaults: { ...usualIssuer, replay: 'reuse', maxTokenAgeSeconds: 86_400 },
  questions: [
    askIssuer({ help: 'Terraform Enterprise: its own address.', initial: ISSUER }),
    ask({
      id: 'workspace',
      label: 'Workspace',
      help: 'Only to name the policy; what counts are the ids.',
      example: 'my-org/my-ws',
    }),
    ask({
      id: 'organizationId',
      label: 'Organization id',
      help: 'All organizations share one issuer, so it has to be bound.',
      example: 'org-GRNbCjYNpBB6NEBH',
      pattern: 'org-[A-Za-z0-9]+',
      howToFind: 'The settings of the organization, or its external-id in the API',
    }),
    ask({
      id: 'workspaceId',
      label: 'Workspace id',
      help: 'It stays when the workspace is renamed.',
      example: 'ws-mbsd5E3Ktt5Rg2Xm',
      pattern: 'ws-[A-Za-z0-9]+',
      howToFind: 'The overview of the workspace, below its name',
    }),
    ask({
      id: 'phase',
      label: 'Phase',
      help: 'Plans run code of pull requests: give them an account of their own that only reads.',
      kind: 'choice',
      example: 'apply',
      initial: 'apply',
      choices: [
        { value: 'apply', label: 'Apply' },
        { value: 'plan', label: 'Plan' },
      ],
    }),
  ],
  toPolicy: (answers) => ({
    issuer: answers.text('issuer') ?? ISSUER,
    name: `${answers.text('workspace')}, ${answers.text('phase')}`,
    boundClaims: {
      terraform_organization_id: answers.text('organizationId'),
      terraform_workspace_id: answers.text('workspaceId'),
      terraform_run_phase: answers.text('phase'),
    },
  }),
  facets: [
    {
      claim: 'terraform_workspace_id',
      label: 'of workspace',
      openWhenUnbound: 'the workspace',
      namedBy: 'workspace',
    },
    { claim: 'terraform_project_id', label: 'of project' },
    {
      claim: 'terraform_organization_id',
      label: 'in organization',
      openWhenUnbound: 'the organization',
    },
    { claim: 'terraform_run_phase', label: 'in phase', openWhenUnbound: 'the phase' },
  ],
  describeCaller(claim) {
    const organization = claim('terraform_organization_name')
    const workspace = claim('terraform_workspace_name')
    const phase = claim('terraform_run_phase')
    return [
      organization && workspace ? `${organization}/${workspace}` : claim('sub'),
      phase && `phase ${phase}`,
    ]
  },
  snippets: (target) => [
    {
      id: 'terraform',
      title: 'Workspace variable',
      language: 'hcl',
      text: `resource "tfe_variable" "doorward_audience" {
  workspace_id = ${JSON.stringify(target.bound('terraform_workspace_id') ?? 'ws-WORKSPACE')}
  category     = "env"
  key          = "TFC_WORKLOAD_IDENTITY_AUDIENCE"
  value        = ${JSON.stringify(target.audience)}
}
`,
    },
    {
      id: 'terraform-run',
      title: 'In the run',
      language: 'shell',
      text: `set -eu
ID_TOKEN=$TFC_WORKLOAD_IDENTITY_TOKEN
${writeExchange(target)}
export ACCESS_TOKEN
`,
      notes: [
        ...(target.runner === 'hosted'
          ? []
          : ['A run finds this server only from an agent of your own.']),
        'Use it in a hook of the agent or in an external data source; never print the tokens.',
      ],
    },
  ],
}
