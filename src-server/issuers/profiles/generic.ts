import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer } from './questions.ts'
import { writeExchange } from './snippet.ts'

/** What issuers usually call the immutable id of a caller. */
const IDENTIFYING = [
  'sub',
  'client_id',
  'azp',
  'oid',
  'project_id',
  'repository_id',
  'workspace_id',
]

/** Every issuer that nothing is known of: one exact claim that tells who the caller is. */
export const generic: Profile = {
  id: 'generic',
  name: 'OpenID Connect',
  actor: 'caller',
  issuerUrls: [],
  isSelfHosted: true,
  rules: {
    id: 'generic',
    requiredClaims: [
      {
        id: 'identity',
        anyOf: IDENTIFYING,
        reason:
          'Without a claim that tells who the caller is, too many tokens of the issuer may fit.',
        isLiftable: true,
      },
    ],
    identifyingClaims: IDENTIFYING,
    sharedAudiences: [],
    vetoes: [],
    claimsToAvoid: [
      { claim: 'email', reason: 'Addresses are given to other people; bind sub.' },
      { claim: 'name', reason: 'People choose their names themselves; bind sub.' },
    ],
  },
  issuerDefaults: {
    ...usualIssuer,
    algorithms: ['RS256', 'ES256', 'PS256', 'EdDSA'],
    isOftenPrivate: true,
  },
  questions: [
    askIssuer({
      help: 'Exactly as the iss claim of its tokens has it, with or without a slash at the end.',
      example: 'https://idp.example.com',
    }),
    ask({
      id: 'subject',
      label: 'Subject',
      help: 'The sub claim of the caller, compared exactly.',
      example: 'service:deployer',
      howToFind: 'Decode a token of the caller and read its sub claim.',
    }),
  ],
  toPolicy(answers) {
    const subject = answers.text('subject')
    return {
      issuer: answers.text('issuer') ?? '',
      name: subject ?? '',
      boundClaims: { sub: subject },
    }
  },
  facets: [{ claim: 'sub', label: 'with subject', openWhenUnbound: 'the subject' }],
  describeCaller: (claim) => [claim('sub')],
  snippets: (target) => [
    {
      id: 'curl',
      title: 'curl',
      language: 'shell',
      // Without `set -e`, which ends the terminal that it is pasted into.
      text: `# ID_TOKEN holds the token of your identity provider.
export ACCESS_TOKEN
${writeExchange(target)}
`,
    },
  ],
}
