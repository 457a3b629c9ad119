import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { FILE_MODE, type Files, findErrorCode, type OpenFile } from './files.ts'

const RENAME_ATTEMPTS = 10
const BLOCK_BYTES = 256 * 1024
const NEW_LINE = 10

/** Writes every byte: continues after a short write, fails if the file system takes no more. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, start: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done)
    if (bytesWritten === 0) throw new Error('the file system accepted no more bytes')
    done += bytesWritten
  }
}

/** Writes a complete, fsynced file beside `path` and returns its temporary name; leaves none on failure. */
export async function writeTemporary(
  files: Files,
  path: string,
  write: (file: OpenFile) => Promise<number>,
): Promise<string> {
  const temporary = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`
  try {
    await writeAndCheck(await files.open(temporary, 'wx', FILE_MODE), write)
    return temporary
  } catch (error) {
    await unlinkIfThere(files, temporary).catch(() => undefined) // the next start sweeps it
    throw error
  }
}

/** Creates or replaces a file so that it is there as a whole and durably, or not at all. */
export async function createFile(
  files: Files,
  path: string,
  write: (file: OpenFile) => Promise<number>,
): Promise<void> {
  const temporary = await writeTemporary(files, path, write)
  try {
    await moveFile(files, temporary, path)
  } catch (error) {
    await unlinkIfThere(files, temporary).catch(() => undefined) // the next start sweeps it
    throw error
  }
  await files.syncDirectory(dirname(path))
}

/** Opens a file for reading and for writing anywhere in it, and creates it where there is none. */
export async function openForUpdate(files: Files, path: string): Promise<OpenFile> {
  try {
    return await files.open(path, 'r+', FILE_MODE)
  } catch (error) {
    if (findErrorCode(error) !== 'ENOENT') throw error
  }
  return files.open(path, 'wx+', FILE_MODE)
}

/** Renames a file; waits a little for a virus scanner or a backup to let go of it. */
export async function moveFile(files: Files, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await files.rename(from, to)
      return
    } catch (error) {
      if (attempt === RENAME_ATTEMPTS || !isBusy(error)) throw error
      await wait(attempt * 10)
    }
  }
}

export async function unlinkIfThere(files: Files, path: string): Promise<void> {
  try {
    await files.unlink(path)
  } catch (error) {
    if (findErrorCode(error) !== 'ENOENT') throw error
  }
}

/** Writes a time so that it may stand in a file's name on every system. */
export function toFileTime(time: number): string {
  return new Date(time).toISOString().replace(/[:.]/g, '-')
}

/** Reads a file in blocks that end with a line; an unterminated last line is a block of its own. */
export async function* readLineBlocks(file: OpenFile): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for (let position = 0; ; ) {
    const chunk = Buffer.allocUnsafe(BLOCK_BYTES)
    const { bytesRead } = await file.read(chunk, 0, BLOCK_BYTES, position)
    if (bytesRead === 0) break
    position += bytesRead
    const block = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    const end = block.lastIndexOf(NEW_LINE) + 1
    if (end > 0) yield block.subarray(0, end)
    rest = block.subarray(end)
  }
  if (rest.length > 0) yield rest
}

async function writeAndCheck(file: OpenFile, write: (file: OpenFile) => Promise<number>) {
  try {
    const expected = await write(file)
    await file.sync()
    const { size } = await file.stat()
    if (size !== expected) throw new Error(`expected a file of ${expected} bytes, got ${size}`)
  } finally {
    await file.close()
  }
}

function isBusy(error: unknown): boolean {
  return ['EPERM', 'EACCES', 'EBUSY'].includes(findErrorCode(error) ?? '')
}
