import { expect, it } from 'vitest'
import { Preferences } from '#main/preferences.ts'

function aStore(values: Record<string, unknown> = {}) {
  const held = new Map(Object.entries(values))
  return {
    held,
    get: (key: string) => held.get(key),
    set: (key: string, value: unknown) => held.set(key, value),
  }
}

const usual = { theme: 'system', language: 'system', density: 'comfortable', singleKeys: true }

it('follows the system at its usual size until something was chosen', () => {
  const preferences = new Preferences(aStore())
  expect(preferences.window).toEqual(usual)
  expect(preferences.zoomFactor).toBe(1)
  expect(preferences.windowPlace).toBeUndefined()
})

it('remembers theme, zoom and place, and nothing else', () => {
  const store = aStore()
  const preferences = new Preferences(store)
  const windowPlace = { x: 1, y: 2, width: 800, height: 600, maximized: false }
  preferences.changeWindow({ theme: 'dark' })
  Object.assign(preferences, { zoomFactor: 1.25, windowPlace })

  const again = new Preferences(store)
  expect([again.window.theme, again.zoomFactor, again.windowPlace]).toEqual([
    'dark',
    1.25,
    windowPlace,
  ])
  expect([...store.held.keys()]).toEqual(['theme', 'zoomFactor', 'windowPlace'])
})

it.each([
  [
    {
      theme: 'pink',
      language: 'tlh',
      density: 1,
      singleKeys: 'no',
      zoomFactor: 40,
      windowPlace: { x: 'left' },
    },
  ],
  [{ theme: {}, zoomFactor: Number.NaN, windowPlace: { x: 1, y: 1, width: 0, height: 5 } }],
])('counts odd values as absent: %o', (values) => {
  const preferences = new Preferences(aStore(values))
  expect(preferences.window).toEqual(usual)
  expect(preferences.zoomFactor).toBe(1)
  expect(preferences.windowPlace).toBeUndefined()
})

it('counts one odd setting of the desktop as absent, and keeps the others', () => {
  const desktop = { whenClosed: 'quit', lockAfterMinutes: 'soon', updateFeed: 'http://a.example' }
  const preferences = new Preferences(aStore({ desktop, lastDigestDay: 'today' }))
  expect(preferences.desktop).toMatchObject({
    whenClosed: 'quit',
    lockAfterMinutes: 0,
    updateFeed: '',
  })
  expect(preferences.lastDigestDay).toBeUndefined()
})

it.each([undefined, null, 'on', []])('takes %j for no settings of the desktop', (desktop) => {
  expect(new Preferences(aStore({ desktop })).desktop.whenClosed).toBe('ask')
})
