import { jenkins } from '#server/issuers/profiles/jenkins.ts'
import { AUDIENCE, type Example } from './example.ts'

/** From the provider's documentation of its token claims. */
export const jenkinsExample: Example = {
  profile: jenkins,
  claims: {
    iss: 'https://jenkins.acme.com/oidc',
    aud: AUDIENCE,
    sub: 'https://jenkins.acme.com/job/app/job/main/',
    build_number: 123,
  },
  answers: {
    issuer: 'https://jenkins.acme.com/oidc',
    jobUrl: 'https://jenkins.acme.com/job/app/job/main/',
  },
  caller: 'https://jenkins.acme.com/job/app/job/main/, build 123 (Jenkins)',
  sentence:
    'Any build of job https://jenkins.acme.com/job/app/job/main/ may act as acme/platform/deployer.',
  strangers: {
    'a pull request': { sub: 'https://jenkins.acme.com/job/app/job/PR-12/' },
    'another job': { sub: 'https://jenkins.acme.com/job/app/job/main-2/' },
    'a job below it': { sub: 'https://jenkins.acme.com/job/app/job/main/job/x/' },
    'a job without the slash': { sub: 'https://jenkins.acme.com/job/app/job/main' },
  },
}
