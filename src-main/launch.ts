import { join, resolve } from 'node:path'
import { readEnvironment } from './environment.ts'
import { isExplained } from './exit-codes.ts'
import { findElectron } from './find-electron.ts'
import { hasDisplay } from './has-display.ts'
import { installElectron } from './install-electron.ts'
import { runChild, toExitCode } from './run-child.ts'

const DOWNLOAD_SECONDS = 180
const EARLY_SECONDS = 5

const here = import.meta.dirname
const { ELECTRON_RUN_AS_NODE: _, ...environment } = readEnvironment() // terminals of editors leak it
const { web, noDownload, passedOn } = readFlags(process.argv.slice(2))

process.exitCode = await launch()

/** Opens the desktop app, or says in one line why not and starts the headless server. */
async function launch(): Promise<number> {
  if (web) return runHeadless()
  if (!hasDisplay(process.platform, environment)) {
    return runHeadless('There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)')
  }
  const electron = await obtainElectron()
  return 'path' in electron ? runDesktop(electron.path) : runHeadless(electron.reason)
}

type Obtained = { readonly path: string } | { readonly reason: string }

async function obtainElectron(): Promise<Obtained> {
  const found = find()
  if (found.kind === 'binary') return found
  if (found.kind === 'missing') return { reason: `Electron cannot be started: ${found.reason}` }
  if (noDownload) return { reason: 'Electron has not been downloaded (--no-download)' }

  say('Downloading Electron, once …')
  const limits = { environment, limitSeconds: DOWNLOAD_SECONDS }
  const installation = await installElectron({ script: found.script, ...limits })
  if (!installation.installed) {
    return { reason: `Electron could not be downloaded (${installation.reason})` }
  }
  const installed = find()
  return installed.kind === 'binary'
    ? installed
    : { reason: 'Electron was downloaded, but its binary is not there' }
}

function find() {
  const overrideDirectory = environment.ELECTRON_OVERRIDE_DIST_PATH
  return findElectron({
    from: join(here, 'launch.js'),
    platform: process.platform,
    overrideDirectory,
  })
}

async function runDesktop(binary: string): Promise<number> {
  const ended = await runChild({
    command: binary,
    args: [resolve(here, '../..'), ...passedOn],
    environment,
  })
  const failed = ended.code !== 0 && !ended.stopped && !isExplained(ended.code)
  if (!failed || ended.seconds > EARLY_SECONDS) return toExitCode(ended)

  const how = ended.problem ?? ended.signal ?? `exit code ${ended.code}`
  return runHeadless(`Electron ended at once (${how}; see "Electron does not start" in README.md)`)
}

async function runHeadless(reason?: string): Promise<number> {
  if (reason !== undefined) say(`${reason}, so the headless server is started instead.`)
  const args = [join(here, 'headless.js'), '--sign-in-link', ...passedOn]
  return toExitCode(await runChild({ command: process.execPath, args, environment }))
}

function readFlags(args: readonly string[]) {
  const own = ['--web', '--no-download']
  return {
    web: args.includes('--web'),
    noDownload: args.includes('--no-download'),
    passedOn: args.filter((arg) => !own.includes(arg)),
  }
}

/** Writes to stderr: scripts read the server's ready line from stdout. */
function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
