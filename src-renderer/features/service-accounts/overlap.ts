import { type ClientSecret, SecretOverlap } from '#contract/service-accounts.ts'

/** How long an old secret goes on beside the new one; `now` is what a reset does. */
export type Overlap = 'now' | SecretOverlap

export const overlaps: readonly Overlap[] = ['now', ...SecretOverlap.options]

const HOUR = 3_600_000
const lengths = {
  now: 0,
  PT1H: HOUR,
  PT24H: 24 * HOUR,
  P7D: 168 * HOUR,
} as const satisfies Record<Overlap, number>

/** When an old secret ends: after the overlap, but never beyond its own expiry. */
export function resolveOverlap(overlap: Overlap, secret: ClientSecret, now: Date): Date {
  const own = new Date(secret.expiresAt).getTime()
  return new Date(Math.min(own, now.getTime() + lengths[overlap]))
}

/** The secrets that still work. */
export function listLive(secrets: readonly ClientSecret[], now: Date): readonly ClientSecret[] {
  return secrets.filter(({ expiresAt }) => new Date(expiresAt) > now)
}

/** Used so lately that something seems to depend on it. */
export function isStillUsed({ lastUsedAt }: ClientSecret, now: Date): boolean {
  return lastUsedAt !== null && now.getTime() - new Date(lastUsedAt).getTime() < 24 * HOUR
}
