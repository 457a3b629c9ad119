import type { ProfileId } from '#contract/provider-profiles.ts'
import { generic } from './generic.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import type { Profile } from './profile.ts'

/** Every provider that is known, in the order in which people choose; the only list of them. */
export const profiles: readonly Profile[] = [github, gitlab, generic]

/** Finds the profile of a stored issuer; what this version does not know is held to the strictest. */
export function profileOf(id: ProfileId): Profile {
  return profiles.find((profile) => profile.id === id) ?? generic
}
