import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect } from 'vitest'
import { defineCollection } from '#server/store/collection.ts'
import { Store } from '#server/store/store.ts'
import { StorageError } from '#server/store/store-errors.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'
import { fuzz } from './fuzz.ts'

type Files = ReadonlyMap<string, Buffer>

const CHANGES = 9
const SNAPSHOTS_AFTER = [3, 6]
const collections = { notes: defineCollection<{ id: string; text: string }>()({}) }

const root = await makeTempDirectory()
afterAll(() => root.remove())
const { files, states } = await makeHistory()
const journals = [...files.keys()].filter((name) => name.startsWith('journal-')).sort()
const snapshots = [...files.keys()].filter((name) => name.startsWith('doorward.'))

/** Makes the files that a crash would leave, and what the store held after each change. */
async function makeHistory(): Promise<{
  readonly files: Files
  readonly states: readonly string[]
}> {
  const directory = join(root.path, 'history')
  const { store } = await open(directory)
  const after = [dump(store)]
  for (let number = 1; number <= CHANGES; number += 1) {
    await store.change((tx) => {
      tx.notes.put({ id: `note-${number % 4}`, text: `${'ä\u2028"\\'.repeat(number)} ${number}` })
      if (number % 3 === 0) tx.notes.delete('note-1')
    })
    after.push(dump(store))
    if (SNAPSHOTS_AFTER.includes(number)) await store.snapshot()
  }
  const kept = await readAll(directory)
  await store.close()
  return { files: kept, states: after }
}

async function open(directory: string) {
  const warnings: string[] = []
  const warn = (_: object, message: string) => void warnings.push(message)
  const logger = { info() {}, warn, error: warn }
  return { store: await Store.open({ directory, collections, logger }), warnings }
}

function dump({ read }: Awaited<ReturnType<typeof open>>['store']): string {
  return JSON.stringify([...read.notes.values()].map(({ id, text }) => [id, text]).sort())
}

async function readAll(directory: string): Promise<Files> {
  const names = (await readdir(directory)).filter((name) => name !== 'doorward.lock').sort()
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name))))
  return new Map(names.map((name, at) => [name, contents[at] ?? Buffer.of()]))
}

/** Damage by bytes: flipped bits, zeros, a cut, bytes too many or too few. */
const toBytes = fc
  .tuple(
    fc.constantFrom('flip', 'zero', 'cut', 'insert', 'remove'),
    fc.nat(),
    fc.nat(7),
    fc.integer({ min: 1, max: 200 }),
  )
  .map(([how, place, bit, length]) => (bytes: Buffer) => {
    const at = place % bytes.length
    const [before, rest] = [bytes.subarray(0, at), bytes.subarray(at)]
    if (how === 'cut') return before
    if (how === 'insert') return Buffer.concat([before, Buffer.alloc(length, 97 + bit), rest])
    if (how === 'remove') return Buffer.concat([before, rest.subarray(length)])
    const copy = Buffer.from(bytes)
    if (how === 'zero') return copy.fill(0, at, Math.min(at + length, copy.length))
    copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at)
    return copy
  })

/** Damage by lines: one is gone, there twice, or elsewhere. */
const toLines = fc
  .tuple(fc.constantFrom('remove', 'double', 'swap', 'append'), fc.nat(), fc.nat())
  .map(([how, one, other]) => (bytes: Buffer) => {
    const lines = bytes.toString('latin1').split(/(?<=\n)/)
    const [from, to] = [one % lines.length, other % lines.length]
    const line = lines[from] ?? ''
    if (how === 'remove') lines.splice(from, 1)
    if (how === 'double') lines.splice(from, 0, line)
    if (how === 'append') lines.push(line)
    if (how === 'swap')
      lines.splice(to, 1, line, ...lines.splice(from, 1, lines[to] ?? '').slice(1))
    return Buffer.from(lines.join(''), 'latin1')
  })

const damage = fc.array(fc.oneof(toBytes, toLines), { minLength: 1, maxLength: 2 })

const count = { directories: 0 }

interface Start {
  /** After which change the store found itself. */
  readonly found: number
  readonly warnings: readonly string[]
}

/** Starts on files: a refusal changes no byte and says what is wrong; undefined for that. */
async function start(changed: Files): Promise<Start | undefined> {
  count.directories += 1
  const directory = join(root.path, String(count.directories))
  await mkdir(directory)
  for (const [name, bytes] of changed)
    await writeFile(join(directory, name), bytes, { mode: 0o600 })
  try {
    const opened = await open(directory).catch((error: unknown) => error)
    if (!isOpened(opened)) {
      expect(opened).toBeInstanceOf(StorageError)
      expect(String(opened)).toMatch(/Nothing was changed\. .*(backup|Install|start)/s)
      expect(String(opened)).not.toMatch(/\n|note-|\bat \S+:\d/)
      expect(await readAll(directory)).toEqual(changed)
      return undefined
    }
    const found = states.lastIndexOf(dump(opened.store))
    expect(found, dump(opened.store)).toBeGreaterThanOrEqual(0)
    await goOn(directory, opened.store)
    return { found, warnings: opened.warnings }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function isOpened(opened: unknown): opened is Awaited<ReturnType<typeof open>> {
  return typeof opened === 'object' && opened !== null && 'store' in opened
}

/** What started goes on: the next change is there after another start. */
async function goOn(directory: string, store: Awaited<ReturnType<typeof open>>['store']) {
  await store.change((tx) => tx.notes.put({ id: 'later', text: 'x' }))
  const expected = dump(store)
  await store.abandon()
  const again = await open(directory)
  expect(dump(again.store)).toBe(expected)
  await again.store.close()
}

fuzz('damaged journals', fc.tuple(fc.constantFrom(...journals), damage), async ([name, steps]) => {
  const before = files.get(name) ?? Buffer.of()
  const after = steps.reduce((bytes, step) => (bytes.length === 0 ? bytes : step(bytes)), before)
  const started = await start(new Map([...files, [name, after]]))
  if (!started || started.found === CHANGES) return
  // Only the end of the last file may be what a crash has left; all before it is there.
  expect(name).toBe(journals.at(-1))
  const lines = before
    .toString('latin1')
    .split(/(?<=\n)/)
    .filter((line) => line !== '')
  const kept = after.toString('latin1').split(/(?<=\n)/)
  const whole = lines.findIndex((line, at) => kept[at] !== line)
  expect(started.found).toBeGreaterThanOrEqual(CHANGES - lines.length + whole)
  expect(kept.slice(whole)).not.toContain(lines.at(-1))
  if (kept.length > whole && kept.at(-1) !== '') expect(started.warnings).not.toEqual([])
})

fuzz(
  'damaged snapshots',
  fc.tuple(fc.subarray(snapshots, { minLength: 1 }), damage),
  async ([names, steps]) => {
    const changed = names.map((name) => {
      const bytes = files.get(name) ?? Buffer.of()
      return [
        name,
        steps.reduce((each, step) => (each.length === 0 ? each : step(each)), bytes),
      ] as const
    })
    const started = await start(new Map([...files, ...changed]))
    if (started) expect(started.found).toBe(CHANGES)
  },
)
