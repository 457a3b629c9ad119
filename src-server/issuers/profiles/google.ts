import { type Profile, usualIssuer } from './profile.ts'
import { ask } from './questions.ts'
import { encodeForUrl, shell, writeExchange } from './snippet.ts'

const ISSUER = 'https://accounts.google.com'

/** Service accounts of Google Cloud; the issuer is that of all of Google, people included. */
export const google: Profile = {
  id: 'google',
  name: 'Google Cloud',
  actor: 'workload',
  issuerUrls: [ISSUER],
  isSelfHosted: false,
  rules: {
    id: 'google',
    requiredClaims: [
      {
        id: 'account',
        anyOf: ['sub'],
        reason: 'Without it, everybody with a Google account fits.',
        isLiftable: false,
      },
    ],
    identifyingClaims: ['sub', 'email', 'azp'],
    sharedAudiences: [],
    vetoes: [
      {
        id: 'default_account',
        claim: 'email',
        matcher: { wildcard: '*-compute@developer.gserviceaccount.com' },
        reason: 'Every machine of the project that names no account runs as this one.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [
      { claim: 'email', reason: 'Another account can get the address; bind sub, the unique id.' },
      { claim: 'hd', reason: 'It is the domain of people.' },
    ],
  },
  // The metadata server hands the same token out again until it nears its end.
  issuerDefaults: { ...usualIssuer, replay: 'reuse' },
  questions: [
    ask({
      id: 'email',
      label: 'Service account',
      help: 'Only to name the policy; what counts is the unique id.',
      example: 'ci@proj.iam.gserviceaccount.com',
      pattern: '[^\\s@]+@[^\\s@]+',
    }),
    ask({
      id: 'uniqueId',
      label: 'Unique id',
      help: 'It is never given to another account.',
      example: '112233445566778899000',
      pattern: '[0-9]{15,25}',
      howToFind:
        "gcloud iam service-accounts describe ci@proj.iam.gserviceaccount.com --format='value(uniqueId)'",
    }),
  ],
  toPolicy: (answers) => ({
    issuer: ISSUER,
    name: answers.text('email') ?? '',
    boundClaims: { sub: answers.text('uniqueId') },
  }),
  facets: [
    { claim: 'sub', label: 'of service account', openWhenUnbound: 'the account', namedBy: 'email' },
  ],
  describeCaller(claim) {
    const instance = claim('/google/compute_engine/instance_name')
    return [claim('email') ?? claim('sub'), instance && `instance ${instance}`]
  },
  snippets: (target) => [
    {
      id: 'google-metadata',
      title: 'On Google Cloud',
      language: 'shell',
      text: `set -eu
ID_TOKEN=$(curl -sSf -H 'Metadata-Flavor: Google' \\
  ${shell(`http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/identity?audience=${encodeForUrl(target.audience)}&format=full`)})
${writeExchange(target)}
export ACCESS_TOKEN
`,
    },
    {
      id: 'google-gcloud',
      title: 'With gcloud',
      language: 'shell',
      text: `set -eu
ID_TOKEN=$(gcloud auth print-identity-token --audiences=${shell(target.audience)} --include-email)
${writeExchange(target)}
export ACCESS_TOKEN
`,
    },
  ],
}
