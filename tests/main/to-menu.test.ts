import { expect, it } from 'vitest'
import { toMenu } from '#main/to-menu.ts'

function aMenu(platform: NodeJS.Platform, development = false) {
  const did: string[] = []
  const menu = toMenu({
    platform,
    development,
    openSettings: () => did.push('settings'),
    lock: () => did.push('lock'),
  })
  const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  return { menu, items, did }
}

it('has the app menu on macOS only', () => {
  expect(aMenu('darwin').menu[0]?.label).toBe('Doorward')
  expect(aMenu('linux').menu[0]?.label).toBe('File')
})

it.each(['darwin', 'win32', 'linux'] as const)('has every usual item once on %s', (platform) => {
  const { items, menu } = aMenu(platform)
  const roles = [...menu, ...items].flatMap(({ role }) => role ?? [])
  expect(roles.filter((role) => role === 'quit')).toHaveLength(1)
  expect(roles).toEqual(expect.arrayContaining(['close', 'about', 'editMenu', 'windowMenu']))
  expect(new Set(roles).size).toBe(roles.length)
})

it('opens the settings and locks, by shortcuts too', () => {
  const { items, did } = aMenu('linux')
  const own = items.filter(({ accelerator }) => accelerator !== undefined)
  expect(own.map(({ accelerator }) => accelerator)).toEqual([
    'CommandOrControl+,',
    'CommandOrControl+Shift+L',
  ])
  for (const { click } of own) {
    // Safe: our items use none of what Electron hands in.
    const press = click as (() => void) | undefined
    press?.()
  }
  expect(did).toEqual(['settings', 'lock'])
})

it.each([true, false])('offers developer tools in development only: %s', (development) => {
  const text = JSON.stringify(aMenu('linux', development).menu)
  expect(text.includes('toggleDevTools')).toBe(development)
  expect(text.includes('"reload"')).toBe(development)
})
