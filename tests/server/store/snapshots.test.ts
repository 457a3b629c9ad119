import { createHash } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { StoredRecord } from '#server/store/collection.ts'
import {
  aDirectory,
  aGroup,
  openCopy,
  openStore,
  type SampleStore,
  silentLogger,
} from './sample-store.ts'
import { type FileCall, failOn, type Operation, watchFiles } from './watched-files.ts'

const CURRENT = 'doorward.json'
const PREVIOUS = 'doorward.previous.json'

async function aWatchedStore(more: { snapshotAfterJournalBytes?: number } = {}) {
  const directory = await aDirectory()
  const files = watchFiles()
  const logger = { ...silentLogger, error: vi.fn(), warn: vi.fn() }
  const store = await openStore(directory, { files, logger, ...more })
  return { directory, files, store, logger }
}

function putGroup(store: SampleStore, number: number, note = '') {
  return store.change((tx) => tx.groups.put(aGroup(number, { note })))
}

async function readJson(directory: string, name = CURRENT) {
  return JSON.parse(await readFile(join(directory, name), 'utf8'))
}

async function listJournals(directory: string) {
  const names = (await readdir(directory)).filter((name) => name.startsWith('journal-'))
  return names.map((name) => Number(name.slice(8, 20))).sort((one, other) => one - other)
}

it('writes valid JSON with one record a line, the header first and the checksum last', async () => {
  const directory = await aDirectory()
  const store = await openStore(directory, { now: () => Date.UTC(2026, 0, 2) })
  await putGroup(store, 1)
  await putGroup(store, 2, 'ünï\n')
  await store.snapshot()

  const text = await readFile(join(directory, CURRENT), 'utf8')
  const lines = text.split('\n')
  const body = text.slice(0, text.indexOf('},"sum":'))
  const sum = createHash('sha256').update(body).digest('hex')
  expect(JSON.parse(text)).toEqual({
    schema: 1,
    seq: 2,
    savedAt: '2026-01-02T00:00:00.000Z',
    collections: {
      groups: [aGroup(1, { note: '' }), aGroup(2, { note: 'ünï\n' })],
      accounts: [],
      notes: [],
    },
    sum,
  })
  expect(lines[0]).toMatch(/^\{"schema":1,"seq":2,/)
  expect(lines[2]).toBe(`${JSON.stringify(aGroup(1, { note: '' }))},`)
  expect(lines.at(-2)).toBe(`},"sum":"${sum}"}`)
})

it('loads a snapshot as it was and goes on from there', async () => {
  const { directory, store } = await aWatchedStore()
  await store.change((tx) => {
    tx.groups.put(aGroup(1))
    tx.notes.put({ id: ']', text: '],\n"sum"' })
  })
  await store.close()
  const again = await openStore(directory)
  expect(again.read.notes.find(']')).toEqual({ id: ']', text: '],\n"sum"' })
  await putGroup(again, 2)
  expect((await openCopy(directory)).read.groups.size).toBe(2)
})

it('holds exactly the changes made before it was taken, while more go on', async () => {
  const { directory, store, files } = await aWatchedStore()
  for (let number = 0; number < 20; number++) await putGroup(store, number)
  const later: Promise<void>[] = []
  files.intercept = ({ operation, path }) => {
    if (operation !== 'write' || later.length > 0) return
    if (path.includes(CURRENT)) later.push(...[1, 2, 3].map((id) => putGroup(store, id, 'later')))
  }
  const unfinished = putGroup(store, 20)
  await store.snapshot()
  await Promise.all([unfinished, ...later])

  const { seq, collections } = await readJson(directory)
  expect([seq, later.length]).toEqual([21, 3])
  expect(collections.groups).toEqual(
    Array.from({ length: 21 }, (_, number) => aGroup(number, { note: '' })),
  )
  expect((await openCopy(directory)).read.groups.find(aGroup(2).id)?.note).toBe('later')
})

it('holds nothing of a change that fails while the snapshot waits for it', async () => {
  const { directory, store, files } = await aWatchedStore()
  await putGroup(store, 1)
  files.intercept = failOn('datasync', 'journal-', 'EIO', 1)
  const failing = putGroup(store, 2)
  const snapshot = store.snapshot()
  await expect(failing).rejects.toThrow()
  await expect(snapshot).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(await readdir(directory)).not.toContain(CURRENT)
  await store.snapshot()
  expect((await readJson(directory)).collections.groups).toEqual([aGroup(1, { note: '' })])
})

it('yields to the event loop between slices', async () => {
  const { store, files } = await aWatchedStore()
  const note = 'x'.repeat(1000)
  await store.change((tx) => {
    for (let number = 0; number < 2000; number++) tx.groups.put(aGroup(number, { note }))
  })
  const slices: number[] = []
  const written = vi.fn()
  files.intercept = ({ operation, path }) => {
    if (operation === 'write' && path.includes(CURRENT)) slices.push(written.mock.calls.length)
  }
  const timer = setInterval(written, 0)
  await store.snapshot()
  clearInterval(timer)
  expect(slices.length).toBeGreaterThan(10)
})

it('keeps the generation before as a file of its own', async () => {
  const { directory, store } = await aWatchedStore()
  for (const number of [1, 2, 3]) {
    await putGroup(store, number)
    await store.snapshot()
  }
  expect((await readJson(directory)).seq).toBe(3)
  expect((await readJson(directory, PREVIOUS)).seq).toBe(2)
})

it('keeps the journal that the generation before needs, and no more', async () => {
  const { directory, store } = await aWatchedStore()
  const kept: number[][] = []
  for (const number of [1, 2, 3, 4]) {
    await putGroup(store, number)
    await store.snapshot()
    kept.push(await listJournals(directory))
  }
  expect(kept).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ])
})

it('deletes no journal before the new snapshot is durable', async () => {
  const { directory, store, files } = await aWatchedStore()
  for (const number of [1, 2]) {
    await putGroup(store, number)
    await store.snapshot()
  }
  await putGroup(store, 3)
  files.calls.length = 0
  await store.snapshot()
  const order = files.calls.map(
    ({ operation, path }) => `${operation} ${path.slice(directory.length)}`,
  )
  const installed = order.indexOf(`rename /${CURRENT}`)
  const durable = order.indexOf('syncDirectory ', installed)
  const deleted = order.findIndex((call) => call.startsWith('unlink /journal-'))
  expect(installed).toBeGreaterThan(0)
  expect(durable).toBeGreaterThan(installed)
  expect(deleted).toBeGreaterThan(durable)
})

it('fsyncs a snapshot before it gives it its name', async () => {
  const { store, files } = await aWatchedStore()
  await putGroup(store, 1)
  files.calls.length = 0
  await store.snapshot()
  const calls = files.calls.filter(({ path }) => path.includes(CURRENT))
  const order = calls.map(({ operation }) => operation)
  expect(order.indexOf('sync')).toBeGreaterThan(order.lastIndexOf('write'))
  expect(order.indexOf('rename')).toBeGreaterThan(order.indexOf('stat'))
  expect(order.indexOf('stat')).toBeGreaterThan(order.indexOf('sync'))
})

it.each<[Operation, string, string]>([
  ['open', '.tmp', 'EMFILE'],
  ['write', CURRENT, 'ENOSPC'],
  ['write', 'journal-', 'ENOSPC'],
  ['sync', CURRENT, 'EIO'],
  ['sync', 'journal-', 'EIO'],
  ['rename', PREVIOUS, 'EROFS'],
  ['rename', CURRENT, 'EROFS'],
  ['syncDirectory', '', 'EIO'],
  ['read', CURRENT, 'EIO'],
])(
  'survives a snapshot whose %s on %s fails, and the next one works',
  async (operation, part, code) => {
    const { directory, store, files } = await aWatchedStore()
    await putGroup(store, 1)
    await store.snapshot()
    await putGroup(store, 2)
    files.intercept = failOn(operation, part, code, 1)
    await expect(store.snapshot()).rejects.toMatchObject({ code: 'storage_unavailable' })
    files.intercept = () => undefined

    expect((await openCopy(directory)).read.groups.size).toBe(2)
    expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([])
    await putGroup(store, 3)
    expect((await openCopy(directory)).read.groups.size).toBe(3)
    await store.snapshot()
    expect((await readJson(directory)).seq).toBe(3)
    expect((await openCopy(directory)).health).toEqual({ state: 'ok' })
  },
)

it.each(['EPERM', 'EACCES', 'EBUSY'])(
  'tries again when another program holds a file: %s',
  async (code) => {
    const { directory, store, files } = await aWatchedStore()
    await putGroup(store, 1)
    files.intercept = failOn('rename', CURRENT, code, 2)
    await store.snapshot()
    expect((await readJson(directory)).seq).toBe(1)
  },
)

it('notices a file that is shorter than what was written', async () => {
  const { directory, store, files } = await aWatchedStore()
  await putGroup(store, 1)
  const { open } = files
  files.open = async (path, flags, mode) => {
    const file = await open(path, flags, mode)
    return path.includes(CURRENT) ? { ...file, stat: async () => ({ size: 10 }) } : file
  }
  await expect(store.snapshot()).rejects.toThrow('got 10')
  expect(await readdir(directory)).not.toContain(CURRENT)
})

it('turns read-only rather than write beside a new journal file that it cannot remove', async () => {
  const { directory, store, files } = await aWatchedStore()
  await putGroup(store, 1)
  files.intercept = failOn('syncDirectory', '', 'EIO')
  await expect(store.snapshot()).rejects.toThrow('EIO')
  files.intercept = () => undefined
  await expect(putGroup(store, 2)).rejects.toMatchObject({ code: 'storage_unavailable' })
  await expect(putGroup(store, 3)).rejects.toMatchObject({ code: 'storage_read_only' })
  expect([...(await openCopy(directory)).read.groups.values()]).toHaveLength(1)
})

it('never lets a snapshot that was damaged meanwhile replace the good one before it', async () => {
  const { directory, store, logger } = await aWatchedStore()
  for (const number of [1, 2]) {
    await putGroup(store, number)
    await store.snapshot()
  }
  await writeFile(join(directory, CURRENT), 'an editor was here')
  await putGroup(store, 3)
  await store.snapshot()

  expect((await readJson(directory)).seq).toBe(3)
  expect((await readJson(directory, PREVIOUS)).seq).toBe(1)
  expect(await listJournals(directory)).toEqual([2, 3, 4])
  const [damaged = ''] = (await readdir(directory)).filter((name) => name.includes('.damaged-'))
  expect(await readFile(join(directory, damaged), 'utf8')).toBe('an editor was here')
  expect(logger.error).toHaveBeenCalledOnce()
})

it('takes a snapshot by itself once the journal has grown, and not before', async () => {
  const { directory, store } = await aWatchedStore({ snapshotAfterJournalBytes: 5000 })
  await putGroup(store, 1, 'x'.repeat(3000))
  expect(await readdir(directory)).not.toContain(CURRENT)
  await putGroup(store, 2, 'x'.repeat(3000))
  await vi.waitFor(async () => expect(await readdir(directory)).toContain(CURRENT))
  await putGroup(store, 3)
  await vi.waitFor(async () => expect((await readJson(directory)).seq).toBe(2))
})

it('waits for as much journal again after a snapshot of its own has failed', async () => {
  const { store, files, logger } = await aWatchedStore({ snapshotAfterJournalBytes: 5000 })
  files.intercept = failOn('write', CURRENT, 'ENOSPC')
  for (let number = 0; number < 8; number++) await putGroup(store, number, 'x'.repeat(2000))
  await vi.waitFor(() => expect(logger.error).toHaveBeenCalledTimes(2))
  expect(store.health).toEqual({ state: 'ok' })
})

it('starts no second snapshot while one is being written', async () => {
  const { directory, store, files } = await aWatchedStore({ snapshotAfterJournalBytes: 5000 })
  const gate = new EventEmitter()
  const [started, opened] = [once(gate, 'reached'), once(gate, 'open')]
  files.intercept = ({ operation, path }) => {
    if (operation !== 'write' || !path.includes(CURRENT)) return undefined
    gate.emit('reached')
    return opened
  }
  await putGroup(store, 1, 'x'.repeat(6000))
  await started
  for (const number of [2, 3, 4]) await putGroup(store, number)
  gate.emit('open')
  await vi.waitFor(async () => expect((await readJson(directory)).seq).toBe(1))
  await wait(50)
  await putGroup(store, 5)
  await store.close()
  expect(files.calls.filter(isInstalling(CURRENT))).toHaveLength(2)
})

it('takes no snapshot twice, but never leaves out a change that is under way', async () => {
  const { directory, store, files } = await aWatchedStore()
  await putGroup(store, 1)
  await store.snapshot()
  await store.snapshot()
  expect(files.calls.filter(isInstalling(CURRENT))).toHaveLength(1)
  const underWay = putGroup(store, 2)
  await store.snapshot()
  await underWay
  expect((await readJson(directory)).seq).toBe(2)
})

it('needs no new journal file while the one in use is empty', async () => {
  const { directory, store, files } = await aWatchedStore()
  await putGroup(store, 1)
  files.intercept = failOn('write', CURRENT, 'ENOSPC')
  await expect(store.snapshot()).rejects.toThrow('ENOSPC')
  files.intercept = failOn('write', 'journal-', 'ENOSPC')
  await store.snapshot()
  expect((await readJson(directory)).seq).toBe(1)
})

it('takes a snapshot at the end only if something has changed since the last one', async () => {
  const { directory, store } = await aWatchedStore()
  await store.close()
  expect(await readdir(directory)).not.toContain(CURRENT)

  const second = await openStore(directory)
  await putGroup(second, 1)
  await second.close()
  expect((await readJson(directory)).seq).toBe(1)

  const third = await openStore(directory)
  await third.close()
  expect(await readdir(directory)).not.toContain(PREVIOUS)
})

it('closes although the snapshot at the end fails, since the journal holds everything', async () => {
  const { directory, store, files, logger } = await aWatchedStore()
  await putGroup(store, 1)
  files.intercept = failOn('write', CURRENT, 'ENOSPC')
  await store.close()
  expect(logger.error).toHaveBeenCalledOnce()
  expect((await openStore(directory)).read.groups.size).toBe(1)
})

it('lets go of the copied records once they are written', async () => {
  const { Low } = await import('lowdb')
  const write = vi.spyOn(Low.prototype, 'write')
  const { store } = await aWatchedStore()
  await putGroup(store, 1)
  await store.snapshot()
  const [home] = write.mock.contexts as { data: { collections: Map<string, StoredRecord[]> } }[]
  expect(write).toHaveBeenCalledOnce()
  expect(home?.data.collections.size).toBe(0)
  write.mockRestore()
})

function isInstalling(name: string) {
  return ({ operation, path }: FileCall) => operation === 'rename' && path.endsWith(`/${name}`)
}
