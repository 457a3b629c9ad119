import { createHash } from 'node:crypto'
import type { DoorwardStore } from '#server/store/collections.ts'

/** Expired entries are swept with later claims, a few at a time. */
const SWEPT_AT_ONCE = 100

export interface Claim {
  /** Who made the token and what it is called there, such as issuer and `jti`. */
  readonly name: readonly string[]
  /** Nobody would accept the token any more after this; milliseconds since 1970. */
  readonly until: number
}

/**
 * Claims a single-use token for the caller; false when somebody was first. Durable when it
 * resolves, so neither a crash nor a restart lets the token in again; nor does a clock that was
 * ahead for a while, if `steadyNow` did not run with it.
 */
export function claimOnce(store: DoorwardStore, claim: Claim, steadyNow: number): Promise<boolean> {
  const id = toClaimId(claim.name)
  return store.change((tx) => {
    if (tx.usedTokens.find(id)) return false
    for (const used of tx.usedTokens.list('all', 'all', { limit: SWEPT_AT_ONCE })) {
      if (used.expiresAt >= steadyNow) break
      tx.usedTokens.delete(used.id)
    }
    tx.usedTokens.put({ id, expiresAt: claim.until })
    return true
  })
}

/** Gives the id under which a claimed token is remembered. */
export function toClaimId(name: Claim['name']): string {
  return createHash('sha256').update(JSON.stringify(name)).digest('base64url')
}
