import type { ProfileId } from '#contract/provider-profiles.ts'
import { aws } from './aws.ts'
import { azureDevops } from './azure-devops.ts'
import { bitbucket } from './bitbucket.ts'
import { buildkite } from './buildkite.ts'
import { circleci } from './circleci.ts'
import { codefresh } from './codefresh.ts'
import { forgejo } from './forgejo.ts'
import { generic } from './generic.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { google } from './google.ts'
import { harness } from './harness.ts'
import { jenkins } from './jenkins.ts'
import { kubernetes } from './kubernetes.ts'
import type { Profile } from './profile.ts'
import { semaphore } from './semaphore.ts'
import { terraform } from './terraform.ts'

/** Every provider that is known, in the order in which people choose; the only list of them. */
export const profiles: readonly Profile[] = [
  github,
  gitlab,
  circleci,
  buildkite,
  bitbucket,
  azureDevops,
  terraform,
  jenkins,
  kubernetes,
  google,
  aws,
  semaphore,
  codefresh,
  harness,
  forgejo,
  generic,
]

/** Finds the profile of a stored issuer; what this version does not know is held to the strictest. */
export function profileOf(id: ProfileId): Profile {
  return profiles.find((profile) => profile.id === id) ?? generic
}
