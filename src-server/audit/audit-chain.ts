import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
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

const ChainLink = z.looseObject({ sequence: z.number().int(), hash: z.string() })

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
 * Finds where a log ends, cutting off a last line that a crash left half-written. When the current
 * file is still empty the chain goes on from the file before it.
 */
export async function findChainEnd(
  current: FileHandle,
  files: readonly AuditFile[],
  onTornLine: (message: string) => void,
): Promise<ChainEnd & { readonly firstSequence: number }> {
  const end = await resumeChain(current, onTornLine)
  if (end.sequence > 0) return { ...end, firstSequence: await readFirstSequence(current) }

  const previous = files.findLast((file) => Number.isFinite(file.firstSequence))
  if (!previous) return { ...end, firstSequence: 1 }
  const handle = await open(previous.path, 'r+')
  try {
    const last = await resumeChain(handle, onTornLine)
    return { ...last, size: end.size, firstSequence: last.sequence + 1 }
  } finally {
    await handle.close()
  }
}

async function readFirstSequence(handle: FileHandle): Promise<number> {
  const head = Buffer.alloc(64)
  await handle.read(head, 0, head.length, 0)
  return Number(/^\{"sequence":(\d+),/.exec(head.toString('utf8'))?.[1] ?? 1)
}

async function resumeChain(
  handle: FileHandle,
  onTornLine: (message: string) => void,
): Promise<ChainEnd> {
  const { size } = await handle.stat()
  if (size === 0) return { sequence: 0, hash: GENESIS, size: 0 }

  const tail = await readTail(handle, size)
  const lastBreak = tail.lastIndexOf('\n')
  const torn = tail.length - lastBreak - 1
  if (torn > 0) {
    onTornLine(`The audit log ended in half a line of ${torn} bytes, which was cut off.`)
    await handle.truncate(size - torn)
  }
  const lastLine = tail.subarray(tail.lastIndexOf('\n', lastBreak - 1) + 1, Math.max(0, lastBreak))
  if (lastLine.length === 0) return { sequence: 0, hash: GENESIS, size: size - torn }
  const end = ChainLink.parse(JSON.parse(lastLine.toString('utf8')))
  return { sequence: end.sequence, hash: end.hash, size: size - torn }
}

async function readTail(handle: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, TAIL_BYTES)
  const tail = Buffer.alloc(length)
  await handle.read(tail, 0, length, size - length)
  return tail
}
