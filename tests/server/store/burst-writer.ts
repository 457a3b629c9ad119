import { writeSync } from 'node:fs'
import { defineCollection } from '#server/store/collection.ts'
import { Store } from '#server/store/store.ts'

// A program of its own: changes records as fast as it can and prints each number once it is durable.
const [directory = ''] = process.argv.slice(2)
const collections = { notes: defineCollection<{ id: string; pair: string }>()({}) }
const logger = { info() {}, warn() {}, error() {} }
const store = await Store.open({
  directory,
  collections,
  logger,
  snapshotAfterJournalBytes: 30_000,
})

let next = store.read.notes.size / 2

async function changeForEver(): Promise<never> {
  for (;;) {
    next += 1
    const number = next
    await store.change((tx) => {
      tx.notes.put({ id: `a${number}`, pair: `b${number}` })
      tx.notes.put({ id: `b${number}`, pair: `a${number}` })
    })
    writeSync(1, `${number}\n`)
  }
}

await Promise.all(Array.from({ length: 20 }, changeForEver))
