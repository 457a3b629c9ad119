import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Why it could not even be started. */
  readonly problem?: string
  /** We were asked to stop, so the end is not the child's own doing. */
  readonly stopped: boolean
  readonly seconds: number
}

interface ChildOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Runs a program in our place: our terminal is its terminal, and our signals go on to it. */
export function runChild({ command, args, environment }: ChildOptions): Promise<Ended> {
  const started = performance.now()
  const child = spawn(command, args, { env: environment, stdio: 'inherit' })
  const forwarding = forwardSignals(child)

  return new Promise((resolve) => {
    const end = (how: Pick<Ended, 'code' | 'signal' | 'problem'>) =>
      resolve({
        ...how,
        stopped: forwarding.end(),
        seconds: (performance.now() - started) / 1000,
      })
    child.on('error', (cause) => end({ code: null, signal: null, problem: cause.message }))
    child.on('exit', (code, signal) => end({ code, signal }))
  })
}

/** Gives the code that a shell would show for that end. */
export function toExitCode({ code, signal }: Ended): number {
  if (code !== null) return code
  return signal === null ? 1 : 128 + constants.signals[signal]
}

/** Passes signals on until `end`, which tells whether there was one. */
function forwardSignals(child: ChildProcess) {
  const state = { stopped: false }
  const forward = (signal: NodeJS.Signals) => {
    state.stopped = true
    // A terminal sends Ctrl-C and its own end to the child as well, and the second signal would
    // kill the child before it has finished.
    const alreadyThere = signal !== 'SIGTERM' && process.stdin.isTTY
    if (!alreadyThere) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, forward)
  return {
    end(): boolean {
      for (const signal of signals) process.off(signal, forward)
      return state.stopped
    },
  }
}
