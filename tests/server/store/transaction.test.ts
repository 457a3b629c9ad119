import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Writable } from '#server/store/collection.ts'
import { UniqueViolationError } from '#server/store/store-errors.ts'
import { aDirectory, aGroup, openStore, type sampleCollections } from './sample-store.ts'

async function aStore() {
  const directory = await aDirectory()
  const store = await openStore(directory)
  return { directory, store, groups: store.read.groups }
}

it('shows a transaction its own writes', async () => {
  const { store } = await aStore()
  const seen = await store.change((tx) => {
    tx.groups.put(aGroup(2, { parent: 'p' }))
    tx.groups.put(aGroup(1, { parent: 'p' }))
    tx.groups.put(aGroup(3))
    tx.groups.delete(aGroup(3).id)
    return [
      tx.groups.size,
      tx.groups.find(aGroup(1).id),
      tx.groups.findBy('path', aGroup(2).path),
      tx.groups.list('parent', 'p'),
      tx.groups.count('parent', 'p'),
      [...tx.groups.values()].length,
    ]
  })
  const [one, two] = [aGroup(1, { parent: 'p' }), aGroup(2, { parent: 'p' })]
  expect(seen).toEqual([2, one, two, [one, two], 2, 2])
})

it('applies a change to memory at once', async () => {
  const { store, groups } = await aStore()
  const saved = store.change((tx) => tx.groups.put(aGroup(1)))
  expect(groups.find(aGroup(1).id)).toEqual(aGroup(1))
  await saved
})

it('leaves memory and disk as they were when a transaction throws', async () => {
  const { directory, store, groups } = await aStore()
  await store.change((tx) => tx.groups.put(aGroup(1, { parent: 'p' })))
  const before = await readJournals(directory)
  const failing = store.change((tx) => {
    tx.groups.put(aGroup(1, { path: 'moved', parent: 'q' }))
    tx.groups.put(aGroup(2))
    tx.groups.delete(aGroup(1).id)
    throw new RangeError('no')
  })
  await expect(failing).rejects.toThrow(RangeError)

  expect([...groups.values()]).toEqual([aGroup(1, { parent: 'p' })])
  expect(groups.findBy('path', 'moved')).toBeUndefined()
  expect(groups.findBy('path', aGroup(1).path)?.id).toBe(aGroup(1).id)
  expect(groups.list('all', 'all').map(({ id }) => id)).toEqual([aGroup(1).id])
  expect([groups.count('parent', 'p'), groups.count('parent', 'q')]).toEqual([1, 0])
  expect(await readJournals(directory)).toEqual(before)
})

it('refuses a second record with a unique key and names where', async () => {
  const { store, groups } = await aStore()
  await store.change((tx) => tx.groups.put(aGroup(1, { path: 'same' })))
  const refused = await store
    .change((tx) => {
      tx.notes.put({ id: 'n', text: 'goes away with the rest' })
      tx.groups.put(aGroup(2, { path: 'same' }))
    })
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(UniqueViolationError)
  expect(refused).toMatchObject({ collection: 'groups', index: 'path', key: 'same' })
  expect([groups.size, store.read.notes.size]).toEqual([1, 0])
})

it('lets a record keep its unique key and frees the keys it gives up', async () => {
  const { store, groups } = await aStore()
  await store.change((tx) => tx.groups.put(aGroup(1, { path: 'a' })))
  await store.change((tx) => tx.groups.put(aGroup(1, { path: 'a', note: 'new' })))
  expect(groups.findBy('path', 'a')?.note).toBe('new')
  await store.change((tx) => tx.groups.put(aGroup(1, { path: 'b' })))
  await store.change((tx) => tx.groups.put(aGroup(2, { path: 'a' })))
  expect(groups.findBy('path', 'a')?.id).toBe(aGroup(2).id)
})

it('leaves records without a key out of an index and moves those whose key changes', async () => {
  const { store, groups } = await aStore()
  await store.change((tx) => tx.groups.put(aGroup(1)))
  expect(groups.count('parent', 'p')).toBe(0)
  await store.change((tx) => tx.groups.put(aGroup(1, { parent: 'p' })))
  await store.change((tx) => tx.groups.put(aGroup(2, { parent: 'p' })))
  await store.change((tx) => tx.groups.put(aGroup(1, { parent: 'q' })))
  expect(groups.list('parent', 'p').map(({ id }) => id)).toEqual([aGroup(2).id])
  expect(groups.list('parent', 'q').map(({ id }) => id)).toEqual([aGroup(1).id])
})

it('pages behind an order value', async () => {
  const { store, groups } = await aStore()
  await store.change((tx) => {
    for (const number of [3, 1, 4, 2]) tx.groups.put(aGroup(number))
  })
  const page = groups.list('all', 'all', { after: aGroup(1).path, limit: 2 })
  expect(page).toEqual([aGroup(2), aGroup(3)])
  expect(groups.list('all', 'all', { after: aGroup(4).path })).toEqual([])
  expect(groups.list('all', 'nobody')).toEqual([])
})

it('refuses an asynchronous transaction and undoes what it did', async () => {
  const { store, groups } = await aStore()
  const refused = store.change(async (tx) => tx.groups.put(aGroup(1)))
  await expect(refused).rejects.toThrow('cannot be asynchronous')
  expect(groups.size).toBe(0)
})

it('lets nothing be changed once the transaction has ended', async () => {
  const { store, groups } = await aStore()
  const kept: Writable<typeof sampleCollections>[] = []
  await store.change((tx) => {
    kept.push(tx)
    tx.groups.put(aGroup(1))
  })
  expect(() => kept[0]?.groups.put(aGroup(2))).toThrow('has ended')
  expect(() => kept[0]?.groups.delete(aGroup(1).id)).toThrow('has ended')
  expect(groups.size).toBe(1)
})

it('refuses a transaction inside another one', async () => {
  const { store, groups } = await aStore()
  const inner: Promise<void>[] = []
  await store.change((tx) => {
    inner.push(store.change((other) => other.groups.put(aGroup(2))))
    inner[0]?.catch(() => undefined)
    tx.groups.put(aGroup(1))
  })
  await expect(inner[0]).rejects.toThrow('inside another')
  expect([...groups.values()]).toEqual([aGroup(1)])
})

it.each([
  ['without an id', { id: '', path: 'p' }],
  ['that refers to itself', circular()],
])('refuses a record %s', async (_, record) => {
  const { store, groups } = await aStore()
  await expect(store.change((tx) => tx.groups.put(record))).rejects.toThrow(TypeError)
  expect(groups.size).toBe(0)
})

it('changes nothing when an index cannot place a record', async () => {
  const { store } = await aStore()
  const { accounts } = store.read
  await store.change((tx) => tx.accounts.put({ id: 'a', group: 'g', name: 'one' }))
  const broken = {
    id: 'a',
    group: 'g',
    toJSON: () => ({}),
    get name(): string {
      throw new RangeError('no name')
    },
  }
  await expect(store.change((tx) => tx.accounts.put(broken))).rejects.toThrow(RangeError)
  expect(accounts.find('a')?.name).toBe('one')
  expect(accounts.list('group', 'g').map(({ name }) => name)).toEqual(['one'])
})

function circular() {
  const record: { id: string; path: string; self?: object } = { id: 'x', path: 'p' }
  record.self = record
  return record
}

async function readJournals(directory: string) {
  const names = (await readdir(directory)).filter((name) => name.startsWith('journal-'))
  return Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')))
}
