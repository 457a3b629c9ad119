import { join } from 'node:path'
import { createFile, toFileTime, unlinkIfThere, writeAll } from './durable-file.ts'
import { DIRECTORY_MODE, FILE_MODE, type Files } from './files.ts'
import { LOCK_NAME } from './process-lock.ts'
import type { Recovered } from './recover.ts'
import type { TornEnd } from './replay.ts'
import { setDamagedAside } from './snapshot-adapter.ts'
import { toPlainWords } from './store-errors.ts'
import type { StoreLogger } from './store-logger.ts'

/** A data directory and what it takes to work on it. */
export interface DataDirectory {
  readonly files: Files
  readonly directory: string
  readonly logger: StoreLogger
  readonly now: () => number
}

const OURS = /^(?:doorward\.|journal-\d)/

/** Makes the directory if need be, and nobody else's business. */
export async function prepareDirectory({ files, directory, logger }: DataDirectory): Promise<void> {
  await files.makeDirectory(directory, DIRECTORY_MODE)
  await restrictMode(files, directory, DIRECTORY_MODE, logger)
}

/** Brings the files in order after a recovery that has worked out: nothing of value is ever deleted. */
export async function tidyDirectory(target: DataDirectory, recovered: Recovered): Promise<void> {
  const { files, directory, logger, now } = target
  for (const { path, error } of recovered.damaged) {
    const keptAs = await setDamagedAside(files, path, now())
    logger.error({ err: error, keptAs }, 'a damaged snapshot was set aside')
  }
  if (recovered.replayed.torn) await cutTornEnd(target, recovered.replayed.torn)
  for (const name of await files.readDirectory(directory)) {
    if (!OURS.test(name)) continue
    const path = join(directory, name)
    if (name.endsWith('.tmp')) await unlinkIfThere(files, path)
    else if (!name.startsWith(LOCK_NAME)) await restrictMode(files, path, FILE_MODE, logger)
  }
}

/** Keeps a copy of what a crash has left unfinished and cuts it off. */
async function cutTornEnd({ files, logger, now }: DataDirectory, torn: TornEnd): Promise<void> {
  const keptAs = `${torn.path}.torn-${toFileTime(now())}`
  await createFile(files, keptAs, async (file) => {
    await writeAll(file, torn.bytes, 0)
    return torn.bytes.length
  })
  const file = await files.open(torn.path, 'r+', FILE_MODE)
  try {
    await file.truncate(torn.length)
    await file.sync()
  } finally {
    await file.close()
  }
  const details = { path: torn.path, bytes: torn.bytes.length, keptAs }
  logger.warn(details, 'a change that a crash interrupted was dropped; it was never acknowledged')
}

async function restrictMode(files: Files, path: string, mode: number, logger: StoreLogger) {
  if (process.platform === 'win32') return // modes mean nothing there
  if (((await files.findMode(path)) & 0o077) === 0) return
  try {
    await files.changeMode(path, mode)
  } catch (error) {
    logger.warn({ path, reason: toPlainWords(error) }, 'other users of this machine can read this')
  }
}
