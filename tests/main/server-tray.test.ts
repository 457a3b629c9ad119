import type { MenuItemConstructorOptions } from 'electron'
import { expect, it } from 'vitest'
import { type NativeTray, ServerTray } from '#main/server-tray.ts'
import { describeServer, type ServerState, toTrayMenu } from '#main/to-tray-menu.ts'

type Template = MenuItemConstructorOptions[]

const running = { kind: 'running', url: 'http://127.0.0.1:7420' } as const

function aTray(create?: () => NativeTray<Template>) {
  const shown = { toolTips: [] as string[], menus: [] as Template[], clicks: [] as (() => void)[] }
  const did: string[] = []
  const failures: unknown[] = []
  const tray = new ServerTray<Template>({
    create:
      create ??
      (() => ({
        setToolTip: (text) => shown.toolTips.push(text),
        setContextMenu: (menu) => shown.menus.push(menu),
        on: (_, listener) => shown.clicks.push(listener),
      })),
    buildMenu: (template) => template,
    actions: {
      open: () => did.push('open'),
      copy: (text) => did.push(`copy ${text}`),
      quit: () => did.push('quit'),
    },
    onFailure: (cause) => failures.push(cause),
  })
  return { tray, shown, did, failures }
}

it.each<[ServerState, string]>([
  [{ kind: 'starting' }, 'Doorward is starting'],
  [running, 'Doorward answers at http://127.0.0.1:7420'],
  [{ kind: 'failed' }, 'Doorward could not start'],
])('says how the server is: %o', (state, words) => {
  expect(describeServer(state)).toBe(words)
  const nothing = () => undefined
  const [first] = toTrayMenu(state, { open: nothing, copy: nothing, quit: nothing })
  expect(first).toMatchObject({ label: words, enabled: false })
})

it('shows the start, and then what became of it', () => {
  const { tray, shown } = aTray()
  tray.show(running)
  expect(shown.toolTips).toEqual(['Doorward is starting', describeServer(running)])
  expect(shown.menus.map((menu) => menu[3]?.enabled)).toEqual([false, true])
})

it('does what its menu says', () => {
  const { tray, shown, did } = aTray()
  tray.show(running)
  for (const { click } of shown.menus[1] ?? []) {
    // Safe: our items use none of what Electron hands in.
    const press = click as (() => void) | undefined
    press?.()
  }
  for (const click of shown.clicks) click()
  expect(did).toEqual(['open', 'copy http://127.0.0.1:7420', 'quit', 'open'])
})

it('does without where there is no tray', () => {
  const { tray, failures } = aTray(() => {
    throw new Error('no tray')
  })
  tray.show(running)
  expect(failures).toHaveLength(1)
})
