import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildShell } from './build-shell.ts'

const fakes = resolve(import.meta.dirname, 'fake-electron')
const directory = mkdtempSync(join(tmpdir(), 'doorward-built-'))
let out = ''

beforeAll(async () => {
  out = await buildShell(directory)
})
afterAll(() => rmSync(directory, { recursive: true }))

interface Run {
  readonly data: string
  readonly entry?: string
  readonly scenario?: 'use' | 'leave' | 'end'
  readonly fake?: object
  readonly args?: readonly string[]
}

/** Runs the built app on the fake Electron; its report is undefined when it ended without one. */
async function run({ data, entry = join(out, 'main/index.js'), scenario, fake = {}, args }: Run) {
  const command = ['--import', join(fakes, 'register.mjs'), join(fakes, 'drive.mjs'), entry]
  const settings = ['--data-dir', join(directory, data), '--port', '0', '--log-level', 'warn']
  const child = spawn(process.execPath, [...command, ...(args ?? settings)], {
    env: {
      ...process.env,
      FAKE_ELECTRON: JSON.stringify(fake),
      FAKE_SCENARIO: scenario ?? 'end',
    },
  })
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  const line = stdout.split('\n').find((candidate) => candidate.startsWith('{'))
  return { report: line && JSON.parse(line), stdout, stderr, code: child.exitCode }
}

describe('the built app in use', () => {
  let report: Awaited<ReturnType<typeof run>>['report']
  beforeAll(async () => {
    const ran = await run({
      data: 'used',
      scenario: 'use',
      fake: { savePath: join(directory, 'chosen.env') },
    })
    expect(ran.report, ran.stderr).toBeDefined()
    report = ran.report
  })
  const at = (name: string) => report.calls.findIndex(([call]: [string]) => call === name)

  it('sets the sandbox and its scheme up before Electron is ready, once', () => {
    const schemes = [
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]
    const early = report.calls.filter((call: string[]) => call.at(-1) === 'early')
    expect(early.map(([name]: [string]) => name)).toEqual([
      'setName',
      'setPath',
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'requestSingleInstanceLock',
      'whenReady',
    ])
    expect(early[3][1]).toEqual(schemes)
  })

  it('takes the single-instance lock before it touches the data', () => {
    expect(report.calls[at('requestSingleInstanceLock')][1]).toEqual(['window'])
  })

  it('uses the keychain only once Electron is ready', () => {
    expect(report.calls[at('encryptStringAsync')].at(-1)).toBe('ready')
  })

  it('opens one window, locked down', () => {
    expect(report.calls.filter(([name]: [string]) => name === 'BrowserWindow')).toHaveLength(1)
    expect(report.window.webPreferences).toEqual({
      preload: join(out, 'preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: false,
      zoomFactor: 1,
    })
    expect(report.window.show).toBe(false)
    expect(report.calls[at('loadURL')][1]).toBe('app://bundle/')
    expect(at('show')).toBeGreaterThan(at('loadURL'))
  })

  it('grants no permission', () => {
    expect(report.permissions).toEqual([false, false, false])
  })

  it('serves the page with a policy and a nonce, and nothing of the app itself', () => {
    const [, nonce] = /nonce="([^"]+)"/.exec(report.page.body) ?? []
    expect(report.page.status).toBe(200)
    expect(nonce).not.toBe('__CSP_NONCE__')
    expect(report.page.policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(report.outside).toBe(404)
  })

  it('stays on its page and opens no window', () => {
    expect(report.left).toEqual([false, false, false])
    expect(report.stayed).toBe(true)
    expect(report.webview).toBe(false)
    expect(report.secondWindow).toEqual([{ action: 'deny' }, { action: 'deny' }])
    expect(report.opened).toEqual(['https://example.com/'])
  })

  it('answers its own window, and nobody else', () => {
    const usual = { language: 'system', density: 'comfortable', singleKeys: true }
    const refused = expect.objectContaining({ ok: false })
    expect(report.calls1).toEqual([
      { ok: true, value: { ...usual, theme: 'system' } },
      { ok: true },
      { ok: true, value: { ...usual, theme: 'dark' } },
      refused,
      refused,
      refused,
      refused,
      { ok: true, value: 45 },
    ])
    expect(report.theme).toBe('dark')
  })

  it('listens on no other channel, that of electron-store included', () => {
    expect(report.receivers).toEqual({ call: ['doorward:call'], message: ['doorward:connect'] })
  })

  it('connects the window to the real router, and nobody else', () => {
    expect(report.strangersPort).toBe(true)
    expect(report.whoami).toMatchObject({
      actor: { kind: 'administrator' },
      authenticatedBy: 'desktop_window',
    })
    expect(report.group).toMatchObject({ path: 'acme', createdBy: { kind: 'administrator' } })
    expect(report.groups.items).toHaveLength(1)
  })

  it('tells calls over one port apart', () => {
    const [one, other] = report.refusals
    expect([one.code, other.code]).toEqual(['name_taken', 'name_taken'])
    expect(one.data.correlationId).not.toBe(other.data.correlationId)
  })

  it('marks a copied secret and clears it at quit', () => {
    expect(report.clipboard.text).toBe('dwcs_secret')
    expect(report.clipboard.formats.length).toBeGreaterThan(1)
    expect(report.clipboardAtExit).toBe('')
  })

  it('gets a token by the secret of a client, and saves a secret for its owner only', () => {
    expect(report.token).toMatchObject({ ok: true, value: { ok: true } })
    expect(report.saved).toEqual({ ok: true, value: true })
    expect(report.calls[at('showSaveDialog')][1].defaultPath).toBe('/home/somebody/deployer.env')
    const path = join(directory, 'chosen.env')
    expect(readFileSync(path, 'utf8')).toBe('DOORWARD_CLIENT_SECRET=dwcs_x')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('comes to the front when it is started a second time', () => {
    expect(at('focus')).toBeGreaterThan(at('show'))
  })

  it('ends in good order, with the data closed', () => {
    expect(report.exitCode).toBe(0)
    expect(report.dialogs).toEqual([])
    const files = readdirSync(join(directory, 'used'))
    expect(files).toContain('doorward.json')
    expect(files).toContain('master-key.keychain.json')
    expect(files).not.toContain('master.key')
    expect(files.filter((name) => /lock/i.test(name))).toEqual([])
  })

  it('remembers theme, zoom and place, and nothing else', () => {
    const path = join(directory, 'used/window/preferences.json')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      theme: 'dark',
      zoomFactor: 1.25,
      windowPlace: { x: 11, y: 22, width: 1000, height: 700, maximized: false },
    })
  })

  it('keeps its files to the owner', () => {
    const modeOf = (name: string) => statSync(join(directory, 'used', name)).mode & 0o777
    expect(modeOf('master-key.keychain.json')).toBe(0o600)
    expect(modeOf('window')).toBe(0o700)
  })
})

describe('the built app whose window is closed', () => {
  let report: Awaited<ReturnType<typeof run>>['report']
  beforeAll(async () => {
    const settings = ['--data-dir', join(directory, 'left'), '--port', '0', '--log-level', 'error']
    const link = ['doorward://issuers', '--data-dir', join(directory, 'theirs')]
    const ran = await run({
      data: 'left',
      scenario: 'leave',
      fake: { answer: 0 },
      args: [...settings, ...link],
    })
    expect(ran.report, ran.stderr).toBeDefined()
    report = ran.report
  })

  it('follows the link that it was started with, and takes no setting from after it', () => {
    expect(report.coldPlace).toEqual({ ok: true, value: '/issuers' })
    expect(readdirSync(directory)).not.toContain('theirs')
  })

  it('asks once whether to keep running, and remembers the answer', () => {
    expect(report.dialogs).toEqual(['Keep Doorward running?'])
    expect(report.windowsAfterClosing).toBe(0)
    const path = join(directory, 'left/window/preferences.json')
    expect(JSON.parse(readFileSync(path, 'utf8')).desktop.whenClosed).toBe('keep_running')
  })

  it('has an icon in the tray that is there', () => {
    const icons = resolve(import.meta.dirname, '../../resources/icons')
    expect(readdirSync(icons)).toContain(basename(report.trayIcon))
  })

  it('locks when it is told to, stays locked in a new window, and not by itself', () => {
    expect(report.unlocked).toEqual({ ok: true, value: false })
    expect(report.locked).toEqual({ ok: true, value: true })
    expect(report.stillLocked).toEqual({ ok: true, value: true })
  })

  it('goes where links lead and ignores hostile ones', () => {
    expect(report.place).toEqual({ ok: true, value: '/groups/acme/platform' })
    expect(report.placeAfterReopening).toEqual({ ok: true, value: '/settings' })
  })

  it('tells the window of news without saying what they are', () => {
    const sent = report.calls.filter(([name]: [string]) => name === 'send')
    expect(new Set(sent.map((call: string[]) => call[2]))).toEqual(new Set(['lock', 'place']))
    expect(JSON.stringify(sent)).not.toContain('acme')
  })

  it('ends when the tray says so', () => {
    expect(report.exitCode).toBe(0)
  })
})

describe('a start that cannot go on', () => {
  it('leaves the data alone when the app is already open', async () => {
    const { report, stderr } = await run({ data: 'second', fake: { lockTaken: true } })
    expect(report.exitCode).toBe(0)
    expect(stderr).toBe('Doorward is already open; its window was brought to the front.\n')
    expect(readdirSync(join(directory, 'second'))).toEqual(['window'])
  })

  it('names a bad setting in one line', async () => {
    const { code, stderr } = await run({ data: 'bad', args: ['--port', 'x'] })
    expect(code).toBe(2)
    expect(stderr).toBe('--port="x": is not a port number.\n')
  })

  it('keeps what a locked keychain cannot open, and quits when asked to', async () => {
    await run({ data: 'locked', scenario: 'use' })
    const path = join(directory, 'locked/master-key.keychain.json')
    const before = readFileSync(path)
    const { report } = await run({ data: 'locked', fake: { keychainLocked: true } })
    expect(report.dialogs).toEqual(['The keychain did not unlock the master key'])
    expect(report.exitCode).toBe(0)
    expect(readFileSync(path)).toEqual(before)
  })

  it('says why when the master key does not belong to the data', async () => {
    await run({ data: 'mixed', scenario: 'use' })
    writeFileSync(join(directory, 'mixed/master.key'), Buffer.alloc(32, 1).toString('base64'))
    const { report } = await run({ data: 'mixed' })
    expect(report.dialogs[0]).toMatch(/^Doorward cannot start: The master key does not fit/)
    expect(report.exitCode).toBe(3)
  })
})

it('would notice a main process that waits for itself', async () => {
  const entry = join(out, 'main/deadlocked.js')
  const built = readFileSync(join(out, 'main/index.js'), 'utf8')
  writeFileSync(entry, built.replace(/(?:void )?app\.whenReady\(\)/, 'await app.whenReady()'))
  const { stdout, code } = await run({ data: 'deadlocked', entry })
  expect(stdout).toMatch(/^DEADLOCK/)
  expect(code).toBe(9)
})
