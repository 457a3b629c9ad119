import { z } from 'zod'
import { StartError } from '#server/errors.ts'
import { FILE_MODE, type Files, type OpenFile } from '#server/store/files.ts'
import { findSequence, GENESIS, type Link } from './audit-chain.ts'
import type { AuditFile } from './audit-files.ts'

/** Nearly every event is smaller; a larger one is read in further steps. */
const TAIL_BYTES = 262_144

/** Where a log goes on. */
export interface ChainEnd {
  readonly link: Link
  /** Bytes of the current file up to the end of its last whole line. */
  readonly bytes: number
  /** The number of the current file's first event. */
  readonly firstSequence: number
}

const WrittenLink = z.looseObject({
  sequence: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

/**
 * Finds where the log goes on. When the current file is still empty, that is behind the file
 * before it.
 */
export async function findChainEnd(
  current: { readonly handle: OpenFile; readonly path: string },
  finished: readonly AuditFile[],
  files: Files,
  onTornLine: (message: string) => void,
): Promise<ChainEnd> {
  const { link, bytes } = await resumeChain(current.handle, current.path, onTornLine)
  const previous = finished.at(-1)
  if (bytes > 0) {
    // Later than the file before, whatever became of the first line.
    const earliest = previous ? previous.firstSequence + 1 : 1
    const firstSequence = Math.max(earliest, await readFirstSequence(current.handle))
    return { link, bytes, firstSequence }
  }
  if (!previous) return { link, bytes, firstSequence: 1 }
  const handle = await files.open(previous.path, 'r+', FILE_MODE)
  try {
    const last = await resumeChain(handle, previous.path, onTornLine)
    return { link: last.link, bytes, firstSequence: last.link.sequence + 1 }
  } finally {
    await handle.close()
  }
}

async function readFirstSequence(handle: OpenFile): Promise<number> {
  const head = Buffer.alloc(128)
  await handle.read(head, 0, head.length, 0)
  return findSequence(head) ?? 1
}

/**
 * Finds where a file ends, cutting off a last line that a crash left half-written; throws a
 * `StartError` when the line before it is damaged, because nothing could be chained to it.
 */
async function resumeChain(
  handle: OpenFile,
  file: string,
  onTornLine: (message: string) => void,
): Promise<Pick<ChainEnd, 'link' | 'bytes'>> {
  const { size } = await handle.stat()
  const tail = await readTail(handle, size)
  const end = tail.lastIndexOf('\n') + 1
  const torn = tail.length - end
  if (torn > TAIL_BYTES) throw damaged(file)
  const link = torn === size ? GENESIS : readLink(tail.subarray(0, end))
  if (!link) throw damaged(file)

  if (torn > 0) {
    onTornLine(`The audit log ended in half a line of ${torn} bytes, which was cut off.`)
    await handle.truncate(size - torn)
  }
  return { link: { sequence: link.sequence, hash: link.hash }, bytes: size - torn }
}

/** Reads the last of some whole lines; undefined when it is not an event of ours. */
function readLink(lines: Buffer): Link | undefined {
  const text = lines.toString('utf8').slice(0, -1)
  try {
    return WrittenLink.safeParse(JSON.parse(text.slice(text.lastIndexOf('\n') + 1))).data
  } catch {
    // Not JSON, so no event either.
    return undefined
  }
}

function damaged(file: string): StartError {
  return new StartError(
    `The last line of the audit log ${file} is damaged, so no further event can be chained to it. Move the file aside to begin a new log, and keep it: what it holds still counts.`,
    1,
  )
}

/** Reads from the end of a file on, until its last whole line is inside. */
async function readTail(handle: OpenFile, size: number, bytes = TAIL_BYTES): Promise<Buffer> {
  const tail = Buffer.alloc(Math.min(size, bytes))
  await handle.read(tail, 0, tail.length, size - tail.length)
  const lastBreak = tail.lastIndexOf('\n')
  const isInside = lastBreak > 0 && tail.lastIndexOf('\n', lastBreak - 1) !== -1
  return isInside || tail.length === size ? tail : readTail(handle, size, bytes * 4)
}
