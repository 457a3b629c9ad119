import { awsExample } from './aws.ts'
import { azureDevopsExample } from './azure-devops.ts'
import { bitbucketExample } from './bitbucket.ts'
import { buildkiteExample } from './buildkite.ts'
import { circleciExample } from './circleci.ts'
import { codefreshExample } from './codefresh.ts'
import type { Example } from './example.ts'
import { forgejoExample } from './forgejo.ts'
import { genericExample } from './generic.ts'
import { githubExample } from './github.ts'
import { gitlabExample } from './gitlab.ts'
import { googleExample } from './google.ts'
import { harnessExample } from './harness.ts'
import { jenkinsExample } from './jenkins.ts'
import { kubernetesExample } from './kubernetes.ts'
import { semaphoreExample } from './semaphore.ts'
import { terraformExample } from './terraform.ts'

/** One for every profile. */
export const examples: readonly Example[] = [
  githubExample,
  gitlabExample,
  circleciExample,
  buildkiteExample,
  bitbucketExample,
  azureDevopsExample,
  terraformExample,
  jenkinsExample,
  kubernetesExample,
  googleExample,
  awsExample,
  semaphoreExample,
  codefreshExample,
  harnessExample,
  forgejoExample,
  genericExample,
]
