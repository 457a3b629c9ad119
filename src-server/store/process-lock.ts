import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { unlinkIfThere, writeAll, writeTemporary } from './durable-file.ts'
import { FILE_MODE, type Files, findErrorCode, type OpenFile } from './files.ts'
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
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']

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

interface LockFile {
  readonly files: Files
  readonly path: string
  /** What this process writes into the file; no other lock has the same. */
  readonly text: string
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

/** Creates the file with its contents in one step, so that nobody ever reads half of it. */
async function createExclusively({ files, path, text }: LockFile): Promise<boolean> {
  const temporary = await writeTemporary(files, path, (file) => writeText(file, text))
  try {
    await files.link(temporary, path)
    return true
  } catch (error) {
    const code = findErrorCode(error) ?? ''
    if (code === 'EEXIST' || code === 'ENOENT') return false // ENOENT: swept by the lock's holder
    if (WITHOUT_LINKS.includes(code)) return createWithoutLink({ files, path, text })
    throw error
  } finally {
    await unlinkIfThere(files, temporary)
  }
}

async function createWithoutLink({ files, path, text }: LockFile): Promise<boolean> {
  try {
    const file = await files.open(path, 'wx', FILE_MODE)
    await writeText(file, text).finally(() => file.close())
    return true
  } catch (error) {
    if (findErrorCode(error) === 'EEXIST') return false
    throw error
  }
}

async function writeText(file: OpenFile, text: string): Promise<number> {
  const bytes = Buffer.from(text)
  await writeAll(file, bytes, 0)
  return bytes.length
}

async function sweepClaims(files: Files, directory: string): Promise<void> {
  for (const name of await files.readDirectory(directory)) {
    const isClaim = name.startsWith(`${LOCK_NAME}.`) && name.endsWith('.claim')
    if (isClaim) await unlinkIfThere(files, join(directory, name))
  }
}

async function readText(files: Files, path: string): Promise<string | undefined> {
  try {
    return (await files.readFile(path)).toString()
  } catch (error) {
    if (findErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, startedAt, host, what, since } = JSON.parse(text)
    return Number.isInteger(pid) && pid > 0
      ? { pid, startedAt, host: String(host), what, since }
      : undefined
  } catch {
    return undefined
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
