import type { BoundClaims } from '#contract/trust-policies.ts'
import { matchesClaim } from '#server/domain/trust/match-claim.ts'
import { readClaim } from '#server/domain/trust/read-claim.ts'
import type { Profile } from '#server/issuers/profiles/profile.ts'

/** Decides as an exchange would, once signature, issuer and audience are found good. */
export function accepts(
  { rules }: Profile,
  boundClaims: BoundClaims,
  claims: Readonly<Record<string, unknown>>,
): boolean {
  const isVetoed = rules.vetoes.some(
    ({ claim, matcher, yieldsToBoundClaim }) =>
      !(yieldsToBoundClaim && Object.hasOwn(boundClaims, claim)) &&
      matchesClaim(matcher, readClaim(claims, claim), 'exact'),
  )
  const bound = Object.entries(boundClaims)
  return (
    !isVetoed &&
    bound.every(([claim, matcher]) => matchesClaim(matcher, readClaim(claims, claim), 'exact'))
  )
}
