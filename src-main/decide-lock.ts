export interface Idleness {
  /** 0 never locks. */
  readonly lockAfterMinutes: number
  readonly idleSeconds: number
  /** The screen is locked, or the machine goes to sleep. */
  readonly away: boolean
}

/** Decides whether the window is to be covered: somebody wants that, and nobody is at the machine. */
export function decideLock({ lockAfterMinutes, idleSeconds, away }: Idleness): boolean {
  if (lockAfterMinutes === 0) return false
  return away || idleSeconds >= lockAfterMinutes * 60
}
