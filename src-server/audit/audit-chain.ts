import { createHash } from 'node:crypto'
import { z } from 'zod'
import { StartError } from '#server/errors.ts'
import { FILE_MODE, type Files, type OpenFile } from '#server/store/files.ts'
import type { AuditFile } from './audit-files.ts'

/** What the first event of a log names as the hash before it. */
export const GENESIS = '0'.repeat(64)

/** Larger than any event, so the last whole line is always inside. */
const TAIL_BYTES = 262_144

export interface ChainEnd {
  readonly sequence: number
  readonly hash: string
  /** Bytes up to the end of the last whole line. */
  readonly size: number
}

const ChainLink = z.looseObject({
  sequence: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

/** Writes an event as one line; its hash covers the event, its number and the hash before. */
export function toLine(
  sequence: number,
  previous: string,
  event: object,
): { readonly line: string; readonly hash: string } {
  const body = JSON.stringify({ sequence, previous, ...event })
  const hash = createHash('sha256').update(body).digest('hex')
  return { line: `${body.slice(0, -1)},"hash":"${hash}"}\n`, hash }
}

/**
 * Finds where the log goes on. When the current file is still empty, that is behind the file
 * before it.
 */
export async function findChainEnd(
  current: { readonly handle: OpenFile; readonly path: string },
  finished: readonly AuditFile[],
  files: Files,
  onTornLine: (message: string) => void,
): Promise<ChainEnd & { readonly firstSequence: number }> {
  const end = await resumeChain(current.handle, current.path, onTornLine)
  if (end.sequence > 0) return { ...end, firstSequence: await readFirstSequence(current.handle) }

  const previous = finished.at(-1)
  if (!previous) return { ...end, firstSequence: 1 }
  const handle = await files.open(previous.path, 'r+', FILE_MODE)
  try {
    const last = await resumeChain(handle, previous.path, onTornLine)
    return { ...last, size: end.size, firstSequence: last.sequence + 1 }
  } finally {
    await handle.close()
  }
}

async function readFirstSequence(handle: OpenFile): Promise<number> {
  const head = Buffer.alloc(64)
  await handle.read(head, 0, head.length, 0)
  return Number(/^\{"sequence":(\d+),/.exec(head.toString('utf8'))?.[1] ?? 1)
}

/**
 * Finds where a log ends, cutting off a last line that a crash left half-written; throws a
 * `StartError` when the line before it is damaged, because nothing could be chained to it.
 */
export async function resumeChain(
  handle: OpenFile,
  file: string,
  onTornLine: (message: string) => void,
): Promise<ChainEnd> {
  const { size } = await handle.stat()
  const tail = await readTail(handle, size)
  const end = tail.lastIndexOf('\n') + 1
  const torn = tail.length - end
  const link = torn === size ? { sequence: 0, hash: GENESIS } : readLink(tail.subarray(0, end))
  if (!link) throw damaged(file)

  if (torn > 0) {
    onTornLine(`The audit log ended in half a line of ${torn} bytes, which was cut off.`)
    await handle.truncate(size - torn)
  }
  return { sequence: link.sequence, hash: link.hash, size: size - torn }
}

/** Reads the last of some whole lines; undefined when it is not an event of ours. */
function readLink(lines: Buffer): z.infer<typeof ChainLink> | undefined {
  const text = lines.toString('utf8').slice(0, -1)
  try {
    return ChainLink.safeParse(JSON.parse(text.slice(text.lastIndexOf('\n') + 1))).data
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

async function readTail(handle: OpenFile, size: number): Promise<Buffer> {
  const length = Math.min(size, TAIL_BYTES)
  const tail = Buffer.alloc(length)
  await handle.read(tail, 0, length, size - length)
  return tail
}
