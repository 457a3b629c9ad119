import {
  copyFile,
  cp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { defineCollection } from '#server/store/collection.ts'
import { Store } from '#server/store/store.ts'
import { StorageError } from '#server/store/store-errors.ts'
import {
  aDirectory,
  aGroup,
  copyDirectory,
  openStore,
  sampleCollections,
  silentLogger,
} from './sample-store.ts'

const CURRENT = 'doorward.json'
const PREVIOUS = 'doorward.previous.json'
const segment = (firstSeq: number) => `journal-${String(firstSeq).padStart(12, '0')}.jsonl`

/** Leaves what a crash leaves: changes 1-2 in the previous snapshot, 3-4 in the newest, 5-6 after it. */
async function aHistory() {
  const directory = await aDirectory()
  const store = await openStore(directory)
  for (const number of [1, 2, 3, 4, 5, 6]) {
    await store.change((tx) => tx.groups.put(aGroup(number)))
    if (number === 2 || number === 4) await store.snapshot()
  }
  return copyDirectory(directory)
}

/** Leaves changes 1-6 in the journal alone. */
async function aJournal() {
  const directory = await aDirectory()
  const store = await openStore(directory)
  for (const number of [1, 2, 3, 4, 5, 6]) await store.change((tx) => tx.groups.put(aGroup(number)))
  return copyDirectory(directory)
}

async function open(directory: string) {
  const logger = { ...silentLogger, warn: vi.fn(), error: vi.fn() }
  const store = await openStore(directory, { logger, now: () => Date.UTC(2026, 0, 2) })
  return { store, logger, count: store.read.groups.size }
}

async function change(path: string, how: (bytes: Buffer) => Buffer | string) {
  await writeFile(path, how(await readFile(path)))
}

function flipByte(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  return bytes
}

async function readAll(directory: string) {
  const names = (await readdir(directory)).sort()
  return Promise.all(
    names.map(async (name) => [name, await readFile(join(directory, name), 'latin1')]),
  )
}

/** Expects a refusal that has left every byte of the directory as it was; returns its message. */
async function refuse(directory: string): Promise<string> {
  const before = await readAll(directory)
  const refused = await open(directory).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(StorageError)
  expect(refused).toMatchObject({ code: 'storage_damaged' })
  expect(await readAll(directory)).toEqual(before)
  return String(refused)
}

it('starts empty in a directory that does not exist yet', async () => {
  const { count, store } = await open(join(await aDirectory(), 'not', 'yet'))
  expect(count).toBe(0)
  expect(store.health).toEqual({ state: 'ok' })
})

it('loads the newest snapshot and everything after it', async () => {
  const { count, store, logger } = await open(await aHistory())
  expect(count).toBe(6)
  expect(store.health).toEqual({ state: 'ok' })
  expect(logger.warn).not.toHaveBeenCalled()
  expect(logger.error).not.toHaveBeenCalled()
})

it('needs no snapshot where the journal reaches back to the first change', async () => {
  const { count, store } = await open(await aJournal())
  expect(count).toBe(6)
  expect(store.health).toEqual({ state: 'ok' })
})

it('accepts a snapshot put into an empty directory from a backup', async () => {
  const directory = await aDirectory()
  await copyFile(join(await aHistory(), CURRENT), join(directory, CURRENT))
  const { count, store } = await open(directory)
  expect(count).toBe(4)
  await store.change((tx) => tx.groups.put(aGroup(7)))
  await store.close()
  expect((await open(directory)).count).toBe(5)
})

it('keeps counting after a restart', async () => {
  const directory = await aHistory()
  for (const number of [7, 8]) {
    const { store } = await open(directory)
    await store.change((tx) => tx.groups.put(aGroup(number)))
    await store.close()
  }
  expect(JSON.parse(await readFile(join(directory, CURRENT), 'utf8')).seq).toBe(8)
  expect((await open(directory)).count).toBe(8)
})

const tornEnds = [
  ['is cut short', (bytes) => bytes.subarray(0, -20)],
  ['lacks only its line feed', (bytes) => bytes.subarray(0, -1)],
  [
    'is a single byte',
    (bytes) => Buffer.concat([bytes.subarray(0, lastLine(bytes)), Buffer.from('{')]),
  ],
  ['ends in zeros', (bytes) => Buffer.concat([bytes.subarray(0, -20), Buffer.alloc(20)])],
  [
    'has a page of zeros in it',
    (bytes) => Buffer.from(bytes.fill(0, bytes.length - 30, bytes.length - 9)),
  ],
] satisfies [string, (bytes: Buffer) => Buffer][]

it.each(tornEnds)('drops a last line that %s, keeps a copy and says so', async (_, tear) => {
  const directory = await aHistory()
  const path = join(directory, segment(5))
  await change(path, tear)
  const torn = await readFile(path)
  const { store, logger, count } = await open(directory)
  expect(count).toBe(5)
  expect(logger.warn).toHaveBeenCalledOnce()
  const kept = await readFile(`${path}.torn-2026-01-02T00-00-00-000Z`)
  expect(Buffer.concat([await readFile(path), kept])).toEqual(torn)

  await store.change((tx) => tx.groups.put(aGroup(7)))
  expect((await open(await copyDirectory(directory))).count).toBe(6)
})

it('drops zeros that follow the last good line', async () => {
  const directory = await aHistory()
  await change(join(directory, segment(5)), (bytes) => Buffer.concat([bytes, Buffer.alloc(5000)]))
  const { count, logger } = await open(directory)
  expect(count).toBe(6)
  expect(logger.warn).toHaveBeenCalledOnce()
})

it('drops a whole batch whose pages reached the disk in another order', async () => {
  const directory = await aDirectory()
  const store = await openStore(directory)
  await store.change((tx) => tx.groups.put(aGroup(1)))
  const batch = [2, 3, 4].map((number) => store.change((tx) => tx.groups.put(aGroup(number))))
  await Promise.all(batch)
  const copy = await copyDirectory(directory)
  await change(join(copy, segment(1)), (bytes) => {
    const third = bytes.indexOf('{"seq":3')
    return Buffer.from(bytes.fill(0, third + 5, third + 40))
  })
  expect((await open(copy)).count).toBe(2)
})

const brokenPlaces = [
  ['a flipped byte in a record', (bytes) => flipByte(bytes, bytes.indexOf('group-000003'))],
  ['a flipped byte in a sequence number', (bytes) => flipByte(bytes, bytes.indexOf('"seq":3') + 6)],
  ['a flipped byte in a checksum', (bytes) => flipByte(bytes, bytes.indexOf('"seq":3') + 16)],
  ['a flipped byte in the last line', (bytes) => flipByte(bytes, bytes.indexOf('group-000006'))],
  ['zeros before later changes', (bytes) => Buffer.from(bytes.fill(0, 300, 320))],
  ['a missing line', (bytes) => withoutLine(bytes, 3)],
  ['a repeated line', (bytes) => Buffer.concat([bytes, bytes.subarray(lastLine(bytes))])],
  ['a broken header', (bytes) => flipByte(bytes, 12)],
  ['a flipped byte in the schema', (bytes) => flipByte(bytes, bytes.indexOf('"schema":1') + 9)],
  ['no header', (bytes) => withoutLine(bytes, 0)],
  ['an empty line', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])],
  ['nothing in it', () => Buffer.alloc(0)],
] satisfies [string, (bytes: Buffer) => Buffer][]

it.each(brokenPlaces)('refuses a journal with %s and changes nothing', async (_, damage) => {
  const directory = await aJournal()
  const path = join(directory, segment(1))
  await change(path, damage)
  const message = await refuse(directory)
  expect(message).toContain(path)
  expect(message).toMatch(/line \d+ is damaged/)
  expect(message).toContain('Restore the data directory from a backup')
})

it('can be started again after the way out of a broken journal was followed', async () => {
  const directory = await aJournal()
  const path = join(directory, segment(1))
  await change(path, (bytes) => flipByte(bytes, bytes.indexOf('group-000004')))
  const line = Number(/line (\d+)/.exec(await refuse(directory))?.[1])
  await change(
    path,
    (bytes) =>
      `${bytes
        .toString()
        .split('\n')
        .slice(0, line - 1)
        .join('\n')}\n`,
  )
  expect((await open(directory)).count).toBe(3)
})

it('refuses an unfinished line in a journal file that is not the last', async () => {
  const directory = await aHistory()
  await rm(join(directory, CURRENT))
  await change(join(directory, segment(3)), (bytes) => bytes.subarray(0, -5))
  expect(await refuse(directory)).toContain(segment(3))
})

it.each([
  ['the journal after the previous snapshot', segment(3), CURRENT],
  ['the first journal', segment(1), undefined],
])('refuses a gap where %s is missing', async (_, missing, damaged) => {
  const directory = missing === segment(1) ? await aSplitJournal() : await aHistory()
  await rm(join(directory, missing))
  if (damaged) await writeFile(join(directory, damaged), 'damaged')
  expect(await refuse(directory)).toContain('gap')
})

it('refuses a journal file that was renamed', async () => {
  const directory = await aHistory()
  await rename(join(directory, segment(5)), join(directory, segment(4)))
  expect(await refuse(directory)).toContain(`${segment(4)}, line 1 is damaged`)
})

it('goes on behind a snapshot that is newer than the journal', async () => {
  const directory = await aDirectory()
  const first = await openStore(directory)
  await first.change((tx) => tx.groups.put(aGroup(1, { note: 'older' })))
  const older = await readFile(join(directory, segment(1)))
  await first.change((tx) => tx.groups.put(aGroup(1, { note: 'newer' })))
  await first.close()
  await rm(join(directory, segment(3)))
  await writeFile(join(directory, segment(1)), older)

  const { store } = await open(directory)
  expect(store.read.groups.find(aGroup(1).id)?.note).toBe('newer')
  await store.change((tx) => tx.groups.put(aGroup(2)))
  expect((await open(await copyDirectory(directory))).count).toBe(2)
})

it('refuses a gap between two journal files', async () => {
  const directory = await aSplitJournal()
  await rm(join(directory, segment(3)))
  const message = await refuse(directory)
  expect(message).toContain('expected change 3')
  expect(message).toContain(segment(5))
})

const brokenSnapshots = [
  ['truncated', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => Buffer.alloc(0)],
  ['filled with zeros', (bytes) => Buffer.alloc(bytes.length)],
  ['changed in one byte', (bytes) => flipByte(bytes, bytes.indexOf('group-000003') + 11)],
  ['without its last line', (bytes) => bytes.subarray(0, lastLine(bytes))],
  ['without a record', (bytes) => withoutLine(bytes, 2)],
  ['of another make', () => Buffer.from('{"groups":[]}\n')],
] satisfies [string, (bytes: Buffer) => Buffer][]

it.each(brokenSnapshots)(
  'recovers everything from the previous snapshot if the newest is %s',
  async (_, damage) => {
    const directory = await aHistory()
    await change(join(directory, CURRENT), damage)
    const broken = await readFile(join(directory, CURRENT))
    const { store, logger, count } = await open(directory)
    expect(count).toBe(6)
    expect(store.health).toMatchObject({ state: 'recovered', from: 'previous_snapshot' })
    expect(logger.error).toHaveBeenCalled()
    const kept = join(directory, `${CURRENT}.damaged-2026-01-02T00-00-00-000Z`)
    expect(await readFile(kept)).toEqual(broken)

    expect(JSON.parse(await readFile(join(directory, CURRENT), 'utf8')).seq).toBe(6)
    expect((await open(await copyDirectory(directory))).store.health).toEqual({ state: 'ok' })
  },
)

it('recovers if the newest snapshot is missing, as between the two renames', async () => {
  const directory = await aHistory()
  await rm(join(directory, CURRENT))
  const { count, store } = await open(directory)
  expect(count).toBe(6)
  expect(store.health).toMatchObject({
    state: 'recovered',
    reason: expect.stringContaining('missing'),
  })
})

it('recovers from the journal alone if the only snapshot is broken', async () => {
  const directory = await aDirectory()
  const first = await openStore(directory)
  await first.change((tx) => tx.groups.put(aGroup(1)))
  await first.close()
  await writeFile(join(directory, CURRENT), 'damaged')
  const { count, store } = await open(directory)
  expect(count).toBe(1)
  expect(store.health).toMatchObject({ state: 'recovered', from: 'journal' })
})

it('keeps both snapshots aside if the journal can do without them', async () => {
  const directory = await aJournal()
  for (const name of [CURRENT, PREVIOUS]) await writeFile(join(directory, name), 'damaged')
  const { count } = await open(directory)
  expect(count).toBe(6)
  const damaged = (await readdir(directory)).filter((name) => name.includes('.damaged-'))
  expect(damaged).toHaveLength(2)
})

it('is not troubled by a broken previous snapshot while the newest is whole', async () => {
  const directory = await aHistory()
  await writeFile(join(directory, PREVIOUS), 'damaged')
  const { count, store } = await open(directory)
  expect(count).toBe(6)
  expect(store.health).toEqual({ state: 'ok' })
})

it('refuses to start empty when both snapshots are broken', async () => {
  const directory = await aHistory()
  for (const name of [CURRENT, PREVIOUS]) await truncate(join(directory, name), 50)
  const message = await refuse(directory)
  expect(message).toContain(CURRENT)
  expect(message).toContain(PREVIOUS)
})

it('refuses to start empty when the only snapshot is broken and nothing else is there', async () => {
  const directory = await aDirectory()
  await writeFile(join(directory, CURRENT), '')
  expect(await refuse(directory)).toContain('backup')
})

it('does not take a snapshot that cannot be read for one that is damaged', async () => {
  const directory = await aHistory()
  await rm(join(directory, CURRENT))
  await cp(join(directory, PREVIOUS), join(directory, CURRENT, 'inside'), { recursive: true })
  await expect(open(directory)).rejects.toMatchObject({ code: 'storage_unavailable' })
})

it('refuses data of a collection that it does not know', async () => {
  const directory = await aJournal()
  const collections = { accounts: sampleCollections.accounts }
  const opening = Store.open({ directory, collections, logger: silentLogger })
  await expect(opening).rejects.toThrow('a collection "groups" that this version')
})

it('refuses data that contradicts its unique indexes', async () => {
  const directory = await aDirectory()
  const collections = { groups: defineCollection<{ id: string; path: string }>()({}) }
  const store = await Store.open({ directory, collections, logger: silentLogger })
  for (const id of ['a', 'b']) await store.change((tx) => tx.groups.put({ id, path: 'same' }))
  await store.close()
  expect(await refuse(directory)).toContain('same path: "same"')
})

it('sweeps the temporary files of a crash and nothing else', async () => {
  const directory = await aHistory()
  const stale = [`${CURRENT}.77-abc.tmp`, `${segment(7)}.77-abc.tmp`, 'doorward.lock.77-abc.tmp']
  const foreign = ['notes.tmp', 'audit-0001.jsonl']
  for (const name of [...stale, ...foreign]) await writeFile(join(directory, name), 'x')
  await open(directory)
  const names = await readdir(directory)
  expect(names.filter((name) => stale.includes(name))).toEqual([])
  expect(names.filter((name) => foreign.includes(name)).length).toBe(2)
})

it.skipIf(process.platform === 'win32')(
  'lets nobody else read the directory or a file',
  async () => {
    const directory = await aDirectory()
    const store = await openStore(join(directory, 'made'))
    await store.change((tx) => tx.groups.put(aGroup(1)))
    await store.snapshot()
    await store.change((tx) => tx.groups.put(aGroup(2)))
    await store.snapshot()
    const { mode } = await stat(join(directory, 'made'))
    expect(mode & 0o777).toBe(0o700)
    const names = await readdir(join(directory, 'made'))
    expect(names.length).toBeGreaterThan(4)
    for (const name of names) {
      expect((await stat(join(directory, 'made', name))).mode & 0o777).toBe(0o600)
    }
  },
)

it.skipIf(process.platform === 'win32')(
  'closes a directory and files that were open to others',
  async () => {
    const directory = await aHistory()
    const { chmod } = await import('node:fs/promises')
    await chmod(directory, 0o755)
    for (const name of await readdir(directory)) await chmod(join(directory, name), 0o644)
    await open(directory)
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(directory)) {
      expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600)
    }
  },
)

/** Leaves changes 1-6 in three journal files and no snapshot. */
async function aSplitJournal() {
  const directory = await aHistory()
  const whole = await readFile(join(await aJournal(), segment(1)), 'utf8')
  const [header, one, two] = whole.split('\n')
  await writeFile(join(directory, segment(1)), `${[header, one, two].join('\n')}\n`)
  for (const name of [CURRENT, PREVIOUS]) await rm(join(directory, name))
  return directory
}

function lastLine(bytes: Buffer): number {
  return bytes.lastIndexOf('\n', bytes.length - 2) + 1
}

function withoutLine(bytes: Buffer, number: number): Buffer {
  const lines = bytes.toString().split('\n')
  return Buffer.from(lines.toSpliced(number, 1).join('\n'))
}
