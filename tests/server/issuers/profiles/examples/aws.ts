import { aws } from '#server/issuers/profiles/aws.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const awsExample: Example = {
  profile: aws,
  claims: {
    iss: 'https://00000001-1111-4222-8333-444455556666.tokens.sts.global.api.aws',
    aud: AUDIENCE,
    sub: 'arn:aws:iam::123456789012:role/Deploy',
    jti: '00000002-1111-4222-8333-444455556666',
    'https://sts.amazonaws.com/': {
      aws_account: '123456789012',
      source_region: 'us-east-1',
      org_id: 'o-abc',
      principal_tags: { team: 'x' },
      request_tags: { 'job-id': '1' },
    },
  },
  answers: {
    issuer: 'https://00000001-1111-4222-8333-444455556666.tokens.sts.global.api.aws',
    role: 'arn:aws:iam::123456789012:role/Deploy',
  },
  caller: 'arn:aws:iam::123456789012:role/Deploy (AWS)',
  sentence:
    'Any session of role arn:aws:iam::123456789012:role/Deploy in account 123456789012 may act as acme/platform/deployer.',
  strangers: {
    'another role': { sub: 'arn:aws:iam::123456789012:role/DeployAll' },
    'a role below it': { sub: 'arn:aws:iam::123456789012:role/Deploy/x' },
    'tags that the caller chose': {
      sub: 'x',
      'https://sts.amazonaws.com/': { request_tags: { aws_account: '123456789012' } },
    },
  },
}
