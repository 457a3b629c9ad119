import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempDirectory {
  readonly path: string
  remove(): Promise<void>
}

/** Makes an empty directory that nobody else uses. */
export async function makeTempDirectory(): Promise<TempDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'doorward-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Lists the files of a directory in which some text occurs, however deep they lie. */
export async function findFilesWith(directory: string, text: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path)
  }
  return found
}
