import { type FileHandle, open } from 'node:fs/promises'
import type { AuditFile } from './audit-files.ts'

const CHUNK_BYTES = 65_536
const LINE_BREAK = 10

/** A line of the log with the number of its event. */
export interface NumberedLine {
  readonly sequence: number
  readonly text: string
}

/** Reads the lines of the log from the newest to the oldest, or from before an event on. */
export async function* readBackward(
  files: readonly AuditFile[],
  beforeSequence = Number.POSITIVE_INFINITY,
): AsyncGenerator<NumberedLine> {
  for (const [index, file] of [...files.entries()].toReversed()) {
    // The file that is written has no number yet, but the one before it tells where it begins.
    const startsLater = index > 0 && file.firstSequence !== Number.POSITIVE_INFINITY
    if (startsLater && file.firstSequence >= beforeSequence) continue
    const handle = await open(file.path, 'r')
    try {
      for await (const text of readLinesBackward(handle)) {
        const sequence = sequenceOf(text)
        if (sequence < beforeSequence) yield { sequence, text }
      }
    } finally {
      await handle.close()
    }
  }
}

/** Reads the lines of a file from its end, a chunk at a time. */
async function* readLinesBackward(handle: FileHandle): AsyncGenerator<string> {
  let position = (await handle.stat()).size
  let rest: Buffer = Buffer.alloc(0)
  while (position > 0) {
    const length = Math.min(CHUNK_BYTES, position)
    position -= length
    const chunk = Buffer.alloc(length)
    await handle.read(chunk, 0, length, position)
    rest = Buffer.concat([chunk, rest])
    // The first line of what was read may have begun before it.
    const keep = position === 0 ? 0 : rest.indexOf(LINE_BREAK) + 1
    if (position > 0 && keep === 0) continue
    const lines = rest.toString('utf8', keep).split('\n')
    for (const line of lines.toReversed()) if (line !== '') yield line
    rest = rest.subarray(0, keep)
  }
}

/** Every line begins with its number, so that skipping one costs no parsing. */
function sequenceOf(text: string): number {
  return Number(/^\{"sequence":(\d+),/.exec(text)?.[1] ?? Number.NaN)
}
