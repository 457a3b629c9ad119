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

/** The name that a file gets when it is full. */
export function toFinishedFile(directory: string, firstSequence: number): string {
  return join(directory, `audit-${String(firstSequence).padStart(12, '0')}.jsonl`)
}

/** Lists the files that are full, oldest first. */
export async function listFinishedFiles(directory: string): Promise<readonly AuditFile[]> {
  const finished = (await readdir(directory)).flatMap((name) => {
    const match = FINISHED.exec(name)
    return match ? [{ path: join(directory, name), firstSequence: Number(match[1]) }] : []
  })
  return finished.toSorted((one, other) => one.firstSequence - other.firstSequence)
}

/** Lists the files of the log, oldest first; the one that is written comes last. */
export async function listAuditFiles(directory: string): Promise<readonly AuditFile[]> {
  const current = { path: join(directory, CURRENT), firstSequence: Number.POSITIVE_INFINITY }
  return [...(await listFinishedFiles(directory)), current]
}
