// Runs everything that `npm test` promises, and stops at the first thing that fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const tool = (...path) => join(root, 'node_modules', ...path)

const steps = [
  ['Lint', [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.']],
  ['Types', [tool('typescript', 'bin', 'tsc'), '--noEmit']],
  ['Build', [tool('electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn']],
  ['Tests', [tool('vitest', 'vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts']],
]

const browser = findBrowser() ?? installBrowser()
const env = { ...process.env, ...(browser ? { DOORWARD_CHROMIUM: browser } : {}) }

for (const [name, command] of steps) {
  heading(name)
  const { status, error } = spawnSync(process.execPath, command, {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  if (error) console.error(`${name} could not be run: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
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
