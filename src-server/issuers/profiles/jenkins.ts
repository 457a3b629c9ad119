import { type Profile, usualIssuer } from './profile.ts'
import { ask, askIssuer } from './questions.ts'
import { indent, writeExchange } from './snippet.ts'

/** Jenkins with the OpenID Connect Provider plugin. */
export const jenkins: Profile = {
  id: 'jenkins',
  name: 'Jenkins',
  actor: 'build',
  issuerUrls: ['https://{host}/oidc', 'https://{host}/{path}/oidc'],
  isSelfHosted: true,
  rules: {
    id: 'jenkins',
    requiredClaims: [
      {
        id: 'job',
        anyOf: ['sub'],
        reason: 'Without it, every job that may use the credential fits.',
        isLiftable: true,
      },
    ],
    identifyingClaims: ['sub'],
    sharedAudiences: [],
    vetoes: [
      {
        id: 'pull_request',
        claim: 'sub',
        matcher: { wildcard: '*/job/PR-*/' },
        reason: 'The job of a pull request runs code that nobody has reviewed yet.',
        yieldsToBoundClaim: false,
        isLiftable: true,
      },
    ],
    claimsToAvoid: [{ claim: 'build_number', reason: 'It never comes twice.' }],
  },
  // The plugin makes no jti, and a build is handed one token.
  issuerDefaults: {
    ...usualIssuer,
    replay: 'reuse',
    needsPastedKeys: true,
    isOftenPrivate: true,
  },
  questions: [
    askIssuer({
      help: 'A folder that has credentials of its own has an issuer of its own.',
      example: 'https://jenkins.acme.com/oidc',
      howToFind: 'The issuer shown with the credential',
    }),
    ask({
      id: 'jobUrl',
      label: 'Job URL',
      help: 'With the slash at its end. In a multibranch project each branch is a job of its own.',
      example: 'https://jenkins.acme.com/job/app/job/main/',
      pattern: 'https?://[^\\s?#*\\\\]+/',
    }),
  ],
  toPolicy(answers) {
    const jobUrl = answers.text('jobUrl')
    return {
      issuer: answers.text('issuer') ?? '',
      name: jobUrl ?? '',
      boundClaims: { sub: jobUrl },
    }
  },
  facets: [{ claim: 'sub', label: 'of job', openWhenUnbound: 'the job' }],
  describeCaller(claim) {
    const build = claim('build_number')
    return [claim('sub'), build && `build ${build}`]
  },
  snippets: (target) => [
    {
      id: 'jenkins',
      title: 'Jenkins pipeline',
      language: 'groovy',
      // Groovy gives a backslash a meaning also between three quotes.
      text: `pipeline {
  agent any
  stages {
    stage('Deploy') {
      steps {
        withCredentials([string(credentialsId: 'doorward-id-token', variable: 'ID_TOKEN')]) {
          sh '''
            set +x -eu
${indent(12, writeExchange(target)).replaceAll('\\', '\\\\')}
            export ACCESS_TOKEN
          '''
        }
      }
    }
  }
}
`,
      notes: [
        `Create an "OpenID Connect id token" credential named doorward-id-token with the audience ${target.audience}: without an audience its tokens are refused.`,
        'If this server cannot reach Jenkins, paste its keys; saving the credential again makes new ones.',
      ],
    },
  ],
}
