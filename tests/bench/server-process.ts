import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readMemoryMiB } from '#support/process-size.ts'

/** A server in a process of its own, as a load needs to know it. */
export interface ServerProcess {
  readonly name: string
  readonly url: string
  /** What the process has computed so far, in microseconds of one core; NaN where /proc is missing. */
  cpuMicroseconds(): number
  memoryMiB(): number
  stop(): Promise<void>
}

export interface Command {
  readonly name: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const READY = /ready url=(\S+)/
/** Linux counts processor time in hundredths of a second. */
const MICROSECONDS_PER_TICK = 10_000

/** Starts a Node program and waits until it prints where it listens. */
export async function startServerProcess({ name, args, env }: Command): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const exited = new Promise<void>((resolve) => child.on('close', () => resolve()))
  child.stderr.on('data', (text) => {
    output.stderr = `${output.stderr}${text}`.slice(-4000)
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output.stdout += text
      const ready = READY.exec(output.stdout)
      if (ready?.[1]) resolve(ready[1])
    })
    void exited.then(() => reject(new Error(`${name} did not start: ${output.stderr}`)))
  })
  return {
    name,
    url,
    cpuMicroseconds: () => readCpu(child.pid),
    memoryMiB: () => readMemoryMiB(child.pid),
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** User and system time of all threads: fields 14 and 15 of proc(5)'s stat, counted after the name. */
function readCpu(pid: number | undefined): number {
  const fields = readProc(pid, 'stat')?.split(') ')[1]?.split(' ')
  return fields ? (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK : Number.NaN
}

function readProc(pid: number | undefined, file: string): string | undefined {
  return process.platform === 'linux' ? readFileSync(`/proc/${pid}/${file}`, 'utf8') : undefined
}
