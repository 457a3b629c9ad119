import { describe, expect, it } from 'vitest'
import { bridgeCalls } from '#main/bridge-channels.ts'
import { createBridgeHandlers } from '#main/create-bridge-handlers.ts'
import type { LoginItem } from '#main/login-item.ts'
import { Preferences } from '#main/preferences.ts'
import type { Theme } from '#main/window-preferences.ts'

function aShell(loginItem?: LoginItem) {
  const copied: unknown[] = []
  const opened: string[] = []
  const protectedTo: boolean[] = []
  const held = new Map<string, unknown>()
  const preferences = new Preferences({
    get: (key) => held.get(key),
    set: (key, value) => held.set(key, value),
  })
  const nativeTheme: { themeSource: Theme } = { themeSource: 'system' }
  const lock = {
    isLocked: true,
    unlock() {
      lock.isLocked = false
    },
  }
  const handlers = createBridgeHandlers({
    clipboard: {
      async copy(...copy) {
        copied.push(copy)
      },
      async clear() {
        copied.push('clear')
      },
      keep: () => copied.push('keep'),
    },
    saveSecret: async ({ name }) => name === 'deployer.env',
    requestToken: async ({ clientId }) => ({ ok: true, body: { clientId } }),
    window: { protectContent: (on) => protectedTo.push(on) },
    shell: {
      async openExternal(url) {
        opened.push(url)
      },
    },
    preferences,
    nativeTheme,
    loginItem,
    lock,
    places: { take: () => '/settings' },
    findNewerVersion: async () => null,
  })
  return { handlers, copied, opened, protectedTo, preferences, nativeTheme, held }
}

it('remembers how the window is liked, and shows the theme at once', async () => {
  const { handlers, preferences, nativeTheme } = aShell()
  await handlers.changePreferences({ theme: 'dark' })
  expect([preferences.window.theme, nativeTheme.themeSource]).toEqual(['dark', 'dark'])

  await handlers.changePreferences({ language: 'de', density: 'compact' })
  expect(nativeTheme.themeSource).toBe('dark')
  expect(await handlers.getPreferences({})).toEqual({
    ...{ theme: 'dark', language: 'de', density: 'compact', singleKeys: true },
  })
})

it('copies a secret for the time that was set, and tells it', async () => {
  const { handlers, copied } = aShell()
  expect(await handlers.copySecret({ text: 'dwcs_x' })).toBe(45)
  await handlers.changeDesktopSettings({ clearClipboardSeconds: 0 })
  expect(await handlers.copySecret({ text: 'dwcs_y' })).toBe(0)
  expect(copied).toEqual([
    ['dwcs_x', 45],
    ['dwcs_y', 0],
  ])
})

it('takes a copied secret back, or leaves it', async () => {
  const { handlers, copied } = aShell()
  await handlers.clearSecret({})
  await handlers.keepSecret({})
  expect(copied).toEqual(['clear', 'keep'])
})

it('saves secrets and asks for tokens, and tells what came of it', async () => {
  const { handlers } = aShell()
  expect(await handlers.saveSecret({ name: 'deployer.env', text: 'A=b' })).toBe(true)
  expect(await handlers.saveSecret({ name: 'other.env', text: 'A=b' })).toBe(false)
  const request = { clientId: 'sa_1', clientSecret: 'dwcs_x' }
  expect(await handlers.requestToken(request)).toEqual({ ok: true, body: { clientId: 'sa_1' } })
})

it('keeps the window out of screenshots when it is asked to', async () => {
  const { handlers, protectedTo } = aShell()
  await handlers.protectContent({ on: true })
  await handlers.protectContent({ on: false })
  expect(protectedTo).toEqual([true, false])
})

it('opens web addresses and says so when it does not', async () => {
  const { handlers, opened } = aShell()
  await handlers.openExternal({ url: 'https://example.com/' })
  await expect(handlers.openExternal({ url: 'file:///etc/passwd' })).rejects.toThrow('Only web')
  expect(opened).toEqual(['https://example.com/'])
})

it('tells whether it is locked, unlocks, and hands out places', async () => {
  const { handlers } = aShell()
  expect(await handlers.isLocked({})).toBe(true)
  await handlers.unlock({})
  expect(await handlers.isLocked({})).toBe(false)
  expect(await handlers.takePlace({})).toBe('/settings')
})

describe('the settings of the desktop', () => {
  const initial = {
    whenClosed: 'ask',
    startAtLogin: null,
    notifyExpiring: false,
    notifyLockouts: false,
    lockAfterMinutes: 0,
    clearClipboardSeconds: 45,
    updateFeed: '',
  }

  it('leave everything off that nobody asked for', async () => {
    expect(await aShell().handlers.getDesktopSettings({})).toEqual(initial)
  })

  it('change by name, and are remembered', async () => {
    const { handlers, held } = aShell()
    await handlers.changeDesktopSettings({ lockAfterMinutes: 15 })
    const changed = await handlers.changeDesktopSettings({
      notifyExpiring: true,
      lockAfterMinutes: undefined,
    })
    expect(changed).toEqual({ ...initial, notifyExpiring: true, lockAfterMinutes: 15 })
    expect(await handlers.getDesktopSettings({})).toEqual(changed)
    expect(held.get('desktop')).not.toHaveProperty('startAtLogin')
  })

  it('start the app at login through the operating system', async () => {
    const state = { on: false }
    const set = (on: boolean) => Object.assign(state, { on })
    const { handlers } = aShell({ isOn: () => state.on, set })
    expect((await handlers.getDesktopSettings({})).startAtLogin).toBe(false)
    const changed = await handlers.changeDesktopSettings({ startAtLogin: true })
    expect([changed.startAtLogin, state.on]).toEqual([true, true])
    await handlers.changeDesktopSettings({ whenClosed: 'quit' })
    expect(state.on).toBe(true)
  })

  it.each([
    ['an unknown setting', { autoUpdate: true }],
    ['an unknown choice', { whenClosed: 'hide' }],
    ['an endless clipboard', { clearClipboardSeconds: 301 }],
    ['too short a time to paste', { clearClipboardSeconds: 9 }],
    ['a negative time', { lockAfterMinutes: -1 }],
    ['a feed without TLS', { updateFeed: 'http://example.com/feed' }],
    ['a feed on the disk', { updateFeed: 'file:///etc/passwd' }],
    ['a feed with a password', { updateFeed: 'https://me:pw@example.com/' }],
    ['a feed that is no address', { updateFeed: 'example' }],
  ])('refuse %s', (_, input) => {
    expect(bridgeCalls.changeDesktopSettings.safeParse(input).success).toBe(false)
  })
})
