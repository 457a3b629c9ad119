import { hostname } from 'node:os'
import type { Files } from './files.ts'
import type { LockHolder } from './store-errors.ts'

/** Describes this process well enough that a later one can tell whether it still runs. */
export async function describeThisProcess(
  files: Files,
  what: string,
  now: number,
): Promise<LockHolder> {
  return {
    pid: process.pid,
    startedAt: (await findProcess(files, process.pid))?.startedAt,
    host: hostname(),
    what,
    since: new Date(now).toISOString(),
  }
}

/** Tells whether a holder still runs; where that cannot be seen, it counts as running. */
export async function isRunning(files: Files, holder: LockHolder): Promise<boolean> {
  if (!isSameHost(holder.host)) return true
  if (!canBeSignalled(holder.pid)) return false
  const found = await findProcess(files, holder.pid)
  if (!found) return true
  if (found.hasEnded) return false
  return holder.startedAt === undefined || holder.startedAt === found.startedAt
}

/** Compares without the domain, which follows the network that a laptop is in. */
export function isSameHost(host: string): boolean {
  const [one] = host.toLowerCase().split('.')
  const [other] = hostname().toLowerCase().split('.')
  return one === other
}

function canBeSignalled(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // somebody else's
  }
}

/** Reads Linux' own record of a process; undefined elsewhere. */
async function findProcess(files: Files, pid: number) {
  try {
    const [stat, boot] = await Promise.all([
      files.readFile(`/proc/${pid}/stat`),
      files.readFile('/proc/sys/kernel/random/boot_id'),
    ])
    // proc(5): the name may hold spaces, so count from behind it; state is field 3, start field 22.
    const fields = stat.toString().split(') ').at(-1)?.split(' ') ?? []
    const hasEnded = fields[0] === 'Z' || fields[0] === 'X'
    return { startedAt: `${boot.toString().trim()}/${fields[19]}`, hasEnded }
  } catch {
    return undefined
  }
}
