import type { Collections, Readable, Writable } from './collection.ts'
import { type DataDirectory, prepareDirectory } from './data-directory.ts'
import { nodeFiles } from './files.ts'
import { openParts, type StoreParts } from './open-parts.ts'
import { acquireProcessLock, type ProcessLock } from './process-lock.ts'
import { StorageError, toPlainWords, toReadOnlyError } from './store-errors.ts'
import type { StoreHealth, StoreOptions } from './store-options.ts'
import { type Touched, TransactionCollection, TransactionRecorder } from './transaction.ts'

export type Watcher = (touched: readonly Touched[]) => void

/** All state in memory, and every acknowledged change on the disk. */
export class Store<C extends Collections> {
  /** The records as they are now, with changes that are not durable yet. */
  readonly read: Readable<C>
  readonly #parts: StoreParts
  readonly #lock: ProcessLock
  readonly #target: DataDirectory
  readonly #recorder = new TransactionRecorder()
  readonly #writable: Writable<C>
  readonly #watchers = new Set<Watcher>()
  #closing: Promise<void> | undefined

  /** Locks the directory, loads it and brings it in order; refuses with a `StorageError` and a way out. */
  static async open<C extends Collections>(options: StoreOptions<C>): Promise<Store<C>> {
    const { files = nodeFiles, now = Date.now, what = 'Doorward', directory, logger } = options
    const target: DataDirectory = { files, directory, logger, now }
    try {
      await prepareDirectory(target)
      const lock = await acquireProcessLock({ ...target, what })
      try {
        return new Store(await openParts(options, target), lock, target)
      } catch (error) {
        await release(lock, target)
        throw error
      }
    } catch (cause) {
      throw toStorageError(`The data directory ${directory} cannot be used`, cause)
    }
  }

  private constructor(parts: StoreParts, lock: ProcessLock, target: DataDirectory) {
    this.#parts = parts
    this.#lock = lock
    this.#target = target
    const writable = [...parts.collections].map(
      ([name, collection]) =>
        [name, new TransactionCollection(collection, this.#recorder)] as const,
    )
    // Safe: every collection was made from the definition of the same name in `C`.
    this.read = Object.fromEntries(parts.collections) as unknown as Readable<C>
    this.#writable = Object.fromEntries(writable) as unknown as Writable<C>
  }

  get health(): StoreHealth {
    const reason = this.#parts.queue.readOnlyReason
    return reason === undefined ? this.#parts.health : { state: 'read_only', reason }
  }

  /**
   * Applies a synchronous transaction to memory, all of it or nothing, and resolves once it is durable.
   * If it cannot be saved it is undone together with everything that was built on it.
   */
  async change<T>(transaction: (tx: Writable<C>) => T): Promise<T> {
    this.#checkWritable()
    const { result, changeSet } = this.#recorder.run(() => transaction(this.#writable))
    await this.#parts.queue.add(changeSet)
    for (const watcher of this.#watchers) watcher(changeSet.touched)
    return result
  }

  /** Tells which records each change touched, once it is durable. */
  watch(watcher: Watcher): void {
    this.#watchers.add(watcher)
  }

  /** Resolves when a snapshot with every change made so far is on the disk. */
  async snapshot(): Promise<void> {
    this.#checkWritable()
    try {
      await this.#parts.snapshots.take()
    } catch (cause) {
      throw toStorageError('The snapshot could not be saved', cause)
    }
  }

  /** Finishes what was asked for, takes a snapshot if anything changed and releases the directory. */
  close(): Promise<void> {
    this.#closing ??= this.#close({ snapshot: true })
    return this.#closing
  }

  /** Releases the directory as it is, for a start that failed; the journal holds every change. */
  abandon(): Promise<void> {
    this.#closing ??= this.#close({ snapshot: false })
    return this.#closing
  }

  async #close({ snapshot }: { readonly snapshot: boolean }): Promise<void> {
    const { queue, snapshots, journal } = this.#parts
    try {
      await queue.finish()
      const isBehind = snapshots.isBehind && queue.readOnlyReason === undefined
      if (snapshot && isBehind) await snapshots.takeOrLog()
      await snapshots.finish()
      await journal.close()
    } finally {
      await release(this.#lock, this.#target)
    }
    this.#target.logger.info({ seq: journal.seq }, 'the data was closed')
  }

  #checkWritable(): void {
    const reason = this.#parts.queue.readOnlyReason
    if (reason !== undefined) throw toReadOnlyError(reason)
    if (this.#closing) throw new StorageError('storage_closed', 'Doorward is stopping.')
  }
}

async function release(lock: ProcessLock, { logger }: DataDirectory): Promise<void> {
  try {
    await lock.release()
  } catch (error) {
    // The lock goes stale when this process ends, and the next one takes it over.
    logger.warn({ err: error }, 'the lock file could not be removed')
  }
}

function toStorageError(what: string, cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause
  return new StorageError('storage_unavailable', `${what}: ${toPlainWords(cause)}.`, { cause })
}
