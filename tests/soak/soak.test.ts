import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Caller } from '#support/caller.ts'
import { createCallers } from '#support/create-callers.ts'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  startHeadless,
} from '#support/headless-process.ts'
import { countHandles, readMemoryMiB } from '#support/process-size.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'

/** Set by `npm run soak`; without them the run is short. */
const minutes = Number(process.env.DOORWARD_MINUTES ?? 0.1)
const seed = Number(process.env.DOORWARD_SEED ?? 1)

const CALLERS = 8
const WARM_UP_MS = 5_000
const MIB = 1024 * 1024
/** Twice the journal that a snapshot waits for, and what is written meanwhile. */
const MOST_JOURNAL_MIB = 32
/** In a shorter run the heap has not found its size yet. */
const JUDGED_FROM_MINUTES = 5
const MOST_GROWTH = 0.1
/** Seconds, in which the heap is collected at least once. */
const STRETCH = 30

interface Sample {
  readonly atMs: number
  readonly memoryMiB: number
  readonly heapMiB: number
  readonly handles: number
  readonly journalMiB: number
  readonly requests: number
}

type Level = 'memoryMiB' | 'heapMiB' | 'handles' | 'journalMiB'

it('stays as it is under mixed load at half of what it can do', async () => {
  const server = await startHeadless({
    env: {
      ...inDirectory(await aDataDirectory()),
      DOORWARD_PUBLIC_URL: OUR_AUDIENCE,
      DOORWARD_LOG_LEVEL: 'warn',
    },
  })
  // Every other minute or so: rotated keys are kept until their last token has expired.
  const world = { isClockWrong: false, rotations: 0.001 }
  await limitAttempts(server)
  const callers = await createCallers(server, { count: CALLERS, seed, world })
  const capacity = await findCapacity(server, callers)
  const samples = await soak(server, callers, capacity / 2)

  report(capacity, samples)
  expect(callers.reduce((sum, { counts }) => sum + counts.refused + counts.interrupted, 0)).toBe(0)
  expect(Math.max(...samples.map(({ journalMiB }) => journalMiB))).toBeLessThan(MOST_JOURNAL_MIB)
  expect(server.output.stderr).not.toMatch(/"level":[56]0|unhandled/i)
  expect(Buffer.byteLength(server.output.stderr)).toBeLessThan(64 * 1024)
  if (minutes >= JUDGED_FROM_MINUTES) expectFlat(samples)
  expect((await server.stop('SIGTERM')).code).toBe(0)
})

/** Lets the attempts that are kept be full before the measuring begins. */
async function limitAttempts(server: HeadlessProcess): Promise<void> {
  const { version } = (await server.api('GET', '/settings')).body
  const { status } = await server.api('PATCH', '/settings', { attemptsMaximum: 100, version })
  expect(status).toBe(200)
}

/** Requests a second that all callers together manage when none of them waits. */
async function findCapacity(server: HeadlessProcess, callers: readonly Caller[]): Promise<number> {
  const before = countRequests(callers)
  const end = Date.now() + WARM_UP_MS
  await Promise.all(
    callers.map((caller) => caller.run(server, () => Date.now() > end, forget(caller))),
  )
  return ((countRequests(callers) - before) / WARM_UP_MS) * 1000
}

async function soak(
  server: HeadlessProcess,
  callers: readonly Caller[],
  requestsPerSecond: number,
): Promise<readonly Sample[]> {
  const start = Date.now()
  const end = start + minutes * 60_000
  const intervalMs = (CALLERS / requestsPerSecond) * 1000
  const running = callers.map((caller) => {
    const next = { atMs: Date.now() }
    const trim = forget(caller)
    return caller.run(
      server,
      () => Date.now() > end,
      async () => {
        await trim()
        next.atMs = Math.max(next.atMs + intervalMs, Date.now() - 1000)
        await pause(next.atMs - Date.now())
      },
    )
  })
  const samples: Sample[] = []
  while (Date.now() < end) {
    await pause(Math.min(1000, end - Date.now()))
    samples.push(await takeSample(server, countRequests(callers), start))
  }
  await Promise.all(running)
  return samples
}

async function takeSample(
  server: HeadlessProcess,
  requests: number,
  start: number,
): Promise<Sample> {
  const { pid, dataDirectory } = server
  const journals = (await readdir(dataDirectory)).filter((name) => name.startsWith('journal-'))
  const sizes = journals.map(async (name) => {
    const found = await stat(join(dataDirectory, name)).catch(() => undefined)
    return found?.size ?? 0 // compacted just now
  })
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  return {
    atMs: Date.now() - start,
    memoryMiB: readMemoryMiB(pid),
    heapMiB: await readHeapMiB(server),
    handles: countHandles(pid),
    journalMiB: bytes / MIB,
    requests,
  }
}

/** What the heap holds, with what is not yet collected. */
async function readHeapMiB({ url }: HeadlessProcess): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]) / MIB
}

/** The least of each stretch of samples: what is left when garbage has been collected. */
function toLeast(samples: readonly Sample[]): readonly Sample[] {
  const count = Math.floor(samples.length / STRETCH)
  return Array.from({ length: count }, (_, index) => {
    const stretch = samples.slice(index * STRETCH, (index + 1) * STRETCH)
    return stretch.reduce((least, each) => (each.heapMiB < least.heapMiB ? each : least))
  })
}

/** What the callers remember of tokens must not be what grows here. */
function forget({ holdings }: Caller): () => Promise<void> {
  return async () => {
    if (holdings.issued.length < 1000) return
    for (const key of ['issued', 'revoked', 'spent', 'deleted', 'told'] as const) holdings[key] = []
    for (const held of holdings.accounts.values()) Object.assign(held, { dead: [], deadTokens: [] })
  }
}

function expectFlat(samples: readonly Sample[]): void {
  expect(toGrowth(toLeast(samples), 'heapMiB'), 'heap').toBeLessThan(MOST_GROWTH)
  expect(toGrowth(samples, 'memoryMiB'), 'memory').toBeLessThan(MOST_GROWTH)
  expect(toGrowth(samples, 'handles'), 'handles').toBeLessThan(MOST_GROWTH)
}

/** By how much the last third of the second half lies above its first one. */
function toGrowth(samples: readonly Sample[], key: Level): number {
  const half = samples.slice(samples.length / 2)
  const third = half.length / 3
  return toMean(half.slice(-third), key) / toMean(half.slice(0, third), key) - 1
}

function report(capacity: number, samples: readonly Sample[]): void {
  const last = samples.at(-1)
  const rate = ((last?.requests ?? 0) - (samples[0]?.requests ?? 0)) / ((last?.atMs ?? 1) / 1000)
  const row = (key: Level, levels = samples) => {
    const values = levels.map((sample) => sample[key])
    const [least, most] = [Math.min(...values), Math.max(...values)]
    const range = `  ${key.padEnd(10)} ${least.toFixed(1)} to ${most.toFixed(1)}`
    if (minutes < JUDGED_FROM_MINUTES) return range
    const slope = toSlope(levels.slice(levels.length / 2), key) * 3_600_000
    return `${range}, slope of the second half ${slope.toFixed(2)} an hour`
  }
  console.log(
    [
      `soak: seed ${seed}, ${minutes} minutes, ${rate.toFixed(0)} requests/s of ${capacity.toFixed(0)}`,
      row('memoryMiB'),
      row('heapMiB', toLeast(samples)),
      row('handles'),
      row('journalMiB'),
    ].join('\n'),
  )
}

/** The slope of the straight line that fits best (least squares), per millisecond. */
function toSlope(samples: readonly Sample[], key: Level): number {
  const middle = toMean(samples, 'atMs')
  const level = toMean(samples, key)
  const products = samples.map((each) => (each.atMs - middle) * (each[key] - level))
  const squares = samples.map((each) => (each.atMs - middle) ** 2)
  return sum(products) / sum(squares)
}

function toMean(samples: readonly Sample[], key: keyof Sample): number {
  return sum(samples.map((sample) => sample[key])) / samples.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function countRequests(callers: readonly Caller[]): number {
  return sum(callers.map(({ counts }) => counts.requests))
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
