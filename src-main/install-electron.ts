import { spawn } from 'node:child_process'

export type Installation =
  | { readonly installed: true }
  | { readonly installed: false; readonly reason: string }

interface InstallOptions {
  readonly script: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Its own limit, because a network that swallows packets would hang the script for ever. */
  readonly limitSeconds: number
}

/** Runs Electron's own download script; a failure comes back as one short reason. */
export function installElectron(options: InstallOptions): Promise<Installation> {
  const { script, environment, limitSeconds } = options
  const child = spawn(process.execPath, [script], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limitSeconds * 1000,
    killSignal: 'SIGKILL',
  })
  const output: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))

  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ installed: false, reason })
    child.on('error', (cause) => fail(cause.message))
    child.on('close', (code, signal) => {
      if (code === 0) return resolve({ installed: true })
      if (signal !== null) return fail(`no answer within ${limitSeconds} s`)
      fail(findErrorLine(Buffer.concat(output).toString('utf8')) ?? `exit code ${code}`)
    })
  })
}

/** Finds the line that names the error, such as "TypeError: fetch failed". */
function findErrorLine(output: string): string | undefined {
  const line = output.split('\n').find((text) => /^\s*\w*Error(?: \[\w+\])?: \S/.test(text))
  return line?.trim().slice(0, 200)
}
