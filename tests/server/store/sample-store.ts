import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { defineCollection } from '#server/store/collection.ts'
import { Store } from '#server/store/store.ts'
import type { StoreOptions } from '#server/store/store-options.ts'

export interface Group {
  readonly id: string
  readonly path: string
  readonly parent?: string
  readonly note?: string
}

export interface Account {
  readonly id: string
  readonly group: string
  readonly name: string
}

export const sampleCollections = {
  groups: defineCollection<Group>()({
    unique: { path: (group) => group.path },
    ordered: {
      all: { key: () => 'all', order: (group) => group.path },
      parent: { key: (group) => group.parent, order: (group) => group.path },
    },
  }),
  accounts: defineCollection<Account>()({
    ordered: { group: { key: (account) => account.group, order: (account) => account.name } },
  }),
  notes: defineCollection<{ id: string; text: string }>()({}),
}

export type SampleStore = Store<typeof sampleCollections>
type SampleOptions = Partial<StoreOptions<typeof sampleCollections>>

export function aGroup(number: number, more: Partial<Group> = {}): Group {
  const digits = String(number).padStart(6, '0')
  return { id: `grp_${digits}`, path: `group-${digits}`, ...more }
}

/** Makes an empty directory that goes when the test ends. */
export async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'doorward-store-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** Opens a store with the sample collections; it is closed when the test ends. */
export async function openStore(directory: string, more: SampleOptions = {}): Promise<SampleStore> {
  const store = await Store.open({
    directory,
    collections: sampleCollections,
    logger: silentLogger,
    ...more,
  })
  onTestFinished(() => store.close())
  return store
}

/** Opens what a restart would find if the process ended now. */
export async function openCopy(directory: string, more: SampleOptions = {}): Promise<SampleStore> {
  return openStore(await copyDirectory(directory), more)
}

/** Copies a data directory as a crash would leave it: without the lock's process. */
export async function copyDirectory(directory: string): Promise<string> {
  const copy = await aDirectory()
  await cp(directory, copy, { recursive: true })
  await rm(join(copy, 'doorward.lock'), { force: true })
  return copy
}

export const silentLogger = { info() {}, warn() {}, error() {} }
