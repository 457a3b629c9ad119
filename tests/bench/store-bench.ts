import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { defineCollection } from '#server/store/collection.ts'
import { Store } from '#server/store/store.ts'

/** One figure, side by side; undefined where a contestant would take minutes. */
export interface Row {
  readonly what: string
  readonly records: number
  readonly doorward: number
  readonly lowdb: number | undefined
  readonly 'doorward ÷ lowdb': number | undefined
  /** What a store of this size does, as so many times what the smallest does. */
  readonly 'doorward ÷ smallest': number | undefined
}

/** Something that keeps records and can be asked to change one durably. */
interface Contestant {
  change(number: number): Promise<unknown>
  snapshot(): Promise<unknown>
  load(): Promise<unknown>
  close(): Promise<unknown>
}

interface Note {
  readonly id: string
  readonly text: string
}

const SECOND = 1000
const SIZES = [1_000, 100_000]
const TEXT = 'x'.repeat(900)
const collections = { notes: defineCollection<Note>()({ unique: { id: ({ id }) => id } }) }
const logger = { info() {}, warn() {}, error() {} }

/** Measures durable changes, the stall during a snapshot and the start, against lowdb's own adapter. */
export async function benchStore(): Promise<Row[]> {
  const rows: Row[] = []
  for (const records of SIZES) {
    const doorward = await measure((directory) => createDoorward(directory, records), records)
    const lowdb = await measure((directory) => createLowdb(directory, records), records)
    for (const [what, value] of doorward) {
      const other = lowdb.get(what)
      const smallest = rows.find((row) => row.what === what)?.doorward
      rows.push({
        what,
        records,
        doorward: value,
        lowdb: other,
        'doorward ÷ lowdb': other && value / other,
        'doorward ÷ smallest': smallest && value / smallest,
      })
    }
  }
  return rows
}

async function measure(create: (directory: string) => Promise<Contestant>, records: number) {
  const directory = await mkdtemp(join(tmpdir(), 'doorward-bench-'))
  try {
    const contestant = await create(directory)
    const one = await countPerSecond(contestant, records, 1)
    const fifty = await countPerSecond(contestant, records, 50)
    const stall = await findStall(() => contestant.snapshot())
    await contestant.close()
    const start = await timeIt(() => contestant.load())
    return new Map([
      ['changes/s, one at a time', one],
      ['changes/s, 50 at once', fifty],
      ['stall of a snapshot, ms', stall],
      ['start, ms', start],
    ])
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Counts the changes that become durable within about a second, after a short warm-up. */
async function countPerSecond(contestant: Contestant, records: number, changers: number) {
  await changeFor(contestant, records, changers, SECOND / 5)
  const started = performance.now()
  const done = await changeFor(contestant, records, changers, SECOND)
  return (done * SECOND) / (performance.now() - started)
}

async function changeFor(
  contestant: Contestant,
  records: number,
  changers: number,
  milliseconds: number,
): Promise<number> {
  const end = performance.now() + milliseconds
  let done = 0
  async function changeUntilEnd() {
    while (performance.now() < end) {
      await contestant.change((done * 7919) % records)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: changers }, changeUntilEnd))
  return done
}

async function findStall(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await wait(20) // the monitor only sees what happens between two of its own ticks
  await work()
  await wait(20)
  delay.disable()
  return delay.max / 1e6
}

async function timeIt(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function createDoorward(directory: string, records: number): Promise<Contestant> {
  const open = () => Store.open({ directory, collections, logger })
  const store = await open()
  await store.change((tx) => {
    for (let number = 0; number < records; number++) tx.notes.put(aNote(number))
  })
  await store.snapshot()
  return {
    change: (number) => store.change((tx) => tx.notes.put(aNote(number))),
    snapshot: () => store.snapshot(),
    load: async () => (await open()).close(),
    close: () => store.close(),
  }
}

async function createLowdb(directory: string, records: number): Promise<Contestant> {
  const path = join(directory, 'db.json')
  const notes = Array.from({ length: records }, (_, number) => aNote(number))
  const low = new Low(new JSONFile<{ notes: Note[] }>(path), { notes })
  await low.write()
  return {
    change: (number) => low.update((data) => (data.notes[number] = aNote(number))),
    snapshot: () => low.write(),
    load: () => new Low(new JSONFile<object>(path), {}).read(),
    close: async () => undefined,
  }
}

function aNote(number: number): Note {
  return { id: `note-${number}`, text: TEXT }
}
