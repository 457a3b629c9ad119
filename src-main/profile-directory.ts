import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#server/errors.ts'
import { DIRECTORY_MODE, findErrorCode } from '#server/store/files.ts'

/**
 * Makes the directory of the window's own files inside the data directory. The single-instance lock
 * lies there too, so that each data directory can have one window.
 */
export function makeProfileDirectory(dataDirectory: string): string {
  const path = join(dataDirectory, 'window')
  try {
    mkdirSync(path, { recursive: true, mode: DIRECTORY_MODE })
    return path
  } catch (cause) {
    throw new StartError(`${path} cannot be made (${findErrorCode(cause)}).`, 1, cause)
  }
}
