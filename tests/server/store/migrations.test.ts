import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Migrations } from '#server/store/migrations.ts'
import { aDirectory, aGroup, copyDirectory, openCopy, openStore } from './sample-store.ts'
import { failOn, watchFiles } from './watched-files.ts'

const CURRENT = 'doorward.json'

/** Each step leaves its mark behind the note. */
const migrations: Migrations = { 1: (raw) => mark(raw, '→2'), 2: (raw) => mark(raw, '→3') }

function mark(raw: Parameters<NonNullable<Migrations[number]>>[0], text: string) {
  const groups = raw.get('groups') ?? new Map()
  for (const [id, group] of groups) groups.set(id, { ...group, note: `${group.note ?? ''}${text}` })
}

/** Leaves one change in a snapshot and one in the journal, both of schema 1. */
async function aDirectoryOfSchema1() {
  const directory = await aDirectory()
  const store = await openStore(directory)
  await store.change((tx) => tx.groups.put(aGroup(1)))
  await store.snapshot()
  await store.change((tx) => tx.groups.put(aGroup(2)))
  return copyDirectory(directory)
}

async function readJson(directory: string, name: string) {
  return JSON.parse(await readFile(join(directory, name), 'utf8'))
}

it('migrates the snapshot and the journal after it, step by step', async () => {
  const directory = await aDirectoryOfSchema1()
  const store = await openStore(directory, { schemaVersion: 3, migrations })
  expect([...store.read.groups.values()].map(({ note }) => note)).toEqual(['→2→3', '→2→3'])
  const { schema, collections } = await readJson(directory, CURRENT)
  expect(schema).toBe(3)
  expect(collections.groups).toHaveLength(2)
})

it('migrates at once what an earlier version has closed cleanly', async () => {
  const directory = await aDirectoryOfSchema1()
  await (await openStore(directory)).close()
  const store = await openStore(directory, { schemaVersion: 2, migrations })
  expect((await readJson(directory, CURRENT)).schema).toBe(2)
  await store.change((tx) => tx.groups.put(aGroup(3)))
  const copy = await copyDirectory(directory)
  const again = await openStore(copy, { schemaVersion: 2, migrations })
  expect([...again.read.groups.values()].map(({ note }) => note)).toEqual(['→2', '→2', undefined])
})

it('migrates a journal that has no snapshot', async () => {
  const directory = await aDirectoryOfSchema1()
  await rm(join(directory, CURRENT))
  const store = await openStore(directory, { schemaVersion: 2, migrations })
  expect([...store.read.groups.values()].map(({ note }) => note)).toEqual(['→2', '→2'])
})

it('keeps a copy in the old schema that can be gone back to', async () => {
  const directory = await aDirectoryOfSchema1()
  const migrated = await openStore(directory, { schemaVersion: 3, migrations })
  await migrated.close()
  const restored = await aDirectory()
  await writeFile(
    join(restored, CURRENT),
    await readFile(join(directory, 'doorward.schema-1.json')),
  )
  const store = await openStore(restored)
  expect([...store.read.groups.values()]).toEqual([aGroup(1), aGroup(2)])
})

it('migrates once, and only what was there', async () => {
  const directory = await aDirectoryOfSchema1()
  const first = await openStore(directory, { schemaVersion: 2, migrations })
  await first.change((tx) => tx.groups.put(aGroup(3)))
  await first.close()
  const second = await openStore(directory, { schemaVersion: 2, migrations })
  expect([...second.read.groups.values()].map(({ note }) => note)).toEqual(['→2', '→2', undefined])
})

it('migrates on the way when the previous snapshot has the old schema', async () => {
  const directory = await aDirectoryOfSchema1()
  const migrated = await openStore(directory, { schemaVersion: 2, migrations })
  await migrated.change((tx) => tx.groups.put(aGroup(3)))
  const copy = await copyDirectory(directory)
  await writeFile(join(copy, CURRENT), 'damaged')
  const store = await openStore(copy, { schemaVersion: 2, migrations })
  expect(store.health).toMatchObject({ from: 'previous_snapshot' })
  expect([...store.read.groups.values()].map(({ note }) => note)).toEqual(['→2', '→2', undefined])
})

it('goes on after a migration whose snapshot could not be written', async () => {
  const directory = await aDirectoryOfSchema1()
  const files = watchFiles()
  files.intercept = failOn('write', `${CURRENT}.`, 'ENOSPC')
  const store = await openStore(directory, { schemaVersion: 2, migrations, files })
  await store.change((tx) => tx.groups.put(aGroup(3)))
  expect((await readJson(directory, CURRENT)).schema).toBe(1)

  const copy = await copyDirectory(directory)
  const again = await openStore(copy, { schemaVersion: 2, migrations })
  expect([...again.read.groups.values()].map(({ note }) => note)).toEqual(['→2', '→2', undefined])
  expect((await readJson(copy, CURRENT)).schema).toBe(2)
})

it('changes nothing when there is no room for the copy', async () => {
  const directory = await aDirectoryOfSchema1()
  const before = await readdir(directory)
  const files = watchFiles()
  files.intercept = failOn('write', 'schema-1', 'ENOSPC')
  const opening = openStore(directory, { schemaVersion: 2, migrations, files })
  await expect(opening).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(await readdir(directory)).toEqual(before)
  expect((await openCopy(directory)).read.groups.size).toBe(2)
})

it('refuses data of a newer schema and changes nothing', async () => {
  const directory = await aDirectoryOfSchema1()
  const newer = await openStore(directory, { schemaVersion: 2, migrations })
  await newer.close()
  const names = await readdir(directory)
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name))))
  const opening = openStore(directory)
  await expect(opening).rejects.toMatchObject({ code: 'schema_newer' })
  await expect(opening).rejects.toThrow('schema 2; this version knows 1')
  expect(await readdir(directory)).toEqual(names)
  expect(await Promise.all(names.map((name) => readFile(join(directory, name))))).toEqual(contents)
})

it('refuses a newer journal behind an older snapshot', async () => {
  const directory = await aDirectoryOfSchema1()
  const older = await readFile(join(directory, CURRENT))
  const newer = await openStore(directory, { schemaVersion: 2, migrations })
  await newer.change((tx) => tx.groups.put(aGroup(3)))
  const copy = await copyDirectory(directory)
  await writeFile(join(copy, CURRENT), older)
  await expect(openStore(copy)).rejects.toMatchObject({ code: 'schema_newer' })
})

it('refuses a newer snapshot that stands alone', async () => {
  const directory = await aDirectoryOfSchema1()
  await (await openStore(directory, { schemaVersion: 2, migrations })).close()
  const restored = await aDirectory()
  await writeFile(join(restored, CURRENT), await readFile(join(directory, CURRENT)))
  await expect(openStore(restored)).rejects.toMatchObject({ code: 'schema_newer' })
})

it('refuses changes of an older schema behind a snapshot of a newer one', async () => {
  const [older, newer] = [await aDirectory(), await aDirectory()]
  const first = await openStore(older)
  for (const number of [1, 2]) await first.change((tx) => tx.groups.put(aGroup(number)))
  const second = await openStore(newer, { schemaVersion: 2, migrations })
  await second.change((tx) => tx.groups.put(aGroup(1)))
  await second.snapshot()
  const mixed = await copyDirectory(older)
  await writeFile(join(mixed, CURRENT), await readFile(join(newer, CURRENT)))
  const opening = openStore(mixed, { schemaVersion: 2, migrations })
  await expect(opening).rejects.toMatchObject({ code: 'storage_damaged' })
})

it('refuses data that it has no migration for', async () => {
  const directory = await aDirectoryOfSchema1()
  const onlyTheSecond = { 2: () => undefined }
  await expect(
    openStore(directory, { schemaVersion: 3, migrations: onlyTheSecond }),
  ).rejects.toMatchObject({ code: 'schema_migration_missing' })
  expect(await readdir(directory)).not.toContain('doorward.schema-1.json')
})
