import type { HeadlessProcess } from '#support/headless-process.ts'
import type { Random } from '#support/random.ts'

/** What is done to the disk under a running server; `break-things.mjs` carries it out. */
interface DiskFault {
  readonly operation: 'write' | 'datasync' | 'sync' | 'truncate' | 'rename' | 'open' | 'unlink'
  /** Matches the names of the files that it happens to. */
  readonly file: string
  readonly code?: 'EIO' | 'ENOSPC'
  readonly delayMs?: number
}

const JOURNAL = '^journal-'
const AUDIT = '^audit'
const ANY = '^(journal-|audit|attempts|doorward)'

const diskFaults = {
  'journal: disk full in the middle of a write': file('write', JOURNAL, 'ENOSPC'),
  'journal: write fails': file('write', JOURNAL, 'EIO'),
  'journal: fsync fails': file('datasync', JOURNAL, 'EIO'),
  'journal: what a failed write left cannot be cut off': file('truncate', JOURNAL, 'EIO'),
  'audit log: disk full in the middle of a write': file('write', AUDIT, 'ENOSPC'),
  'audit log: write fails': file('write', AUDIT, 'EIO'),
  'audit log: fsync fails': file('datasync', AUDIT, 'EIO'),
  'attempts: write fails': file('write', '^attempts', 'EIO'),
  'slow fsync': { operation: 'datasync', file: ANY, delayMs: 30 },
  'slow write': { operation: 'write', file: ANY, delayMs: 20 },
} as const satisfies Record<string, DiskFault>

/** What can only go wrong while a snapshot is written, which a clean stop does. */
const snapshotFaults = {
  'snapshot: write fails': file('write', '^doorward\\.json', 'ENOSPC'),
  'snapshot: fsync fails': file('sync', '^doorward\\.json', 'EIO'),
  'snapshot: rename fails': file('rename', '^doorward\\.json', 'EIO'),
  'snapshot: open fails': file('open', '^doorward\\.json', 'EIO'),
} as const satisfies Record<string, DiskFault>

type DiskFaultName = keyof typeof diskFaults | keyof typeof snapshotFaults

function file<const Operation extends DiskFault['operation']>(
  operation: Operation,
  name: string,
  code: 'EIO' | 'ENOSPC',
) {
  return { operation, file: name, code }
}

/** Breaks the disk a few times in one of the ways that a running server may meet. */
export function breakDisk(server: HeadlessProcess, random: Random): void {
  const names = Object.keys(diskFaults) as (keyof typeof diskFaults)[]
  const name = random.pick(names)
  order(server, name, diskFaults[name], 1 + random.below(6))
  // Only what failed to be written is ever cut off.
  if (name.includes('cut off')) order(server, name, diskFaults['journal: write fails'], 1)
}

/** Lets the snapshot of a clean stop fail. */
export function breakSnapshot(server: HeadlessProcess, random: Random): void {
  const names = Object.keys(snapshotFaults) as (keyof typeof snapshotFaults)[]
  const name = random.pick(names)
  order(server, name, snapshotFaults[name], 1)
}

/** Moves the server's clock, by up to two hours in either direction. */
export function moveClock(server: HeadlessProcess, random: Random): void {
  const offsetMs = Math.round((random.next() - 0.5) * 2 * 2 * 3_600_000)
  server.send({ kind: 'clock', offsetMs })
}

/** Lets the disk work and the clock be right again. */
export function heal(server: HeadlessProcess): void {
  server.send({ kind: 'heal' })
  server.send({ kind: 'clock', offsetMs: 0 })
}

function order(
  server: HeadlessProcess,
  fault: DiskFaultName,
  what: DiskFault,
  count: number,
): void {
  server.send({ kind: 'disk', fault, count, ...what })
}
