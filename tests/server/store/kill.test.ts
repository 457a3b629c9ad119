import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { defineCollection } from '#server/store/collection.ts'
import { Store } from '#server/store/store.ts'
import { aDirectory, silentLogger } from './sample-store.ts'

const ROUNDS = 6
const collections = { notes: defineCollection<{ id: string; pair: string }>()({}) }

it('loses nothing that it has acknowledged when it is killed, round after round', async () => {
  const script = await bundle('./burst-writer.ts')
  const directory = await aDirectory()
  const acknowledged = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const number of await writeUntilKilled(script, directory, 40 + 35 * round)) {
      acknowledged.add(number)
    }
    const store = await Store.open({ directory, collections, logger: silentLogger })
    const lost = [...acknowledged].filter((number) => !store.read.notes.find(`a${number}`))
    const halves = [...store.read.notes.values()].filter(({ pair }) => !store.read.notes.find(pair))
    expect({ lost, halves, health: store.health }).toEqual({
      lost: [],
      halves: [],
      health: { state: 'ok' },
    })
    await store.close()
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS)
}, 60_000)

/** Starts the writer, kills it some time after its first acknowledgement and returns all of these. */
async function writeUntilKilled(script: string, directory: string, milliseconds: number) {
  const child = spawn(process.execPath, [script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: string[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  const closed = once(child, 'close')
  await Promise.race([once(child.stdout, 'data'), closed])
  await wait(milliseconds)
  child.kill('SIGKILL')
  await closed
  return chunks.join('').split('\n').slice(0, -1)
}

/** Bundles a TypeScript program, since Node 20 cannot run one, and returns where it is. */
async function bundle(name: string): Promise<string> {
  const outDir = await aDirectory()
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL(name, import.meta.url)),
      target: 'node20',
      outDir,
      rollupOptions: { output: { entryFileNames: 'program.mjs' } },
    },
  })
  return join(outDir, 'program.mjs')
}
