import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'vite'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const built = mkdtempSync(join(tmpdir(), 'doorward-launcher-'))
let root = ''

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, '../../src-main/launch.ts'),
      outDir: join(built, 'main'),
      target: 'node20.19',
    },
  })
})
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'doorward-launch-'))
  mkdirSync(join(root, 'out/main'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  const launcher = readFileSync(join(built, 'main/launch.js'), 'utf8')
  writeFileSync(join(root, 'out/main/launch.js'), launcher)
  writeFileSync(
    join(root, 'out/main/headless.js'),
    `console.log('HEADLESS', JSON.stringify(process.argv.slice(2)))
     process.exitCode = Number(process.env.HEADLESS_CODE ?? 0)`,
  )
})
afterEach(() => rmSync(root, { recursive: true }))

const screen = { DISPLAY: ':7' }

/** Puts a program where Electron's binary would be. */
function installBinary(script: string): void {
  const directory = installPackage({ 'path.txt': 'electron' })
  mkdirSync(join(directory, 'dist'))
  const binary = join(directory, 'dist/electron')
  writeFileSync(binary, `#!/usr/bin/env node\n${script}`)
  chmodSync(binary, 0o755)
}

function installPackage(files: Record<string, string>): string {
  const directory = join(root, 'node_modules/electron')
  mkdirSync(directory, { recursive: true })
  const loaded = 'throw new Error("the package electron was loaded")'
  const all = { 'package.json': '{"name":"electron"}', 'index.js': loaded, ...files }
  for (const [name, content] of Object.entries(all)) writeFileSync(join(directory, name), content)
  return directory
}

function start(args: readonly string[], environment: Record<string, string>) {
  const launcher = join(root, 'out/main/launch.js')
  return spawn(process.execPath, [launcher, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function launch(args: readonly string[], environment: Record<string, string>) {
  const child = start(args, environment)
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { stdout, stderr, code: child.exitCode }
}

const headless = (...args: string[]) => `HEADLESS ${JSON.stringify(['--sign-in-link', ...args])}\n`

describe('starts the headless server instead, with one line why', () => {
  it('where no display is', async () => {
    installBinary('')
    expect(await launch(['--port', '0'], {})).toEqual({
      stdout: headless('--port', '0'),
      stderr:
        'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so the headless server is started instead.\n',
      code: 0,
    })
  })

  it('where Electron is not installed', async () => {
    const { stdout, stderr } = await launch([], screen)
    expect(stdout).toBe(headless())
    expect(stderr).toBe(
      'Electron cannot be started: the package electron is not installed, so the headless server is started instead.\n',
    )
  })

  it('where the download fails, with its reason', async () => {
    installPackage({
      'install.js': `console.error('TypeError: fetch failed\\n    at node:internal')
        process.exit(1)`,
    })
    const { stdout, stderr } = await launch([], screen)
    expect(stdout).toBe(headless())
    expect(stderr.split('\n').slice(1)).toEqual([
      'Electron could not be downloaded (TypeError: fetch failed), so the headless server is started instead.',
      '',
    ])
  })

  it('where the download was not wanted', async () => {
    installPackage({ 'install.js': 'console.error("RAN")' })
    const { stdout, stderr } = await launch(['--no-download', '--host', '::1'], screen)
    expect(stdout).toBe(headless('--host', '::1'))
    expect(stderr).toBe(
      'Electron has not been downloaded (--no-download), so the headless server is started instead.\n',
    )
  })

  it.each([
    ['exit code 133', 'process.exit(133)'],
    ['exit code 1', 'process.exit(1)'],
    ['SIGTRAP', 'process.kill(process.pid, "SIGTRAP"); setTimeout(() => {}, 1000)'],
  ])('where Electron dies at once: %s', async (how, script) => {
    installBinary(script)
    const { stdout, stderr } = await launch([], screen)
    expect(stdout).toBe(headless())
    expect(stderr).toBe(
      `Electron ended at once (${how}; see "Electron does not start" in README.md), so the headless server is started instead.\n`,
    )
  })

  it('where the binary cannot be run', async () => {
    installBinary('')
    chmodSync(join(root, 'node_modules/electron/dist/electron'), 0o644)
    const { stdout, stderr } = await launch([], screen)
    expect(stdout).toBe(headless())
    expect(stderr).toContain('EACCES')
  })
})

it('downloads Electron and starts it', async () => {
  installPackage({
    'install.js': `const { mkdirSync, writeFileSync } = require('node:fs')
      mkdirSync(__dirname + '/dist')
      writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\necho WINDOW', { mode: 0o755 })
      writeFileSync(__dirname + '/path.txt', 'electron')`,
  })
  const { stdout, stderr } = await launch([], screen)
  expect([stdout, stderr]).toEqual(['WINDOW\n', 'Downloading Electron, once …\n'])
})

it('prefers the browser when asked to, without a word', async () => {
  installBinary('console.log("WINDOW")')
  expect(await launch(['--web', '--port', '0'], screen)).toEqual({
    stdout: headless('--port', '0'),
    stderr: '',
    code: 0,
  })
})

it('starts the app with its own flags, and never as plain Node', async () => {
  installBinary('console.log(JSON.stringify([process.argv.slice(2), process.env]))')
  const environment = { ...screen, ELECTRON_RUN_AS_NODE: '1', DOORWARD_PORT: '0' }
  const { stdout, code } = await launch(['--data-dir', '/x y', '--no-download'], environment)
  const [args, env] = JSON.parse(stdout)
  expect(args).toEqual([root, '--data-dir', '/x y'])
  expect(env).toMatchObject({ DISPLAY: ':7', DOORWARD_PORT: '0' })
  expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
  expect(code).toBe(0)
})

it.each([2, 3])('starts nothing else after the app has said why it ended: %i', async (code) => {
  installBinary(`process.exit(${code})`)
  expect(await launch([], screen)).toEqual({ stdout: '', stderr: '', code })
})

it("ends with the headless server's code", async () => {
  expect((await launch(['--web'], { HEADLESS_CODE: '7' })).code).toBe(7)
})

it('ends with the code of an app that ran for a while', async () => {
  installBinary('setTimeout(() => process.exit(42), 5500)')
  expect(await launch([], screen)).toEqual({ stdout: '', stderr: '', code: 42 })
})

describe.each(['SIGINT', 'SIGTERM'] as const)('passes %s on', (signal) => {
  const waiting = `process.on('${signal}', () => setTimeout(() => {
    console.log('FINISHED')
    process.exit(5)
  }, 100))
  setInterval(() => {}, 1000)
  console.log('STARTED')`

  it.each([
    ['the app', () => installBinary(waiting), [] as string[]],
    ['the server', () => writeFileSync(join(root, 'out/main/headless.js'), waiting), ['--web']],
  ])('to %s and waits for its end, however early', async (_, install, args) => {
    install()
    const child = start(args, screen)
    const closed = once(child, 'close')
    await once(child.stdout, 'data')
    const rest = text(child.stdout)
    child.kill(signal)
    await closed
    expect(await rest).toBe('FINISHED\n')
    expect(child.exitCode).toBe(5)
  })
})

it('ends as a shell would after a signal', async () => {
  installBinary('console.log("STARTED"); setInterval(() => {}, 1000)')
  const child = start([], screen)
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  await closed
  expect(child.exitCode).toBe(143)
})
