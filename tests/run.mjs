// Runs everything that `npm test` promises. What the tests need is prepared side by side; they begin
// when all of it was done. The same order of tests again: npm test -- --seed with what was printed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const root = resolve(import.meta.dirname, '..')
const tool = (...path) => join(root, 'node_modules', ...path)

const { values } = parseArgs({ options: { seed: { type: 'string' } } })
if (values.seed !== undefined && !/^\d+$/.test(values.seed)) {
  console.error('--seed takes the number that an earlier run printed, such as --seed 7.')
  process.exit(2)
}

const preparations = [
  ['Lint', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.']],
  ['Types', [tool('typescript', 'bin', 'tsc'), '--noEmit']],
  ['Build', [tool('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn']],
]
const seed = values.seed === undefined ? [] : [`--sequence.seed=${values.seed}`]
const tests = [tool('vitest', 'vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts', ...seed]

const browser = findBrowser() ?? installBrowser()
const env = { ...process.env, ...(browser ? { DOORWARD_CHROMIUM: browser } : {}) }

const prepared = preparations.map(([name, command]) => [name, runAside(command)])
const failures = []
for (const [name, running] of prepared) {
  const { code, output } = await running
  heading(name)
  process.stdout.write(output)
  if (code !== 0) failures.push(code)
}
if (failures.length > 0) process.exit(failures[0])
heading('Tests')
const { status, error } = spawnSync(process.execPath, tests, { cwd: root, env, stdio: 'inherit' })
if (error) console.error(`The tests could not be run: ${error.message}`)
process.exit(status ?? 1)

/** Runs a command and keeps what it says, so that what others say meanwhile does not mix with it. */
function runAside(command) {
  return new Promise((done) => {
    const child = spawn(process.execPath, command, { cwd: root, env })
    const said = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => said.push(bytes))
    }
    child.on('error', (error) => said.push(Buffer.from(`Could not be run: ${error.message}\n`)))
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(said) }))
  })
}

function heading(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 60 - text.length))}`)
}

/** Finds a browser where people usually have one. */
function findBrowser() {
  const { DOORWARD_CHROMIUM: named, LOCALAPPDATA = '' } = process.env
  if (named) {
    if (existsSync(named)) return named
    console.error(`DOORWARD_CHROMIUM names ${named}, which does not exist.`)
    process.exit(2)
  }
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const windows = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
  return [
    ...(process.platform === 'win32'
      ? []
      : folders.flatMap((folder) => names.map((name) => join(folder, name)))),
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...windows
      .filter((folder) => folder)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]),
  ].find((path) => existsSync(path))
}

/** Installs a browser on a Debian of which we are root; elsewhere says what to do. */
function installBrowser() {
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (mayInstall) {
    heading('Browser')
    console.log('No browser was found; chromium is being installed.')
    const options = { stdio: ['ignore', 'ignore', 'inherit'] }
    const quiet = { ...options, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    const packages = ['chromium', 'fonts-dejavu-core']
    spawnSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], quiet)
    const installed = findBrowser()
    if (installed) return installed
  }
  console.log(
    'No browser was found, so the tests in a browser are skipped. Install Chromium or Chrome, or name one with DOORWARD_CHROMIUM.',
  )
  return undefined
}
