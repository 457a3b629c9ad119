import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findErrorCode } from '#server/store/files.ts'

const CURRENT = 'audit.jsonl'
const FINISHED = /^audit-(\d{12})\.jsonl$/

/** One file of the log; files follow each other by the number of their first event. */
export interface AuditFile {
  readonly path: string
  readonly firstSequence: number
}

/** The file that is still written, and how much of it is whole lines. */
export interface CurrentFile extends AuditFile {
  readonly bytes: number
  /** Where it is found once it is finished, which may be while somebody reads it. */
  readonly finishedPath: string
}

/** The name that a file gets when it is full. */
function toFinishedFile(directory: string, firstSequence: number): string {
  return join(directory, `audit-${String(firstSequence).padStart(12, '0')}.jsonl`)
}

/** Describes the file that is written. */
export function toCurrentFile(
  directory: string,
  firstSequence: number,
  bytes: number,
): CurrentFile {
  const finishedPath = toFinishedFile(directory, firstSequence)
  return { path: join(directory, CURRENT), firstSequence, bytes, finishedPath }
}

/** Lists the files that are full, oldest first. */
export async function listFinishedFiles(directory: string): Promise<readonly AuditFile[]> {
  const finished = (await readdir(directory)).flatMap((name) => {
    const match = FINISHED.exec(name)
    return match ? [{ path: join(directory, name), firstSequence: Number(match[1]) }] : []
  })
  return finished.toSorted((one, other) => one.firstSequence - other.firstSequence)
}

/** Lists the files of the log, oldest first, as they were when `current` was the one written. */
export async function listAuditFiles(
  directory: string,
  current: CurrentFile,
): Promise<readonly (AuditFile | CurrentFile)[]> {
  const finished = await listFinishedFiles(directory)
  const before = finished.filter((file) => file.firstSequence < current.firstSequence)
  return current.bytes === 0 ? before : [...before, current]
}

/** A file that can be read, and how much of it belongs to the log. */
export interface OpenedFile {
  readonly handle: FileHandle
  readonly bytes: number
}

/** Opens a file of the log, also when it was finished since it was listed; undefined when it is gone. */
export async function openAuditFile(
  file: AuditFile | CurrentFile,
): Promise<OpenedFile | undefined> {
  const first = await openIfThere(file.path)
  // Asked second: a name that is there now tells that the first one may be a newer file's.
  const finished = 'finishedPath' in file ? await openIfThere(file.finishedPath) : undefined
  if (finished) await first?.close()
  const handle = finished ?? first
  if (!handle) return undefined
  const { size } = await handle.stat()
  return { handle, bytes: 'bytes' in file ? Math.min(size, file.bytes) : size }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (findErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
