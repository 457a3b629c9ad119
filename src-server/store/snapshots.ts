import { Low } from 'lowdb'
import type { StoredRecord } from './collection.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { DataDirectory } from './data-directory.ts'
import type { Journal } from './journal.ts'
import { deleteSegmentsUpTo } from './segments.ts'
import type { SnapshotAdapter } from './snapshot-adapter.ts'
import { NO_IMAGE, type SnapshotImage } from './snapshot-format.ts'

export interface SnapshotsOptions {
  readonly target: DataDirectory
  readonly schema: number
  readonly collections: ReadonlyMap<string, { values(): Iterable<StoredRecord> }>
  readonly journal: Journal
  readonly queue: CommitQueue
  readonly adapter: SnapshotAdapter
  /** The last change set in the newest snapshot; undefined if there is none. */
  readonly savedSeq: number | undefined
  readonly afterJournalBytes: number | undefined
}

const LEAST_JOURNAL_BYTES = 8 * 1024 * 1024

/** Takes snapshots, one at a time, while changes go on. */
export class Snapshots {
  readonly #options: SnapshotsOptions
  readonly #home: Low<SnapshotImage>
  #savedSeq: number | undefined
  #dueAtBytes: number
  #last: Promise<void> = Promise.resolve()
  #pending = 0

  constructor(options: SnapshotsOptions) {
    this.#options = options
    this.#home = new Low(options.adapter, NO_IMAGE)
    this.#savedSeq = options.savedSeq
    this.#dueAtBytes = this.#findLimit()
  }

  /** Tells whether the newest snapshot lacks a durable change. */
  get isBehind(): boolean {
    return this.#options.journal.seq !== (this.#savedSeq ?? 0)
  }

  /** Resolves when a snapshot with every change made so far is on the disk. */
  take(): Promise<void> {
    const taken = this.#last.then(() => this.#take())
    this.#pending += 1
    this.#last = taken.catch(() => undefined).finally(() => (this.#pending -= 1))
    return taken
  }

  /** Starts a snapshot in the background once the journal has grown enough; failures are logged. */
  takeIfDue(): void {
    if (this.#pending > 0 || this.#options.journal.bytes < this.#dueAtBytes) return
    void this.takeOrLog()
  }

  /** Takes a snapshot that nothing depends on: the journal keeps every change that it would hold. */
  async takeOrLog(): Promise<void> {
    const { logger } = this.#options.target
    await this.take().catch((error) => logger.error({ err: error }, 'no snapshot could be taken'))
  }

  /** Resolves when no snapshot is being taken any more. */
  async finish(): Promise<void> {
    await this.#last
  }

  async #take(): Promise<void> {
    const { target, schema, journal, queue } = this.#options
    if (queue.isIdle && journal.seq === this.#savedSeq) return
    const collections = this.#copyReferences()
    const bytes = journal.bytes
    try {
      const seq = await queue.addBarrier(() => this.#startSegment())
      const savedAt = new Date(target.now()).toISOString()
      await this.#save({ schema, seq, savedAt, collections })
      this.#savedSeq = seq
    } finally {
      this.#dueAtBytes = bytes + this.#findLimit() // also after a failure: no more than now and then
    }
    await this.#deleteOldSegments()
  }

  /** The copy stays as it is while changes go on, since records are only ever replaced. */
  #copyReferences(): ReadonlyMap<string, readonly StoredRecord[]> {
    const entries = [...this.#options.collections]
    return new Map(entries.map(([name, collection]) => [name, [...collection.values()]]))
  }

  async #startSegment(): Promise<number> {
    const { journal } = this.#options
    await journal.rotate()
    return journal.seq
  }

  async #save(image: SnapshotImage): Promise<void> {
    this.#home.data = image
    try {
      await this.#home.write()
    } finally {
      this.#home.data = NO_IMAGE // or lowdb would keep every replaced record alive
    }
  }

  /** Keeps the segments that the previous snapshot needs, should the newest turn out broken. */
  async #deleteOldSegments(): Promise<void> {
    const { adapter, target } = this.#options
    const { files, directory, logger } = target
    if (adapter.previousSeq === undefined) return
    try {
      await deleteSegmentsUpTo(files, directory, adapter.previousSeq)
    } catch (error) {
      logger.warn({ err: error }, 'journal files that are not needed any more could not be deleted')
    }
  }

  #findLimit(): number {
    const { afterJournalBytes, adapter } = this.#options
    return afterJournalBytes ?? Math.max(LEAST_JOURNAL_BYTES, adapter.bytes)
  }
}
