import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { StorageError } from '#server/store/store-errors.ts'
import { aDirectory, aGroup, openCopy, openStore, type SampleStore } from './sample-store.ts'
import { failOn, type Operation, watchFiles } from './watched-files.ts'

async function aWatchedStore() {
  const directory = await aDirectory()
  const files = watchFiles()
  const store = await openStore(directory, { files })
  return { directory, files, store }
}

function putGroups(store: SampleStore, ...numbers: readonly number[]) {
  return Promise.allSettled(
    numbers.map((number) => store.change((tx) => tx.groups.put(aGroup(number)))),
  )
}

const findIds = (store: SampleStore) => [...store.read.groups.values()].map(({ id }) => id)

it('resolves a change only after its line was fsynced', async () => {
  const { store, files } = await aWatchedStore()
  const order: string[] = []
  files.intercept = ({ operation }) => order.push(operation)
  await store.change((tx) => tx.groups.put(aGroup(1)))
  order.push('resolved')
  expect(order).toEqual(['write', 'datasync', 'resolved'])
})

it('writes one JSON line per change set, with its number and checksum', async () => {
  const { directory, store } = await aWatchedStore()
  await store.change((tx) => {
    tx.groups.put(aGroup(1))
    tx.groups.delete(aGroup(1).id)
  })
  await store.change((tx) => tx.notes.put({ id: 'n', text: 'ünï\n\u2028' }))
  const text = await readFile(join(directory, 'journal-000000000001.jsonl'), 'utf8')
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(header).toMatchObject({ schema: 1, firstSeq: 1 })
  const sum = expect.stringMatching(/^[0-9a-f]{16}$/)
  expect(lines).toEqual([
    {
      seq: 1,
      sum,
      durable: 0,
      changes: [
        ['put', 'groups', aGroup(1)],
        ['delete', 'groups', aGroup(1).id],
      ],
    },
    { seq: 2, sum, durable: 1, changes: [['put', 'notes', { id: 'n', text: 'ünï\n\u2028' }]] },
  ])
})

it('writes nothing for a transaction that changes nothing', async () => {
  const { store, files } = await aWatchedStore()
  const before = files.calls.length
  expect(await store.change((tx) => tx.groups.size)).toBe(0)
  await store.change((tx) => tx.groups.delete('grp_unknown'))
  expect(files.calls.length).toBe(before)
})

it('lets changes that wait together share an fsync', async () => {
  const { store, files } = await aWatchedStore()
  await putGroups(store, ...Array.from({ length: 50 }, (_, number) => number))
  expect(files.count('datasync')).toBe(1)
  expect(store.read.groups.size).toBe(50)
})

it('writes what arrives during an fsync with the next one, in order', async () => {
  const { directory, store, files } = await aWatchedStore()
  const later: Promise<unknown>[] = []
  files.intercept = ({ operation }) => {
    if (operation === 'datasync' && later.length === 0) later.push(putGroups(store, 2, 3, 4))
  }
  await putGroups(store, 1)
  await Promise.all(later)
  expect(files.count('datasync')).toBe(2)
  const again = await openCopy(directory)
  expect(findIds(again)).toEqual([1, 2, 3, 4].map((number) => aGroup(number).id))
})

it('goes on after short writes until every byte is written', async () => {
  const { directory, store, files } = await aWatchedStore()
  files.largestWrite = 7
  await putGroups(store, 1, 2, 3)
  await store.snapshot()
  await putGroups(store, 4)
  expect((await openCopy(directory)).read.groups.size).toBe(4)
})

it('fails a change when the file system takes no more bytes', async () => {
  const { store, files } = await aWatchedStore()
  files.largestWrite = 0
  const [outcome] = await putGroups(store, 1)
  expect(outcome?.status).toBe('rejected')
  expect(store.read.groups.size).toBe(0)
})

it.each<[Operation, string, string]>([
  ['write', 'ENOSPC', 'the disk is full (ENOSPC)'],
  ['write', 'EDQUOT', 'the disk quota is used up (EDQUOT)'],
  ['datasync', 'EIO', 'the disk reported an input/output error (EIO)'],
])(
  'undoes a change whose %s fails with %s, and works on afterwards',
  async (operation, code, words) => {
    const { directory, store, files } = await aWatchedStore()
    await putGroups(store, 1)
    files.intercept = failOn(operation, 'journal-', code, 1)
    const failed = await store
      .change((tx) => {
        tx.groups.put(aGroup(1, { note: 'changed' }))
        tx.groups.put(aGroup(2))
      })
      .catch((error: unknown) => error)

    expect(failed).toBeInstanceOf(StorageError)
    expect(failed).toMatchObject({ code: 'storage_unavailable', cause: { code } })
    expect(String(failed)).toContain(words)
    expect([...store.read.groups.values()]).toEqual([aGroup(1)])
    expect(store.health).toEqual({ state: 'ok' })

    await putGroups(store, 3)
    const again = await openCopy(directory)
    expect(findIds(again)).toEqual([aGroup(1).id, aGroup(3).id])
  },
)

it('undoes every change that was applied on top of one that fails', async () => {
  const { directory, store, files } = await aWatchedStore()
  await store.change((tx) => tx.groups.put(aGroup(1, { note: 'first' })))
  const stacked: Promise<unknown>[] = []
  files.intercept = (call) => {
    if (call.operation !== 'datasync' || stacked.length > 0) return
    stacked.push(
      store.change((tx) => tx.groups.put(aGroup(1, { note: 'third' }))),
      store.change((tx) => tx.groups.delete(aGroup(1).id)),
      store.change((tx) => tx.groups.put(aGroup(1, { note: 'fifth' }))),
      store.change((tx) => tx.groups.size),
    )
    failOn('datasync', 'journal-', 'EIO')(call)
  }
  const second = store.change((tx) => tx.groups.put(aGroup(1, { note: 'second' })))
  await expect(second).rejects.toMatchObject({ code: 'storage_unavailable' })
  const outcomes = await Promise.allSettled(stacked)
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  expect([...store.read.groups.values()]).toEqual([aGroup(1, { note: 'first' })])

  await putGroups(store, 2)
  expect(findIds(await openCopy(directory))).toEqual([aGroup(1).id, aGroup(2).id])
})

it('tells a transaction that read what was not durable yet when that is undone', async () => {
  const { store, files } = await aWatchedStore()
  files.intercept = failOn('datasync', 'journal-', 'EIO', 1)
  const writing = putGroups(store, 1)
  const reading = store.change((tx) => tx.groups.size)
  await expect(reading).rejects.toMatchObject({ code: 'storage_unavailable' })
  await writing
})

it('cuts a failed change off durably before it says so', async () => {
  const { store, files } = await aWatchedStore()
  const order: string[] = []
  const fail = failOn('datasync', 'journal-', 'EIO', 1)
  files.intercept = (call) => {
    order.push(call.operation)
    fail(call)
  }
  await store.change((tx) => tx.groups.put(aGroup(1))).catch(() => order.push('rejected'))
  expect(order).toEqual(['write', 'datasync', 'truncate', 'datasync', 'rejected'])
})

it('leaves nothing of a failed change in the journal', async () => {
  const { directory, store, files } = await aWatchedStore()
  await putGroups(store, 1)
  const path = join(directory, 'journal-000000000001.jsonl')
  const before = await readFile(path)
  files.intercept = failOn('datasync', 'journal-', 'EIO', 1)
  await putGroups(store, 2)
  expect(await readFile(path)).toEqual(before)
})

it.each<Operation>(['truncate', 'datasync'])(
  'turns read-only when the journal cannot be repaired because of %s',
  async (operation) => {
    const { store, files } = await aWatchedStore()
    await putGroups(store, 1)
    const queued: Promise<PromiseSettledResult<unknown>[]>[] = []
    files.intercept = (call) => {
      if (call.operation === 'truncate' && queued.length === 0) queued.push(putGroups(store, 3))
      failOn('write', 'journal-', 'ENOSPC')(call)
      failOn(operation, 'journal-', 'EIO')(call)
    }
    const [outcome] = await putGroups(store, 2)
    expect(outcome?.status).toBe('rejected')
    expect(await queued[0]).toMatchObject([{ reason: { code: 'storage_read_only' } }])

    files.intercept = () => undefined
    expect(await putGroups(store, 4)).toMatchObject([{ reason: { code: 'storage_read_only' } }])
    await expect(store.snapshot()).rejects.toMatchObject({ code: 'storage_read_only' })
    expect(findIds(store)).toEqual([aGroup(1).id])
    expect(store.health).toMatchObject({
      state: 'read_only',
      reason: expect.stringContaining('EIO'),
    })
  },
)

it('finishes the changes asked for before it closes and refuses those after', async () => {
  const { directory, store } = await aWatchedStore()
  const asked = putGroups(store, 1, 2, 3)
  const closed = store.close()
  await expect(store.change((tx) => tx.groups.put(aGroup(4)))).rejects.toMatchObject({
    code: 'storage_closed',
  })
  await closed
  expect((await asked).map(({ status }) => status)).toEqual(Array(3).fill('fulfilled'))
  expect((await openStore(directory)).read.groups.size).toBe(3)
})

it('closes once, however often it is asked to', async () => {
  const { directory, store } = await aWatchedStore()
  await Promise.all([store.close(), store.close()])
  await store.close()
  expect(await readdir(directory)).not.toContain('doorward.lock')
})

it('writes a long queue in several batches', async () => {
  const { directory, store, files } = await aWatchedStore()
  const note = 'x'.repeat(400_000)
  const changes = Array.from({ length: 12 }, (_, number) =>
    store.change((tx) => tx.groups.put(aGroup(number, { note }))),
  )
  await Promise.all(changes)
  expect(files.count('datasync')).toBeGreaterThan(2)
  expect((await openCopy(directory)).read.groups.size).toBe(12)
})
