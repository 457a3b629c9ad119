import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { type HttpAnswer, toAnswer } from './http-answer.ts'
import { makeTempDirectory } from './temp-directory.ts'

const BUILT = resolve(import.meta.dirname, '../../out/main/headless.js')
const READY = /^doorward ready url=(\S+) issuer=(\S+) dataDir=(.+)\n/

export interface HeadlessOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Told of everything that the process sends, where something in it does. */
  readonly onMessage?: (message: unknown) => void
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface SpawnedProcess {
  readonly pid: number
  /** Everything that it wrote so far. */
  readonly output: { stdout: string; stderr: string }
  readonly exited: Promise<Exit>
  /** Sends a signal and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Exit>
  /** Only sends a signal. */
  signal(signal: NodeJS.Signals): void
  /** Sends a message to what listens in the process; nobody does unless `onMessage` was given. */
  send(message: object): void
}

export interface HeadlessProcess extends SpawnedProcess {
  readonly url: string
  readonly issuer: string
  readonly dataDirectory: string
  /** Calls the management API as the administrator; `path` begins below `/api/v1`. */
  api(method: string, path: string, body?: unknown): Promise<HttpAnswer>
  token(form: Readonly<Record<string, string>>): Promise<HttpAnswer>
}

/** Makes the environment of a server that keeps its data in a directory and takes any port. */
export function inDirectory(dataDirectory: string): Record<string, string> {
  return { DOORWARD_DATA_DIR: dataDirectory, DOORWARD_PORT: '0' }
}

/** Makes a place for data that goes when the test ends; the directory itself does not exist yet. */
export async function aDataDirectory(): Promise<string> {
  const directory = await makeTempDirectory()
  onTestFinished(() => directory.remove())
  return join(directory.path, 'data')
}

/** Starts the built server as a process of its own; it is killed when the test ends. */
export function spawnHeadless(options: HeadlessOptions): SpawnedProcess {
  const { args = [], env = {}, onMessage } = options
  if (!existsSync(BUILT)) throw new Error(`${BUILT} is missing: run "npm run build" first.`)
  const child = spawn(process.execPath, [BUILT, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', onMessage ? 'ipc' : 'ignore'],
  })
  if (onMessage) child.on('message', onMessage)
  const output = collectOutput(child)
  const exited = new Promise<Exit>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return exited
  }
  onTestFinished(async () => void (await stop('SIGKILL')))
  return {
    pid: child.pid ?? 0,
    output,
    exited,
    stop,
    signal: (signal) => void child.kill(signal),
    // What was killed meanwhile needs to hear nothing.
    send: (message) => void child.send?.(message, () => undefined),
  }
}

/** Starts the built server and waits until it says that it is ready. */
export async function startHeadless(options: HeadlessOptions): Promise<HeadlessProcess> {
  const spawned = spawnHeadless(options)
  const [, url = '', issuer = '', dataDirectory = ''] = await waitForReady(spawned)
  const token = (await readFile(join(dataDirectory, 'admin-token'), 'utf8')).trim()
  return {
    ...spawned,
    url,
    issuer,
    dataDirectory,
    api: async (method, path, body) =>
      toAnswer(
        await fetch(`${url}/api/v1${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    token: async (form) =>
      toAnswer(
        await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) }),
      ),
  }
}

/** Runs the built server where it is expected to give up by itself. */
export async function runToEnd(
  options: HeadlessOptions,
): Promise<Exit & { readonly stdout: string; readonly stderr: string }> {
  const spawned = spawnHeadless(options)
  const isReady = await waitForReady(spawned).then(
    () => true,
    () => false,
  )
  if (isReady) throw new Error('The server started, though it was expected to give up.')
  return { ...(await spawned.exited), ...spawned.output }
}

function collectOutput(child: ChildProcess) {
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  return output
}

async function waitForReady({ output, exited }: SpawnedProcess): Promise<RegExpExecArray> {
  let exit: Exit | undefined
  void exited.then((how) => {
    exit = how
  })
  for (;;) {
    const ready = READY.exec(output.stdout)
    if (ready) return ready
    if (exit) throw new Error(`The server ended with ${exit.code}: ${output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
