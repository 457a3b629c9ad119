import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Load {
  readonly url: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  readonly seconds: number
  readonly connections?: number
  readonly requestsPerSecond?: number
}

export interface LoadResult {
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests that got no answer. */
  readonly failed: number
  readonly count: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

const CONNECTIONS = 50

/** Loads a server from another process, over connections that are kept, whatever it answers. */
export async function runLoad(load: Load, root: string): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(root, 'tests/bench/peers/load.mjs'),
    JSON.stringify({ connections: CONNECTIONS, ...load }),
  ])
  return JSON.parse(stdout) as LoadResult
}

/** Throws unless every request was answered 200: a server that refuses must not count as fast. */
export function requireAllAnswered(name: string, { statuses, failed, count }: LoadResult): void {
  if (count > 0 && failed === 0 && statuses[200] === count) return
  throw new Error(`${name} did not answer every request: ${JSON.stringify({ statuses, failed })}`)
}
