import { describe, expect, it } from 'vitest'
import { decideLock } from '#main/decide-lock.ts'
import { watchIdle } from '#main/watch-idle.ts'
import { WindowLock } from '#main/window-lock.ts'

it.each([
  ['never, when it is off', 0, 999_999, false, false],
  ['never, when it is off and the screen locks', 0, 0, true, false],
  ['not a second too early', 5, 299, false, false],
  ['once the time is up', 5, 300, false, true],
  ['at once when the screen locks', 60, 0, true, true],
])('locks %s', (_, lockAfterMinutes, idleSeconds, away, locks) => {
  expect(decideLock({ lockAfterMinutes, idleSeconds, away })).toBe(locks)
})

describe('the watch', () => {
  function aWatch(lockAfterMinutes: number) {
    const listeners = new Map<string, () => void>()
    const machine = { idleSeconds: 0, state: 'active' as 'active' | 'locked' }
    const looks: (() => void)[] = []
    const seen = { covered: 0 }
    const lock = new WindowLock(() => seen.covered++)
    watchIdle({
      power: {
        on: (event, listener) => listeners.set(event, listener),
        getSystemIdleTime: () => machine.idleSeconds,
        getSystemIdleState: () => machine.state,
      },
      lockAfterMinutes: () => lockAfterMinutes,
      every: (_, action) => looks.push(action),
      lock: () => lock.lock(),
    })
    const look = () => {
      for (const action of looks) action()
    }
    return { machine, listeners, look, lock, seen }
  }

  it('covers the window once, until somebody unlocks it', () => {
    const { machine, look, lock, seen } = aWatch(1)
    look()
    expect(lock.isLocked).toBe(false)
    machine.idleSeconds = 60
    look()
    look()
    expect([lock.isLocked, seen.covered]).toEqual([true, 1])
    lock.unlock()
    machine.idleSeconds = 0
    look()
    expect(lock.isLocked).toBe(false)
  })

  it.each(['lock-screen', 'suspend'])('covers it at %s', (event) => {
    const { listeners, lock } = aWatch(60)
    listeners.get(event)?.()
    expect(lock.isLocked).toBe(true)
  })

  it('notices a locked screen where no event tells of it', () => {
    const { machine, look, lock } = aWatch(60)
    machine.state = 'locked'
    look()
    expect(lock.isLocked).toBe(true)
  })

  it('does nothing where locking is off', () => {
    const { machine, listeners, look, lock } = aWatch(0)
    Object.assign(machine, { idleSeconds: 9_999, state: 'locked' })
    look()
    listeners.get('lock-screen')?.()
    expect(lock.isLocked).toBe(false)
  })
})
