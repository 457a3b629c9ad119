import { cpSync, readdirSync, truncateSync } from 'node:fs'
import { readdir, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { StoredRecord, Writable } from '#server/store/collection.ts'
import {
  aDirectory,
  aGroup,
  openStore,
  type SampleStore,
  type sampleCollections,
} from './sample-store.ts'
import { anError, type FileCall, watchFiles } from './watched-files.ts'

type Step =
  | { kind: 'snapshot' }
  | { kind: 'pause' }
  | { kind: 'change'; puts: number[]; deletes: number[] }

const COUNTER = 'counter'
const MUTATIONS = ['write', 'datasync', 'sync', 'truncate', 'rename', 'unlink', 'syncDirectory']

const ids = fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 4 })
const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('change' as const), puts: ids, deletes: ids }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'pause' as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'snapshot' as const }) },
  ),
  { minLength: 5, maxLength: 40 },
)
const moments = fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { minLength: 3, maxLength: 6 })
const failures = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 3 })

/** Runs changes and remembers what memory held after each, and which was the last to be acknowledged. */
class Recorder {
  readonly states: string[] = ['{}']
  acknowledged = 0

  async change(store: SampleStore, { puts, deletes }: { puts: number[]; deletes: number[] }) {
    const number = this.states.length
    const saved = store.change((tx) => {
      for (const id of puts) tx.groups.put(aGroup(id, { note: `by ${number}` }))
      for (const id of deletes) tx.groups.delete(aGroup(id).id)
      tx.notes.put({ id: COUNTER, text: String(number) })
      this.states[number] = dump(tx)
    })
    await saved.then(
      () => (this.acknowledged = number),
      () => undefined,
    )
  }

  async run(store: SampleStore, list: readonly Step[]) {
    const running: Promise<unknown>[] = []
    for (const step of list) {
      if (step.kind === 'change') running.push(this.change(store, step))
      else if (step.kind === 'snapshot') running.push(store.snapshot().catch(() => undefined))
      else await running.at(-1)
    }
    await Promise.all(running)
  }

  /** Checks that a restart finds one of the states in between, and nothing acknowledged is missing. */
  async check(directory: string, atLeast: number) {
    const store = await openStore(directory)
    const found = Number(store.read.notes.find(COUNTER)?.text ?? 0)
    expect(found).toBeGreaterThanOrEqual(atLeast)
    expect(dump(store.read)).toBe(found === 0 ? dumpNothing(store) : this.states[found])
    await store.close()
  }
}

it('finds every acknowledged change, and no half of another, after a crash at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(steps, moments, failures, async (list, crashAt, failAt) => {
      const directory = await aDirectory()
      const recorder = new Recorder()
      const files = watchFiles()
      const crashes: { copy: string; acknowledged: number }[] = []
      const copies = await Promise.all(crashAt.map(() => aDirectory()))
      const store = await openStore(directory, { files, snapshotAfterJournalBytes: 1500 })
      files.largestWrite = 300
      let mutations = 0
      files.intercept = ({ operation }: FileCall) => {
        if (!MUTATIONS.includes(operation)) return
        mutations += 1
        const copy = copies[crashAt.indexOf(mutations)]
        const { acknowledged } = recorder
        if (copy !== undefined && tryCopy(directory, copy)) {
          if (mutations % 2 === 0) loseUnsynced(directory, copy, files.synced)
          crashes.push({ copy, acknowledged })
        }
        if (failAt.includes(mutations)) throw anError('ENOSPC')
      }
      await recorder.run(store, list)
      await store.close()
      for (const { copy, acknowledged } of crashes) {
        await rm(join(copy, 'doorward.lock'), { force: true })
        await crashWhileOpening(copy, acknowledged % 12)
        await recorder.check(copy, acknowledged)
      }
      await rm(join(directory, 'doorward.lock'), { force: true })
      await recorder.check(directory, recorder.acknowledged)
    }),
    { numRuns: 30 },
  )
}, 60_000)

it('finds one of the states in between when the journal is cut at any byte', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (list, cut) => {
      const [directory, copy] = [await aDirectory(), await aDirectory()]
      const recorder = new Recorder()
      const store = await openStore(directory)
      await recorder.run(store, list)
      expect(tryCopy(directory, copy)).toBe(true)
      await rm(join(copy, 'doorward.lock'))

      const names = (await readdir(copy)).filter((name) => name.startsWith('journal-')).sort()
      const path = join(copy, names.at(-1) ?? '')
      const bytes = await readFile(path)
      const headerEnd = bytes.indexOf('\n') + 1
      await truncate(path, headerEnd + (cut % (bytes.length - headerEnd + 1)))
      await store.close()
      await recorder.check(copy, Number(names.at(-1)?.slice(8, 20)) - 1)
    }),
    { numRuns: 40 },
  )
}, 60_000)

/** Cuts every file to what was fsynced, as a power failure may. */
function loseUnsynced(directory: string, copy: string, synced: ReadonlyMap<string, number>) {
  for (const name of readdirSync(copy)) {
    if (name === 'doorward.lock') continue
    truncateSync(join(copy, name), synced.get(join(directory, name)) ?? 0)
  }
}

/** Opens a store whose files stop working after so many calls, as if the process had ended there. */
async function crashWhileOpening(directory: string, after: number) {
  const files = watchFiles()
  files.intercept = ({ operation }) => {
    if (!MUTATIONS.includes(operation)) return
    if (files.calls.filter((call) => MUTATIONS.includes(call.operation)).length > after)
      throw anError('EIO')
  }
  await openStore(directory, { files })
    .then((store) => store.close())
    .catch(() => undefined)
  await rm(join(directory, 'doorward.lock'), { force: true })
}

function dump(from: Writable<typeof sampleCollections> | SampleStore['read']): string {
  const toSorted = (records: Iterable<StoredRecord>) =>
    [...records].sort((one, other) => (one.id < other.id ? -1 : 1))
  const listed = from.groups.list('all', 'all')
  return JSON.stringify([toSorted(from.groups.values()), toSorted(from.notes.values()), listed])
}

function dumpNothing(store: SampleStore): string {
  expect(store.read.groups.size).toBe(0)
  return dump(store.read)
}

/** Copies without giving the event loop a turn; a file that is renamed meanwhile makes it try again. */
function tryCopy(directory: string, copy: string): boolean {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      cpSync(directory, copy, { recursive: true, force: true })
      return true
    } catch {
      // a rename or an unlink came between listing and copying
    }
  }
  return false
}
