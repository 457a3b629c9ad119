import { unlinkIfThere, writeAll, writeTemporary } from './durable-file.ts'
import { FILE_MODE, type Files, findErrorCode, type OpenFile } from './files.ts'
import type { LockHolder } from './store-errors.ts'

/** A file that one process at a time can create. */
export interface LockFile {
  readonly files: Files
  readonly path: string
  /** What this process writes into the file; no other lock has the same. */
  readonly text: string
}

const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']

/** Creates the file with its contents in one step, so that nobody ever reads half of it. */
export async function createExclusively({ files, path, text }: LockFile): Promise<boolean> {
  const temporary = await writeTemporary(files, path, (file) => writeText(file, text))
  try {
    await files.link(temporary, path)
    return true
  } catch (error) {
    const code = findErrorCode(error) ?? ''
    if (code === 'EEXIST' || code === 'ENOENT') return false // ENOENT: swept by the lock's holder
    if (WITHOUT_LINKS.includes(code)) return createWithoutLink({ files, path, text })
    throw error
  } finally {
    await unlinkIfThere(files, temporary)
  }
}

async function createWithoutLink({ files, path, text }: LockFile): Promise<boolean> {
  try {
    const file = await files.open(path, 'wx', FILE_MODE)
    await writeText(file, text).finally(() => file.close())
    return true
  } catch (error) {
    if (findErrorCode(error) === 'EEXIST') return false
    throw error
  }
}

async function writeText(file: OpenFile, text: string): Promise<number> {
  const bytes = Buffer.from(text)
  await writeAll(file, bytes, 0)
  return bytes.length
}

/** Reads a file; undefined if there is none. */
export async function readText(files: Files, path: string): Promise<string | undefined> {
  try {
    return (await files.readFile(path)).toString()
  } catch (error) {
    if (findErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Reads who holds a lock; undefined if the text does not say. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, startedAt, host, what, since } = JSON.parse(text)
    return Number.isInteger(pid) && pid > 0
      ? { pid, startedAt, host: String(host), what, since }
      : undefined
  } catch {
    return undefined
  }
}
