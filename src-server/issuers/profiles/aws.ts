import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer } from './questions.ts'
import { shell, writeExchange } from './snippet.ts'

/** The claim's own name is a URL that ends in a slash (RFC 6901 §3). */
const NESTED = '/https:~1~1sts.amazonaws.com~1'

/** Roles of AWS by outbound identity federation, each account with an issuer of its own. */
export const aws: Profile = {
  id: 'aws',
  name: 'AWS',
  actor: 'session',
  issuerUrls: ['https://{uuid}.tokens.sts.global.api.aws'],
  isSelfHosted: false,
  rules: {
    id: 'aws',
    requiredClaims: [
      {
        id: 'role',
        anyOf: ['sub'],
        reason: 'Without it, every role of the account fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub', `${NESTED}/aws_account`, `${NESTED}/org_id`],
    sharedAudiences: [/^sts\.amazonaws\.com$/i],
    vetoes: [],
    claimsToAvoid: [
      { claim: `${NESTED}/request_tags`, reason: 'Whoever asks for the token chooses them.' },
    ],
  },
  issuerDefaults: { ...usualIssuer, algorithms: ['RS256', 'ES384'] },
  questions: [
    askIssuer({
      help: 'Each account has its own, once outbound federation is enabled.',
      example: 'https://0d1e2f3a-4b5c-4d6e-8f70-1a2b3c4d5e6f.tokens.sts.global.api.aws',
      howToFind: 'aws iam get-outbound-web-identity-federation-info',
    }),
    ask({
      id: 'role',
      label: 'Role ARN',
      help: 'Who may assume the role can act; so can one made again under the same name.',
      example: 'arn:aws:iam::123456789012:role/Deploy',
      pattern: 'arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+',
      howToFind: 'aws iam get-role --role-name Deploy --query Role.Arn',
    }),
  ],
  toPolicy(answers) {
    const role = answers.text('role')
    return {
      issuer: answers.text('issuer') ?? '',
      name: role ?? '',
      boundClaims: { sub: role, [`${NESTED}/aws_account`]: role?.split(':')[4] },
    }
  },
  facets: [
    { claim: 'sub', label: 'of role', openWhenUnbound: 'the role' },
    { claim: `${NESTED}/aws_account`, label: 'in account', openWhenUnbound: 'the account' },
    { claim: `${NESTED}/org_id`, label: 'in organization' },
  ],
  describeCaller: (claim) => [claim('sub')],
  snippets: (target) => [
    {
      id: 'aws',
      title: 'With the AWS command line',
      language: 'shell',
      text: `set -eu
ID_TOKEN=$(aws sts get-web-identity-token --audience ${shell(target.audience)} \\
  --signing-algorithm ES384 --duration-seconds 300 --query WebIdentityToken --output text)
${writeExchange(target)}
export ACCESS_TOKEN
`,
      notes: ['It needs a regional endpoint of STS and the right sts:GetWebIdentityToken.'],
    },
  ],
}
