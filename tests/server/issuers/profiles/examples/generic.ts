import { generic } from '#server/issuers/profiles/generic.ts'
import { AUDIENCE, type Example } from './example.ts'

export const genericExample: Example = {
  profile: generic,
  claims: { iss: 'https://idp.example.com', aud: AUDIENCE, sub: 'service:deployer' },
  answers: { issuer: 'https://idp.example.com', subject: 'service:deployer' },
  caller: 'service:deployer (OpenID Connect)',
  sentence: 'Any caller with subject service:deployer may act as acme/platform/deployer.',
  strangers: {
    'a subject that only begins alike': { sub: 'service:deployer-2' },
    'a subject in other letters': { sub: 'Service:Deployer' },
    'a list of subjects': { sub: ['service:deployer'] },
  },
}
