import { createHash } from 'node:crypto'
import { readLineBlocks, writeAll } from './durable-file.ts'
import { FILE_MODE, type Files, findErrorCode, type OpenFile } from './files.ts'
import {
  decodeSnapshotFooter,
  decodeSnapshotHeader,
  encodeSnapshotFooter,
  encodeSnapshotLines,
  SnapshotDecoder,
  type SnapshotHeader,
  type SnapshotImage,
} from './snapshot-format.ts'
import { SnapshotDamagedError } from './store-errors.ts'

const SLICE_LENGTH = 128 * 1024
const NEW_LINE = 10

/** A snapshot as read, with the size of its file. */
export interface ReadSnapshot {
  readonly image: SnapshotImage
  readonly bytes: number
}

/** Reads a snapshot block by block; undefined if there is none, `SnapshotDamagedError` if it is not whole. */
export async function readSnapshot(files: Files, path: string): Promise<ReadSnapshot | undefined> {
  const decoder = new SnapshotDecoder(path)
  const bytes = await readChecked(files, path, (block) => decoder.add(block.toString()))
  return bytes === undefined ? undefined : { image: decoder.finish(), bytes }
}

/** Reads a snapshot only to see whether it is whole, and returns its header; undefined if there is none. */
export async function verifySnapshot(
  files: Files,
  path: string,
): Promise<SnapshotHeader | undefined> {
  let header: SnapshotHeader | undefined
  await readChecked(files, path, (block) => {
    header ??= decodeSnapshotHeader(block.toString('utf8', 0, block.indexOf(NEW_LINE)))
  })
  return header
}

/** Writes a snapshot in slices between which other work goes on; returns its size. */
export async function writeSnapshot(file: OpenFile, image: SnapshotImage): Promise<number> {
  const sum = createHash('sha256')
  let position = 0
  for (const slice of toSlices(encodeSnapshotLines(image))) {
    const bytes = Buffer.from(slice)
    sum.update(bytes)
    await writeAll(file, bytes, position)
    position += bytes.length
  }
  const footer = Buffer.from(encodeSnapshotFooter(sum.digest('hex')))
  await writeAll(file, footer, position)
  return position + footer.length
}

function* toSlices(lines: Iterable<string>): Generator<string> {
  let slice = ''
  for (const line of lines) {
    slice += line
    if (slice.length < SLICE_LENGTH) continue
    yield slice
    slice = ''
  }
  yield slice
}

async function readChecked(files: Files, path: string, onBlock: (lines: Buffer) => void) {
  const file = await openIfThere(files, path)
  if (!file) return undefined
  try {
    return await checkBlocks(path, readLineBlocks(file), onBlock)
  } finally {
    await file.close()
  }
}

/** Passes on all lines but the last, which must hold the sum of the others; returns the size. */
async function checkBlocks(
  path: string,
  blocks: AsyncIterable<Buffer>,
  onBlock: (lines: Buffer) => void,
): Promise<number> {
  const sum = createHash('sha256')
  const pass = (block: Buffer) => {
    sum.update(block)
    onBlock(block)
    return block.length
  }

  let size = 0
  let held: Buffer = Buffer.alloc(0)
  for await (const block of blocks) {
    size += pass(held)
    held = block
  }
  const footerAt = held.subarray(0, -1).lastIndexOf(NEW_LINE) + 1
  pass(held.subarray(0, footerAt))
  if (decodeSnapshotFooter(held.toString('utf8', footerAt)) !== sum.digest('hex')) {
    throw new SnapshotDamagedError(path, 'its checksum does not fit its contents')
  }
  return size + held.length
}

async function openIfThere(files: Files, path: string): Promise<OpenFile | undefined> {
  try {
    return await files.open(path, 'r', FILE_MODE)
  } catch (error) {
    if (findErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
