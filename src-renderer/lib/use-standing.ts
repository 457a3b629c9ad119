import type { Lockout } from '#contract/lockouts.ts'
import { useNow } from './use-now.ts'

/** The lockouts that are not over yet; they end by themselves, so that no news comes of it. */
export function useStanding(lockouts: readonly Lockout[] | undefined) {
  const now = useNow()
  return lockouts?.filter(({ until }) => new Date(until) > now)
}
