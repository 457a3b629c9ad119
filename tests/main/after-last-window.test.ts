import { describe, expect, it } from 'vitest'
import { afterLastWindow } from '#main/after-last-window.ts'
import { decideClose } from '#main/decide-close.ts'
import { Preferences } from '#main/preferences.ts'

it.each([
  ['linux', 'ask', 'ask'],
  ['win32', 'ask', 'ask'],
  ['darwin', 'ask', 'stay'],
  ['linux', 'keep_running', 'stay'],
  ['darwin', 'keep_running', 'stay'],
  ['win32', 'quit', 'quit'],
  ['darwin', 'quit', 'quit'],
] as const)('on %s, set to %s, the last window closing means %s', (platform, set, decision) => {
  expect(decideClose(platform, set)).toBe(decision)
})

describe('the first close', () => {
  function aClosing(response: number) {
    const held = new Map<string, unknown>()
    const preferences = new Preferences({
      get: (key) => held.get(key),
      set: (key, value) => held.set(key, value),
    })
    const seen = { asked: 0, quit: 0 }
    const close = () =>
      afterLastWindow({
        platform: 'linux',
        preferences,
        dialog: {
          async showMessageBox() {
            seen.asked++
            return { response }
          },
        },
        quit: () => seen.quit++,
      })
    return { close, seen, preferences }
  }

  it('asks once and keeps running from then on', async () => {
    const { close, seen, preferences } = aClosing(0)
    await close()
    await close()
    expect(seen).toEqual({ asked: 1, quit: 0 })
    expect(preferences.desktop.whenClosed).toBe('keep_running')
  })

  it('asks once and quits from then on', async () => {
    const { close, seen } = aClosing(1)
    await close()
    await close()
    expect(seen).toEqual({ asked: 1, quit: 2 })
  })

  it('asks again when that is what the settings say', async () => {
    const { close, seen, preferences } = aClosing(0)
    await close()
    preferences.changeDesktop({ whenClosed: 'ask' })
    await close()
    expect(seen.asked).toBe(2)
  })
})
