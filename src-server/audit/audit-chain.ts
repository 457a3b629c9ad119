import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { OpenFile } from '#server/store/files.ts'

/** What the first event of a log names as the hash before it. */
const GENESIS = '0'.repeat(64)

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

/** Finds where a log ends, cutting off a last line that a crash left half-written. */
export async function resumeChain(
  handle: OpenFile,
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

async function readTail(handle: OpenFile, size: number): Promise<Buffer> {
  const length = Math.min(size, TAIL_BYTES)
  const tail = Buffer.alloc(length)
  await handle.read(tail, 0, length, size - length)
  return tail
}
