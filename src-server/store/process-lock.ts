import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { unlinkIfThere } from './durable-file.ts'
import type { Files } from './files.ts'
import { createExclusively, type LockFile, parseHolder, readText } from './lock-file.ts'
import { describeThisProcess, isRunning, isSameHost } from './process-identity.ts'
import { type LockHolder, StoreLockedError } from './store-errors.ts'

export interface ProcessLockOptions {
  readonly files: Files
  readonly directory: string
  /** What holds the lock, for the message that another process gives. */
  readonly what: string
  readonly now: () => number
}

export const LOCK_NAME = 'doorward.lock'

const ATTEMPTS = 200
const UNREADABLE_ATTEMPTS = 50

/** Keeps a second process out of a data directory until it is released or this process ends. */
export class ProcessLock {
  readonly #file: LockFile

  constructor(file: LockFile) {
    this.#file = file
  }

  /** Removes the lock file unless somebody else has made it theirs. */
  async release(): Promise<void> {
    const { files, path, text } = this.#file
    if ((await readText(files, path)) === text) await unlinkIfThere(files, path)
  }
}

/** Takes the lock or throws a `StoreLockedError`; a lock whose process has ended is taken over. */
export async function acquireProcessLock(options: ProcessLockOptions): Promise<ProcessLock> {
  const { files, directory, what, now } = options
  const self = await describeThisProcess(files, what, now())
  const text = `${JSON.stringify({ ...self, nonce: randomUUID() })}\n`
  const file = { files, path: join(directory, LOCK_NAME), text }

  for (let attempt = 1; !(await createExclusively(file)); attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`${file.path} could not be taken over`)
    await removeIfStale(file, attempt)
  }
  await sweepClaims(files, directory)
  return new ProcessLock(file)
}

async function removeIfStale(file: LockFile, attempt: number): Promise<void> {
  const held = await readText(file.files, file.path)
  if (held === undefined) return
  const holder = parseHolder(held)
  if (holder && (await isRunning(file.files, holder))) throw toLockedError(holder, file.path)
  // Where links are missing, a lock file is empty for a moment; after a power failure, for ever.
  const isSettled = holder !== undefined || attempt >= UNREADABLE_ATTEMPTS
  if (!isSettled || !(await removeStale(file, held))) await wait(20)
}

/** Removes a stale file under a claim that one process at a time can have; false if another has it. */
async function removeStale(file: LockFile, stale: string): Promise<boolean> {
  const claim = await claimStale(file, stale)
  if (claim === undefined) return false
  try {
    const held = await readText(file.files, file.path)
    if (held === stale) await unlinkIfThere(file.files, file.path)
    return true
  } finally {
    await unlinkIfThere(file.files, claim)
  }
}

/** Creates the claim for a stale file; where its owner has ended too, the claim for that claim. */
async function claimStale(file: LockFile, stale: string): Promise<string | undefined> {
  const identity = createHash('sha256').update(stale).digest('hex').slice(0, 16)
  const path = `${file.path}.${identity}.claim`
  if (await createExclusively({ ...file, path })) return path
  const claim = await readText(file.files, path)
  if (claim === undefined) return undefined
  const owner = parseHolder(claim)
  const isTaken = owner !== undefined && (await isRunning(file.files, owner))
  return isTaken ? undefined : claimStale(file, claim)
}

async function sweepClaims(files: Files, directory: string): Promise<void> {
  for (const name of await files.readDirectory(directory)) {
    const isClaim = name.startsWith(`${LOCK_NAME}.`) && name.endsWith('.claim')
    if (isClaim) await unlinkIfThere(files, join(directory, name))
  }
}

function toLockedError(holder: LockHolder, path: string): StoreLockedError {
  const { pid, host, what, since } = holder
  const who = `${what}, process ${pid}, since ${since}`
  const message = isSameHost(host)
    ? `The data directory is in use by ${who}. Stop that process first.`
    : `The data directory is in use on the computer ${host} by ${who}. ` +
      `If Doorward no longer runs there, delete ${path} and start again.`
  return new StoreLockedError(holder, message)
}
