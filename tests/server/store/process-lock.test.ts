import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { nodeFiles } from '#server/store/files.ts'
import { acquireProcessLock } from '#server/store/process-lock.ts'
import { StoreLockedError } from '#server/store/store-errors.ts'
import { aDirectory, openStore } from './sample-store.ts'
import { anError, watchFiles } from './watched-files.ts'

const LOCK = 'doorward.lock'
const isLinux = process.platform === 'linux'

function acquire(directory: string, files = nodeFiles) {
  return acquireProcessLock({ files, directory, what: 'a test', now: () => Date.UTC(2026, 0, 2) })
}

async function aChild() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'spawn')
  return {
    pid: child.pid ?? 0,
    end: () => Promise.all([once(child, 'exit'), child.kill('SIGKILL')]),
  }
}

function aLock(more: object = {}) {
  const since = '2026-01-01T00:00:00.000Z'
  return JSON.stringify({ pid: process.pid, host: hostname(), what: 'Doorward', since, ...more })
}

async function aLockedDirectory(text: string) {
  const directory = await aDirectory()
  await writeFile(join(directory, LOCK), text)
  return directory
}

const readLock = (directory: string) => readFile(join(directory, LOCK), 'utf8')

it('tells who holds the directory: process, purpose and since when', async () => {
  const directory = await aDirectory()
  await acquire(directory)
  const refused = await acquire(directory).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(StoreLockedError)
  expect(refused).toMatchObject({
    code: 'storage_locked',
    holder: {
      pid: process.pid,
      host: hostname(),
      what: 'a test',
      since: '2026-01-02T00:00:00.000Z',
    },
  })
  expect(String(refused)).toContain(
    `a test, process ${process.pid}, since 2026-01-02T00:00:00.000Z`,
  )
})

it('respects another process for as long as it lives, and no longer', async () => {
  const child = await aChild()
  const directory = await aLockedDirectory(aLock({ pid: child.pid }))
  await expect(acquire(directory)).rejects.toMatchObject({ holder: { pid: child.pid } })
  await child.end()
  await acquire(directory)
  expect(JSON.parse(await readLock(directory)).pid).toBe(process.pid)
})

it.runIf(isLinux)(
  'is not fooled by another process that got the number of the dead one',
  async () => {
    const child = await aChild()
    const startedAt = 'an-earlier-boot/12345'
    const directory = await aLockedDirectory(aLock({ pid: child.pid, startedAt }))
    await acquire(directory)
    expect(JSON.parse(await readLock(directory)).pid).toBe(process.pid)
  },
)

it.runIf(isLinux)('counts a process that has ended but was not waited for as ended', async () => {
  const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30'])
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [pid] = await once(parent.stdout, 'data')
  const directory = await aLockedDirectory(aLock({ pid: Number(pid) }))
  await expect.poll(() => isZombie(Number(pid))).toBe(true)
  await acquire(directory)
})

it('leaves a lock from another computer alone and says what to do', async () => {
  const child = await aChild()
  await child.end()
  const directory = await aLockedDirectory(aLock({ pid: child.pid, host: 'elsewhere' }))
  await expect(acquire(directory)).rejects.toThrow(
    /on the computer elsewhere.*delete .*doorward.lock/,
  )
  expect(JSON.parse(await readLock(directory)).host).toBe('elsewhere')
})

it('knows its own computer in another network', async () => {
  const child = await aChild()
  await child.end()
  const [name] = hostname().split('.')
  await acquire(
    await aLockedDirectory(aLock({ pid: child.pid, host: `${name}.elsewhere.example` })),
  )
})

it.each(['', '{"pid":-1}'])('takes over a lock that says %j', async (text) => {
  await acquire(await aLockedDirectory(text))
})

it('waits for a lock file that is empty until its owner has written it', async () => {
  const directory = await aLockedDirectory('')
  const refused = expect(acquire(directory)).rejects.toBeInstanceOf(StoreLockedError)
  await wait(100)
  await writeFile(join(directory, LOCK), aLock())
  await refused
})

it.each([
  ['a stale lock', (pid: number) => aLockedDirectory(aLock({ pid }))],
  ['a lock whose taker died', aHalfTakenDirectory],
])('lets exactly one of many take over %s', async (_, create) => {
  const dead = await aChild()
  await dead.end()
  for (let round = 0; round < 6; round++) {
    const directory = await create(dead.pid)
    const takers = Array.from({ length: 8 }, () => acquire(directory, slowFiles()))
    const outcomes = await Promise.allSettled(takers)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.filter(isLockedOut)).toHaveLength(7)
    expect(await readdir(directory)).toEqual([LOCK])
  }
})

it('lets nobody overtake a taker that is about to remove the lock of a dead one', async () => {
  const dead = await aChild()
  await dead.end()
  const directory = await aHalfTakenDirectory(dead.pid)
  const files = watchFiles()
  const others: Promise<PromiseSettledResult<unknown>[]>[] = []
  files.intercept = async ({ operation, path }) => {
    if (operation !== 'unlink' || !path.endsWith(LOCK) || others.length > 0) return
    others.push(Promise.allSettled([acquire(directory)]))
    await Promise.race([others[0], wait(300)])
  }
  const [mine] = await Promise.allSettled([acquire(directory, files)])
  const outcomes = [mine, ...((await others[0]) ?? [])]
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('does not remove a lock that somebody took over while it looked at the stale one', async () => {
  const dead = await aChild()
  await dead.end()
  const directory = await aLockedDirectory(aLock({ pid: dead.pid }))
  const files = watchFiles()
  let winner: Promise<unknown> | undefined
  files.intercept = async ({ operation, path }) => {
    if (operation !== 'link' || !path.endsWith('.claim') || winner) return
    winner = acquire(directory) // comes and goes between the look and the claim
    await winner
  }
  await expect(acquire(directory, files)).rejects.toBeInstanceOf(StoreLockedError)
  await winner
  expect(await readdir(directory)).toEqual([LOCK])
})

it('takes over from a process that died while it was taking over', async () => {
  const dead = await aChild()
  await dead.end()
  const directory = await aHalfTakenDirectory(dead.pid)
  await acquire(directory)
  expect(await readdir(directory)).toEqual([LOCK])
})

it('works where there are no hard links', async () => {
  const directory = await aDirectory()
  const files = watchFiles()
  files.intercept = ({ operation }) => {
    if (operation === 'link') throw anError('ENOTSUP')
  }
  const lock = await acquire(directory, files)
  await expect(acquire(directory, files)).rejects.toBeInstanceOf(StoreLockedError)
  await lock.release()
  await acquire(directory, files)
})

it('gives the directory free, but only while the lock is its own', async () => {
  const directory = await aDirectory()
  const lock = await acquire(directory)
  const foreign = aLock({ pid: 1 })
  await writeFile(join(directory, LOCK), foreign)
  await lock.release()
  expect(await readLock(directory)).toBe(foreign)

  const other = await aDirectory()
  await (await acquire(other)).release()
  expect(await readdir(other)).toEqual([])
})

it('keeps a second store out until the first is closed', async () => {
  const directory = await aDirectory()
  const first = await openStore(directory, { what: 'the headless server' })
  await expect(openStore(directory)).rejects.toThrow('the headless server')
  await first.change((tx) => tx.notes.put({ id: 'n', text: 'still works' }))
  await first.close()
  await openStore(directory)
})

it('gives the directory free when it cannot be loaded', async () => {
  const directory = await aDirectory()
  await writeFile(join(directory, 'doorward.json'), 'damaged')
  await expect(openStore(directory)).rejects.toMatchObject({ code: 'storage_damaged' })
  expect(await readdir(directory)).not.toContain(LOCK)
})

/** Leaves a stale lock and the claim of a process that died before it could remove it. */
async function aHalfTakenDirectory(pid: number) {
  const directory = await aLockedDirectory(aLock({ pid }))
  const files = watchFiles()
  files.intercept = ({ operation, path }) => {
    if (operation === 'unlink' && !path.endsWith('.tmp')) throw anError('EIO')
  }
  await expect(acquire(directory, files)).rejects.toThrow('EIO')
  const [claim = ''] = (await readdir(directory)).filter((name) => name.endsWith('.claim'))
  await writeFile(join(directory, claim), aLock({ pid, nonce: 'the claimer' }))
  return directory
}

/** Holds a call up for long now and then, so that takers overtake each other. */
function slowFiles() {
  const files = watchFiles()
  files.intercept = () => wait(Math.random() < 0.1 ? 40 : Math.random() * 2)
  return files
}

function isLockedOut(outcome: PromiseSettledResult<unknown>) {
  return outcome.status === 'rejected' && outcome.reason instanceof StoreLockedError
}

async function isZombie(pid: number) {
  return (await readFile(`/proc/${pid}/stat`, 'utf8')).includes(') Z ')
}
