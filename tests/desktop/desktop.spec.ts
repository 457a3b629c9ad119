import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findElectron } from '#main/find-electron.ts'
import { hasDisplay } from '#main/has-display.ts'

const root = resolve(import.meta.dirname, '../..')
const { platform, env } = process

const electron = findElectron({
  from: join(root, 'package.json'),
  platform,
  overrideDirectory: env.ELECTRON_OVERRIDE_DIST_PATH,
})

const obstacle = findObstacle()
if (obstacle) console.log(`The tests of the real desktop app are skipped: ${obstacle}.`)

function findObstacle(): string | undefined {
  if (electron.kind === 'missing') return electron.reason
  if (electron.kind === 'installable') return "Electron's binary has not been downloaded"
  if (!hasDisplay(platform, env)) return 'there is no display'
  if (!existsSync(join(root, 'out/main/index.js'))) return 'the app has not been built'
  return undefined
}

describe.skipIf(obstacle !== undefined)('the real desktop app', () => {
  const violations: string[] = []
  let directory: string
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'doorward-desktop-'))
    // A named key file keeps the test away from the keychain of whoever runs it.
    const keyFile = join(directory, 'key')
    writeFileSync(keyFile, randomBytes(32).toString('base64'))
    app = await _electron.launch({
      ...(electron.kind === 'binary' ? { executablePath: electron.path } : {}),
      args: [root, '--data-dir', join(directory, 'data'), '--port', '0'],
      env: { ...definedOnly(env), DOORWARD_MASTER_KEY_FILE: keyFile },
    })
    page = await app.firstWindow()
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    await page.getByRole('heading').first().waitFor()
  })
  afterAll(async () => {
    await app?.close()
    rmSync(directory, { recursive: true })
  })

  it('shows its page, at its own origin, breaking its own policy nowhere', async () => {
    expect(await page.evaluate(() => window.origin)).toBe('app://bundle')
    expect(violations).toEqual([])
  })

  it('gives the page the bridge and nothing of Node', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.doorward ?? {}),
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    }))
    expect(seen.bridge).toEqual([
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
    expect(seen.node).toEqual([])
  })

  it('reaches the server through its port', async () => {
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    await page.getByRole('link', { name: /groups/i }).click()
    await page.getByRole('heading', { name: /groups/i }).waitFor()
  })

  it('opens no second window and leaves its page for nobody', async () => {
    expect(await page.evaluate(() => window.open('about:blank'))).toBeNull()
    await page.evaluate(() => window.location.assign('https://example.com/'))
    expect(await page.evaluate(() => window.origin)).toBe('app://bundle')
  })

  it('copies a secret and refuses what could start a program', async () => {
    await page.evaluate(() => window.doorward?.copySecret('dwcs_test'))
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toBe('dwcs_test')
    const refusal = page.evaluate(() => window.doorward?.openExternal('file:///etc/passwd'))
    await expect(refusal).rejects.toThrow('Only web')
  })

  it('runs its page in a sandbox of the operating system', async () => {
    const sandboxed = await app.evaluate(({ app: running }) =>
      running
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map((tab) => tab.sandboxed),
    )
    // Linux does not tell; there it is undefined.
    expect(sandboxed.filter((value) => value === false)).toEqual([])
  })
})

function definedOnly(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
