import { orPattern } from './or-pattern.ts'
import { type Profile, usualIssuer } from './profile.ts'
import { ask, askBranch, askIssuer } from './questions.ts'
import { indent, writeExchange, yaml } from './snippet.ts'

const ISSUER = 'https://oidc.codefresh.io'
const ID = '[0-9a-f]{24}'

/** Codefresh; all accounts share one issuer. */
export const codefresh: Profile = {
  id: 'codefresh',
  name: 'Codefresh',
  actor: 'build',
  issuerUrls: [ISSUER],
  isSelfHosted: true,
  rules: {
    id: 'codefresh',
    requiredClaims: [
      {
        id: 'account',
        anyOf: ['account_id'],
        reason: 'Without it, every account of Codefresh fits.',
        isLiftable: false,
      },
      {
        id: 'pipeline',
        anyOf: ['pipeline_id'],
        reason: 'Without it, every pipeline of the account fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', 'account_id', 'pipeline_id', 'account_name', 'pipeline_name'],
    sharedAudiences: [/^https:\/\/g\.codefresh\.io\/?$/i],
    vetoes: [
      {
        id: 'pull_request',
        claim: 'scm_pull_request_target_branch',
        matcher: { not: { absent: true } },
        reason: 'A pull request runs code that nobody has reviewed yet.',
        yieldsToBoundClaim: true,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [
      { claim: 'sub', reason: 'Its form depends on what started the build.' },
      { claim: 'account_name', reason: 'Names change; bind account_id.' },
      { claim: 'pipeline_name', reason: 'Names change; bind pipeline_id.' },
      { claim: 'scm_user_name', reason: 'It tells who pushed, not what runs.' },
    ],
  },
  issuerDefaults: usualIssuer,
  questions: [
    askIssuer({ help: 'An installation of your own: https://oidc.<domain>.', initial: ISSUER }),
    ask({
      id: 'pipeline',
      label: 'Pipeline',
      help: 'Only to name the policy; what counts are the ids.',
      example: 'shop/deploy',
    }),
    ask({
      id: 'accountId',
      label: 'Account id',
      help: 'All accounts share one issuer, so it has to be bound.',
      example: '628a80b693a15c0f9c13ab75',
      pattern: ID,
      howToFind: 'codefresh get accounts',
    }),
    ask({
      id: 'pipelineId',
      label: 'Pipeline id',
      help: 'It stays when the pipeline is renamed.',
      example: '65e6d5551e47e5bc243ca93f',
      pattern: ID,
      howToFind: 'codefresh get pipelines -o id',
    }),
    ask({
      id: 'repositoryUrl',
      label: 'Repository URL',
      help: 'The repository that starts the build, as Codefresh writes it.',
      example: 'https://github.com/acme/shop',
      pattern: 'https?://[^\\s\\\\*]+',
    }),
    askBranch({ help: 'A tag of the same name cannot be told apart. A * stands for anything.' }),
  ],
  toPolicy(answers) {
    const branch = answers.text('branch')
    return {
      issuer: answers.text('issuer') ?? ISSUER,
      name: `${answers.text('pipeline')}, ${branch}`,
      boundClaims: {
        account_id: answers.text('accountId'),
        pipeline_id: answers.text('pipelineId'),
        scm_repo_url: answers.text('repositoryUrl'),
        scm_ref: orPattern(branch),
        scm_pull_request_target_branch: { absent: true },
      },
    }
  },
  facets: [
    {
      claim: 'pipeline_id',
      label: 'of pipeline',
      openWhenUnbound: 'the pipeline',
      namedBy: 'pipeline',
    },
    { claim: 'account_id', label: 'in account', openWhenUnbound: 'the account' },
    { claim: 'scm_repo_url', label: 'from', openWhenUnbound: 'the repository' },
    { claim: 'scm_ref', label: 'on branch or tag', openWhenUnbound: 'the branch or tag' },
    { claim: 'scm_pull_request_target_branch', label: 'for a pull request to' },
  ],
  describeCaller(claim) {
    const [account, ref] = [claim('account_name'), claim('scm_ref')]
    const target = claim('scm_pull_request_target_branch')
    return [
      account && `${account}/${claim('pipeline_name') ?? '?'}`,
      ref && `ref ${ref}`,
      target && `pull request to ${target}`,
    ]
  },
  snippets: (target) => [
    {
      id: 'codefresh',
      title: 'Codefresh pipeline',
      language: 'yaml',
      text: `version: "1.0"
steps:
  id_token:
    type: obtain-oidc-id-token
    arguments:
      AUDIENCE: ${yaml(target.audience)}
  deploy:
    image: curlimages/curl
    commands:
      - |
        set -eu
${indent(8, writeExchange(target))}
        export ACCESS_TOKEN
`,
      notes: ['The first step leaves its token in ID_TOKEN; never print the tokens.'],
    },
  ],
}
