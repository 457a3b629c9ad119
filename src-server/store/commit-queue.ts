import type { Journal } from './journal.ts'
import { StorageError, toPlainWords } from './store-errors.ts'
import type { StoreLogger } from './store-logger.ts'
import type { ChangeSet } from './transaction.ts'

interface PendingChange {
  readonly kind: 'change'
  readonly changeSet: ChangeSet
  resolve(): void
  reject(error: unknown): void
}

interface Barrier {
  readonly kind: 'barrier'
  run(): Promise<void>
  reject(error: unknown): void
}

const LARGEST_BATCH = 1024 * 1024

export interface CommitQueueOptions {
  readonly journal: Journal
  readonly logger: StoreLogger
  readonly onCommitted: () => void
}

/** Makes applied change sets durable in their order; those that wait together share an fsync. */
export class CommitQueue {
  readonly #options: CommitQueueOptions
  #waiting: (PendingChange | Barrier)[] = []
  #running: Promise<void> | undefined
  #readOnly: string | undefined

  constructor(options: CommitQueueOptions) {
    this.#options = options
  }

  /** Why nothing can be changed until the next start; undefined while all is well. */
  get readOnlyReason(): string | undefined {
    return this.#readOnly
  }

  /** Tells whether all that was added is durable. */
  get isIdle(): boolean {
    return this.#running === undefined
  }

  /** Resolves when the change set is durable; undoes it, and all that came after it, before rejecting. */
  add(changeSet: ChangeSet): Promise<void> {
    if (changeSet.text === '' && this.isIdle) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#enqueue({ kind: 'change', changeSet, resolve, reject })
    })
  }

  /** Runs between the change sets added before, all durable by then, and those added after. */
  addBarrier<T>(run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#enqueue({ kind: 'barrier', run: () => run().then(resolve, reject), reject })
    })
  }

  /** Resolves when nothing waits any more. */
  async finish(): Promise<void> {
    while (this.#running) await this.#running
  }

  #enqueue(item: PendingChange | Barrier): void {
    this.#waiting.push(item)
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    // Let everything that the same turn of the event loop wants changed join the first batch.
    await new Promise((resolve) => setImmediate(resolve))
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (next.kind === 'change') await this.#commit(this.#takeBatch())
      else {
        this.#waiting.shift()
        await next.run()
      }
    }
    this.#running = undefined
  }

  async #commit(batch: readonly PendingChange[]): Promise<void> {
    const texts = batch.map(({ changeSet }) => changeSet.text).filter((text) => text !== '')
    try {
      if (texts.length > 0) await this.#options.journal.append(texts)
    } catch (cause) {
      await this.#fail(batch, cause)
      return
    }
    for (const { resolve } of batch) resolve()
    this.#options.onCommitted()
  }

  #takeBatch(): readonly PendingChange[] {
    const batch: PendingChange[] = []
    let length = 0
    for (const item of this.#waiting) {
      if (item.kind === 'barrier' || length > LARGEST_BATCH) break
      batch.push(item)
      length += item.changeSet.text.length
    }
    this.#waiting.splice(0, batch.length)
    return batch
  }

  async #fail(batch: readonly PendingChange[], cause: unknown): Promise<void> {
    const undone = this.#undo(batch)
    const reason = toPlainWords(cause)
    this.#options.logger.error({ err: cause, changes: undone.length }, 'changes could not be saved')
    await this.#repair()
    const error = new StorageError('storage_unavailable', this.#toMessage(reason), { cause })
    for (const { reject } of undone) reject(error)
  }

  #toMessage(reason: string): string {
    const message = `The change could not be saved: ${reason}.`
    if (this.#readOnly === undefined) return message
    return `${message} Whether it is there will only be certain after Doorward was started again.`
  }

  /** Undoes the batch and everything applied on top of it, last first, within one turn. */
  #undo(batch: readonly PendingChange[]): readonly (PendingChange | Barrier)[] {
    const undone = [...batch, ...this.#waiting.splice(0)]
    for (const item of undone.toReversed()) if (item.kind === 'change') item.changeSet.undo()
    return undone
  }

  async #repair(): Promise<void> {
    try {
      await this.#options.journal.repair()
    } catch (cause) {
      this.#readOnly = `the journal could not be repaired: ${toPlainWords(cause)}`
      this.#options.logger.error({ err: cause }, 'the store is read-only until the next start')
      const error = toReadOnlyError(this.#readOnly, cause)
      for (const { reject } of this.#undo([])) reject(error)
    }
  }
}

export function toReadOnlyError(reason: string, cause?: unknown): StorageError {
  const message = `Nothing can be changed until Doorward is started again: ${reason}.`
  return new StorageError('storage_read_only', message, { cause })
}
