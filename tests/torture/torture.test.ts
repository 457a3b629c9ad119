import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFailed } from 'vitest'
import type { Caller, World } from '#support/caller.ts'
import { createCallers } from '#support/create-callers.ts'
import {
  aDataDirectory,
  type HeadlessProcess,
  inDirectory,
  runToEnd,
  startHeadless,
} from '#support/headless-process.ts'
import { createRandom, type Random } from '#support/random.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'
import { checkAudit } from './check-audit.ts'
import { checkHoldings } from './check-holdings.ts'
import { cutPower, forgetUnsynced } from './cut-power.ts'
import { damageFiles } from './damage-files.ts'
import { breakDisk, breakSnapshot, heal, moveClock } from './faults.ts'

/** Set by `npm run torture`; without them the run is short. */
const minutes = Number(process.env.DOORWARD_MINUTES ?? 0)
const seed = Number(process.env.DOORWARD_SEED ?? 1)

const SHORT_ROUNDS = 8
const CALLERS = 6
const FAULTS_A_ROUND = 8
const BREAKER = pathToFileURL(resolve(import.meta.dirname, 'break-things.mjs')).href

it('loses nothing and lets nobody in, whatever breaks', async () => {
  const random = createRandom(seed)
  const counts = new Map<string, number>()
  const world: World = { isClockWrong: false, rotations: 0.1 }
  const lately = new Set<string>()
  const count = (fault: string) => {
    lately.add(fault)
    counts.set(fault, (counts.get(fault) ?? 0) + 1)
  }
  const check = async (server: HeadlessProcess) => {
    await Promise.all(callers.map((caller) => checkHoldings(server, caller)))
    await checkAudit(
      server,
      callers,
      [...lately].some((fault) => fault.startsWith('audit')),
    )
    lately.clear()
  }
  const data = await aDataDirectory()
  const disk = { directory: data, notes: join(dirname(data), 'unsynced') }
  const env = {
    ...inDirectory(data),
    TORTURE_UNSYNCED: disk.notes,
    DOORWARD_PUBLIC_URL: OUR_AUDIENCE,
    DOORWARD_LOG_LEVEL: 'error',
  }
  const callers = await prepare(env, world)
  await forgetUnsynced(disk.notes)
  const end = Date.now() + minutes * 60_000
  let rounds = 0
  let unsynced = 0
  onTestFailed(() => {
    const since = [...lately].toSorted().join(', ')
    console.log(`torture: seed ${seed}, not well after ${rounds} rounds; since the last: ${since}`)
  })

  for (; minutes > 0 ? Date.now() < end : rounds < SHORT_ROUNDS; rounds += 1) {
    const server = await startBreakable(env, count)
    await check(server)
    world.isClockWrong = false
    const end = await loadAndBreak(server, { callers, env, random, count, world })
    if (end === 'stopped') await forgetUnsynced(disk.notes)
    else if (random.chance(0.5)) {
      unsynced += await cutPower(disk, random)
      count('power cut')
    }
    if (random.chance(0.4)) {
      const damage = await damageFiles(data, env, random)
      if (damage !== undefined) count(`files: ${damage}`)
    }
  }

  const last = await startHeadless({ env })
  await check(last)
  expect((await last.stop('SIGTERM')).code).toBe(0)
  report({ rounds, counts, callers, unsynced })
  expect(callers.every(({ counts }) => counts.changes > 0)).toBe(true)
  expect(counts.size).toBeGreaterThan(minutes > 0 ? 15 : 5)
})

async function prepare(env: Record<string, string>, world: World): Promise<readonly Caller[]> {
  const server = await startHeadless({ env })
  const callers = await createCallers(server, { count: CALLERS, seed, world })
  expect((await server.stop('SIGTERM')).code).toBe(0)
  return callers
}

function startBreakable(
  env: Record<string, string>,
  count: (fault: string) => void,
): Promise<HeadlessProcess> {
  return startHeadless({
    env: { ...env, NODE_OPTIONS: `--import ${BREAKER}` },
    onMessage: (message) => count((message as { fault: string }).fault),
  })
}

interface Round {
  readonly callers: readonly Caller[]
  readonly env: Record<string, string>
  readonly random: Random
  readonly world: World
  readonly count: (fault: string) => void
}

/** Lets all callers work while things break, and ends the server one way or another. */
async function loadAndBreak(server: HeadlessProcess, round: Round): Promise<'killed' | 'stopped'> {
  const { callers, random, count } = round
  const work = { isOver: false }
  const running = Promise.all(callers.map((caller) => caller.run(server, () => work.isOver)))
  for (let fault = 0; fault < FAULTS_A_ROUND; fault += 1) {
    await breakSomething(server, round)
    await Promise.race([pause(20 + random.below(120)), running])
  }
  if (random.chance(0.7)) {
    expect(await server.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    count('killed')
    await running
    return 'killed'
  }
  heal(server)
  work.isOver = true
  await running
  if (random.chance(0.4)) return killWhileStopping(server, round)
  if (random.chance(0.5)) breakSnapshot(server, random)
  expect((await server.stop('SIGTERM')).code).toBe(0)
  count('stopped')
  return 'stopped'
}

/** Ends the server somewhere in the snapshot that a clean stop takes. */
async function killWhileStopping(
  server: HeadlessProcess,
  { random, count }: Round,
): Promise<'killed'> {
  server.signal('SIGTERM')
  await pause(random.below(60))
  await server.stop('SIGKILL')
  count('killed while stopping')
  return 'killed'
}

async function breakSomething(server: HeadlessProcess, round: Round): Promise<void> {
  const { random, env, count, world } = round
  const dice = random.next()
  if (dice < 0.75) breakDisk(server, random)
  else if (dice < 0.85) heal(server)
  else if (dice < 0.97) {
    world.isClockWrong = true // until the next start: what is under way may still go by it
    moveClock(server, random)
    count('clock moved')
  } else {
    const second = await runToEnd({ env })
    expect([second.code, second.stderr]).toEqual([1, expect.stringContaining('in use by')])
    count('second process')
  }
}

function report(what: {
  readonly rounds: number
  readonly counts: ReadonlyMap<string, number>
  readonly callers: readonly Caller[]
  readonly unsynced: number
}): void {
  const sum = (key: keyof Caller['counts']) =>
    what.callers.reduce((total, { counts }) => total + counts[key], 0)
  const total = [...what.counts.values()].reduce((all, each) => all + each, 0)
  const faults = [...what.counts]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([fault, times]) => `  ${String(times).padStart(6)}  ${fault}`)
  console.log(
    [
      `torture: seed ${seed}, ${what.rounds} rounds, ${sum('requests')} requests`,
      `  ${sum('changes')} changes acknowledged, ${sum('refused')} refused, ${sum('interrupted')} cut off`,
      `  ${what.unsynced} writes, renames and deletions without an fsync were lost in power cuts`,
      `  ${total} faults:`,
      ...faults,
      '  0 lost, 0 corrupt',
    ].join('\n'),
  )
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
