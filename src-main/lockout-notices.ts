import type { Notice } from './expiry-digest.ts'

/** A client that is locked out at an address. */
export interface LockedOut {
  readonly id: string
  readonly account: string
  readonly address: string
}

const QUIET_MS = 24 * 3_600_000

/** Remembers which lockouts were told of, so that each is told of once a day at most. */
export class LockoutNotices {
  readonly #toldAt = new Map<string, number>()

  /** Puts all lockouts not yet told of into one notice. */
  take(lockouts: readonly LockedOut[], now: number): Notice | undefined {
    for (const [id, at] of this.#toldAt) if (at <= now - QUIET_MS) this.#toldAt.delete(id)
    const untold = lockouts.filter(({ id }) => !this.#toldAt.has(id))
    for (const { id } of untold) this.#toldAt.set(id, now)
    return toNotice(untold)
  }
}

function toNotice(lockouts: readonly LockedOut[]): Notice | undefined {
  const [first] = lockouts
  if (!first) return undefined
  if (lockouts.length === 1) {
    return {
      title: 'A client is locked out',
      body: `${first.account} failed to authenticate too often from ${first.address}.`,
      place: `/service-accounts/${first.account}`,
    }
  }
  const accounts = [...new Set(lockouts.map(({ account }) => account))]
  return {
    title: `${lockouts.length} clients are locked out`,
    body: accounts.length > 3 ? `${accounts.slice(0, 3).join(', ')} and more` : accounts.join(', '),
    place: '/service-accounts',
  }
}
