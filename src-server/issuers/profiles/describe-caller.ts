import type { Claims } from '#server/domain/trust/claims.ts'
import type { Profile } from './profile.ts'
import { readClaims, toCallerSentence } from './read-claims.ts'

/** Says in one short harmless sentence who a token is from: "acme/api, branch main (GitHub Actions)". */
export function describeCaller(profile: Profile, claims: Claims): string {
  return toCallerSentence(profile.describeCaller(readClaims(claims)), profile.name)
}
