import type { Collections, Readable, Writable } from './collection.ts'
import { toReadOnlyError } from './commit-queue.ts'
import { type DataDirectory, prepareDirectory } from './data-directory.ts'
import { nodeFiles } from './files.ts'
import { openParts, type StoreParts } from './open-parts.ts'
import { acquireProcessLock, type ProcessLock } from './process-lock.ts'
import { StorageError, toPlainWords } from './store-errors.ts'
import type { StoreHealth, StoreOptions } from './store-options.ts'
import { TransactionCollection, TransactionRecorder } from './transaction.ts'

/** All state in memory, and every acknowledged change on the disk. */
export class Store<C extends Collections> {
  /** The records as they are now, with changes that are not durable yet. */
  readonly read: Readable<C>
  readonly #parts: StoreParts
  readonly #lock: ProcessLock
  readonly #target: DataDirectory
  readonly #recorder = new TransactionRecorder()
  readonly #writable: Writable<C>
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
        await lock.release()
        throw error
      }
    } catch (cause) {
      throw toOpenError(directory, cause)
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
    return result
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
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { queue, snapshots, journal } = this.#parts
    try {
      await queue.finish()
      const isBehind = snapshots.isBehind && queue.readOnlyReason === undefined
      if (isBehind) await snapshots.takeOrLog()
      await snapshots.finish()
      await journal.close()
    } finally {
      await this.#release()
    }
    this.#target.logger.info({ seq: journal.seq }, 'the data was closed')
  }

  async #release(): Promise<void> {
    try {
      await this.#lock.release()
    } catch (error) {
      // The lock goes stale when this process ends, and the next one takes it over.
      this.#target.logger.warn({ err: error }, 'the lock file could not be removed')
    }
  }

  #checkWritable(): void {
    const reason = this.#parts.queue.readOnlyReason
    if (reason !== undefined) throw toReadOnlyError(reason)
    if (this.#closing) throw new StorageError('storage_closed', 'Doorward is stopping.')
  }
}

function toOpenError(directory: string, cause: unknown): unknown {
  return toStorageError(`The data directory ${directory} cannot be used`, cause)
}

function toStorageError(what: string, cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause
  return new StorageError('storage_unavailable', `${what}: ${toPlainWords(cause)}.`, { cause })
}
