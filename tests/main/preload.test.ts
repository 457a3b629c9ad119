import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildShell } from './build-shell.ts'

const directory = mkdtempSync(join(tmpdir(), 'doorward-preload-'))
let script = ''

beforeAll(async () => {
  const out = await buildShell(directory)
  script = readFileSync(join(out, 'preload/index.cjs'), 'utf8')
})
afterAll(() => rmSync(directory, { recursive: true }))

type Bridge = Record<string, (...args: unknown[]) => Promise<unknown>>
type Tell = (event: unknown, news: string) => void
type Listener = (event: Record<string, unknown>) => void

/** Runs the built preload script with what Electron's sandbox gives it, and no more. */
function runPreload(outcome: unknown = { ok: true }) {
  const exposed: [string, Bridge][] = []
  const invoked: unknown[][] = []
  const posted: unknown[][] = []
  const required: string[] = []
  const listeners: Listener[] = []
  const heard: [string, Tell][] = []
  const electron = {
    contextBridge: { exposeInMainWorld: (...args: [string, Bridge]) => exposed.push(args) },
    ipcRenderer: {
      invoke: async (...args: unknown[]) => {
        invoked.push(args)
        return outcome
      },
      postMessage: (...args: unknown[]) => posted.push(args),
      on: (...args: [string, Tell]) => heard.push(args),
      off: (channel: string, tell: Tell) => {
        const at = heard.findIndex(([name, held]) => name === channel && held === tell)
        heard.splice(at, 1)
      },
    },
  }
  const window = {
    origin: 'app://bundle',
    addEventListener: (_: string, listener: Listener) => listeners.push(listener),
  }
  const require = (name: string) => {
    required.push(name)
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  runInNewContext(script, {
    require,
    window,
    process: { platform: 'linux' },
    exports: {},
    module: {},
  })
  const receive = (event: Record<string, unknown>) => {
    for (const listener of listeners) listener(event)
  }
  return {
    bridge: exposed[0]?.[1] ?? {},
    exposed,
    invoked,
    posted,
    required,
    receive,
    window,
    heard,
  }
}

it('needs no module but electron', () => {
  expect(runPreload().required).toEqual(['electron'])
})

it('exposes one object with exactly these members', () => {
  const { exposed, bridge } = runPreload()
  expect(exposed.map(([name]) => name)).toEqual(['doorward'])
  expect(Object.keys(bridge)).toEqual([
    'platform',
    'copySecret',
    'clearSecret',
    'keepSecret',
    'saveSecret',
    'requestToken',
    'protectContent',
    'openExternal',
    'getPreferences',
    'changePreferences',
    'getDesktopSettings',
    'changeDesktopSettings',
    'findNewerVersion',
    'isLocked',
    'unlock',
    'takePlace',
    'onNews',
  ])
  const [platform, ...others] = Object.values(bridge).map((member) => typeof member)
  expect([platform, new Set(others)]).toEqual(['string', new Set(['function'])])
})

it('calls the shell on one channel, and the page cannot name another', async () => {
  const { bridge, invoked } = runPreload()
  await bridge.copySecret?.('dwcs_x', 'more')
  await bridge.clearSecret?.('more')
  await bridge.keepSecret?.('more')
  await bridge.saveSecret?.({ name: 'a.env', text: 'A=b', path: '/etc' })
  await bridge.requestToken?.({ clientId: 'sa_1', clientSecret: 'x', url: 'https://evil' })
  await bridge.protectContent?.(true, 'more')
  await bridge.openExternal?.('https://example.com/', 'more')
  await bridge.getPreferences?.('more')
  await bridge.changePreferences?.({ theme: 'dark' }, 'more')
  await bridge.getDesktopSettings?.('more')
  await bridge.changeDesktopSettings?.({ notifyExpiring: true }, 'more')
  await bridge.findNewerVersion?.('more')
  await bridge.isLocked?.('more')
  await bridge.unlock?.('more')
  await bridge.takePlace?.('more')
  expect(invoked).toEqual([
    ['doorward:call', 'copySecret', { text: 'dwcs_x' }],
    ['doorward:call', 'clearSecret', {}],
    ['doorward:call', 'keepSecret', {}],
    ['doorward:call', 'saveSecret', { name: 'a.env', text: 'A=b' }],
    ['doorward:call', 'requestToken', { clientId: 'sa_1', clientSecret: 'x' }],
    ['doorward:call', 'protectContent', { on: true }],
    ['doorward:call', 'openExternal', { url: 'https://example.com/' }],
    ['doorward:call', 'getPreferences', {}],
    ['doorward:call', 'changePreferences', { theme: 'dark' }],
    ['doorward:call', 'getDesktopSettings', {}],
    ['doorward:call', 'changeDesktopSettings', { notifyExpiring: true }],
    ['doorward:call', 'findNewerVersion', {}],
    ['doorward:call', 'isLocked', {}],
    ['doorward:call', 'unlock', {}],
    ['doorward:call', 'takePlace', {}],
  ])
})

it('gives the value, or throws the reason', async () => {
  const preferences = { theme: 'light' }
  const { bridge } = runPreload({ ok: true, value: preferences })
  expect(await bridge.getPreferences?.()).toEqual(preferences)
  const refused = runPreload({ ok: false, message: 'Only https.' }).bridge
  await expect(refused.openExternal?.('file:///')).rejects.toThrow('Only https.')
})

it('hands on news without the event, until it is told to stop', () => {
  const { bridge, heard } = runPreload()
  const told: unknown[][] = []
  // Safe: the one member that answers at once.
  const listen = bridge.onNews as unknown as (listener: (...news: unknown[]) => void) => () => void
  const stop = listen((...news) => told.push(news))
  expect(heard.map(([channel]) => channel)).toEqual(['doorward:news'])
  heard[0]?.[1]({ sender: 'ipcRenderer' }, 'lock')
  expect(told).toEqual([['lock']])
  stop()
  expect(heard).toEqual([])
})

it('hands on a port that its own page sends', () => {
  const { receive, posted, window } = runPreload()
  const port = {}
  const data = 'doorward:connect'
  receive({ source: window, origin: 'app://bundle', data, ports: [port, {}] })
  expect(posted).toEqual([['doorward:connect', null, [port]]])
})

it.each([
  ['from a frame or another window', { source: {} }],
  ['from another origin', { origin: 'https://evil.example' }],
  ['with another message', { data: 'doorward:call' }],
  ['without a port', { ports: [] }],
])('ignores a message %s', (_, difference) => {
  const { receive, posted, window } = runPreload()
  const event = { source: window, origin: 'app://bundle', data: 'doorward:connect', ports: [{}] }
  receive({ ...event, ...difference })
  expect(posted).toEqual([])
})
