import type { BoundClaims, BoundClaimsPatch } from '#contract/trust-policies.ts'

/**
 * Changes the bound claims that a patch names and leaves all others as they are: `null` removes a
 * claim, and any matcher takes the place of the whole one before.
 */
export function mergeBoundClaims(current: BoundClaims, patch: BoundClaimsPatch): BoundClaims {
  const merged = new Map(Object.entries(current))
  for (const [claim, matcher] of Object.entries(patch)) {
    if (matcher === null) merged.delete(claim)
    else merged.set(claim, matcher)
  }
  return Object.fromEntries(merged)
}
