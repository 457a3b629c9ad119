import { decideLock } from './decide-lock.ts'

/** The part of Electron's power monitor that is used here. */
export interface Power {
  // Linux tells of no locked screen by event, hence the question for it as well.
  on(event: 'lock-screen' | 'suspend', listener: () => void): unknown
  getSystemIdleTime(): number
  getSystemIdleState(thresholdSeconds: number): 'active' | 'idle' | 'locked' | 'unknown'
}

interface Watch {
  readonly power: Power
  readonly lockAfterMinutes: () => number
  /** Repeats an action until the process ends. */
  readonly every: (seconds: number, action: () => void) => void
  readonly lock: () => void
}

const LOOK_SECONDS = 10

/** Locks when nobody has used the machine for the time that was set, and when its screen locks. */
export function watchIdle({ power, lockAfterMinutes, every, lock }: Watch): void {
  const look = (away: boolean) => {
    const idleSeconds = power.getSystemIdleTime()
    if (decideLock({ lockAfterMinutes: lockAfterMinutes(), idleSeconds, away })) lock()
  }
  power.on('lock-screen', () => look(true))
  power.on('suspend', () => look(true))
  every(LOOK_SECONDS, () => look(power.getSystemIdleState(LOOK_SECONDS) === 'locked'))
}
