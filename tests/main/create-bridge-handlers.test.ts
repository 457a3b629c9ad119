import { expect, it } from 'vitest'
import type { Theme } from '#main/bridge-channels.ts'
import { createBridgeHandlers } from '#main/create-bridge-handlers.ts'

function aShell() {
  const copied: unknown[] = []
  const opened: string[] = []
  const preferences: { theme: Theme } = { theme: 'system' }
  const nativeTheme: { themeSource: Theme } = { themeSource: 'system' }
  const handlers = createBridgeHandlers({
    clipboard: {
      async copy(...copy) {
        copied.push(copy)
      },
    },
    shell: {
      async openExternal(url) {
        opened.push(url)
      },
    },
    preferences,
    nativeTheme,
  })
  return { handlers, copied, opened, preferences, nativeTheme }
}

it('remembers the theme and shows it at once', async () => {
  const { handlers, preferences, nativeTheme } = aShell()
  await handlers.setTheme({ theme: 'dark' })
  expect([preferences.theme, nativeTheme.themeSource]).toEqual(['dark', 'dark'])
  expect(await handlers.getPreferences({})).toEqual({ theme: 'dark' })
})

it('copies a secret with its time', async () => {
  const { handlers, copied } = aShell()
  await handlers.copySecret({ text: 'dwcs_x', clearAfterSeconds: 45 })
  expect(copied).toEqual([['dwcs_x', 45]])
})

it('opens web addresses and says so when it does not', async () => {
  const { handlers, opened } = aShell()
  await handlers.openExternal({ url: 'https://example.com/' })
  await expect(handlers.openExternal({ url: 'file:///etc/passwd' })).rejects.toThrow('Only web')
  expect(opened).toEqual(['https://example.com/'])
})
