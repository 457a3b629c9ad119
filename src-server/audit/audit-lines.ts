import type { FileHandle } from 'node:fs/promises'
import type { OpenedFile } from './audit-files.ts'

const CHUNK_BYTES = 65_536
const LINE_BREAK = 10

/** Reads lines from the first to the last, each with its line break, a chunk at a time. */
export async function* readLines({ handle, bytes }: OpenedFile): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for (let position = 0; position < bytes; position += CHUNK_BYTES) {
    const chunk = await readAt(handle, position, Math.min(CHUNK_BYTES, bytes - position))
    const read = Buffer.concat([rest, chunk])
    const end = read.lastIndexOf(LINE_BREAK) + 1
    yield* splitLines(read.subarray(0, end))
    rest = read.subarray(end)
  }
  if (rest.length > 0) yield rest
}

/** Reads lines from the last to the first, each with its line break, a chunk at a time. */
export async function* readLinesBackward({ handle, bytes }: OpenedFile): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for (let end = bytes; end > 0; end -= CHUNK_BYTES) {
    const start = Math.max(0, end - CHUNK_BYTES)
    const read = Buffer.concat([await readAt(handle, start, end - start), rest])
    // The first line of what was read may have begun before it.
    const keep = start === 0 ? 0 : read.indexOf(LINE_BREAK) + 1
    const isInsideLine = start > 0 && keep === 0
    if (!isInsideLine) yield* splitLines(read.subarray(keep)).toReversed()
    rest = isInsideLine ? read : read.subarray(0, keep)
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const chunk = Buffer.alloc(length)
  const { bytesRead } = await handle.read(chunk, 0, length, position)
  return chunk.subarray(0, bytesRead)
}

function splitLines(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LINE_BREAK, start)
    const end = found === -1 ? bytes.length : found + 1
    lines.push(bytes.subarray(start, end))
    start = end
  }
  return lines
}
