import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const CURRENT = 'audit.jsonl'
const FINISHED = /^audit-(\d{12})\.jsonl$/

/** One file of the log; files follow each other by the number of their first event. */
export interface AuditFile {
  readonly path: string
  /** The number of the file's first event; infinite for the one that is still written. */
  readonly firstSequence: number
}

/** The file that events are appended to. */
export function toCurrentFile(directory: string): string {
  return join(directory, CURRENT)
}

/** The name that a file gets when it is full. */
export function toFinishedFile(directory: string, firstSequence: number): string {
  return join(directory, `audit-${String(firstSequence).padStart(12, '0')}.jsonl`)
}

/** Lists the files of the log, oldest first; the one that is written comes last. */
export async function listAuditFiles(directory: string): Promise<readonly AuditFile[]> {
  const names = await readdir(directory)
  const finished = names.flatMap((name) => {
    const match = FINISHED.exec(name)
    return match ? [{ path: join(directory, name), firstSequence: Number(match[1]) }] : []
  })
  const inOrder = finished.toSorted((one, other) => one.firstSequence - other.firstSequence)
  const current = { path: toCurrentFile(directory), firstSequence: Number.POSITIVE_INFINITY }
  return names.includes(CURRENT) ? [...inOrder, current] : inOrder
}
