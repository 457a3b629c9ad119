import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { collections, type DoorwardStore } from '#server/store/collections.ts'
import { Store } from '#server/store/store.ts'

/** Makes an empty directory that goes when the test ends. */
export async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'doorward-keys-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** Opens the store of a directory; it is closed when the test ends. */
export async function openStoreIn(directory: string): Promise<DoorwardStore> {
  const logger = { info() {}, warn() {}, error() {} }
  const store = await Store.open({ directory, collections, logger })
  onTestFinished(() => store.close())
  return store
}
