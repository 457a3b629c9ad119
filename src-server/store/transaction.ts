import type { Page, StoredRecord, WritableCollection } from './collection.ts'
import type { MemoryCollection } from './memory-collection.ts'

/** What one transaction changed: as JSON for the journal (empty if nothing), and how to undo it. */
export interface ChangeSet {
  readonly text: string
  undo(): void
}

/** Runs one transaction at a time and records what it changes in memory. */
export class TransactionRecorder {
  #texts: string[] = []
  #undo: (() => void)[] = []
  #isOpen = false

  /** Applies all of the transaction or, if it throws, nothing. */
  run<T>(transaction: () => T): { readonly result: T; readonly changeSet: ChangeSet } {
    if (this.#isOpen) throw new TypeError('a transaction cannot start inside another one')
    this.#texts = []
    this.#undo = []
    this.#isOpen = true
    try {
      const result = transaction()
      if (isPromiseLike(result)) throw new TypeError('a transaction cannot be asynchronous')
      return { result, changeSet: toChangeSet(this.#texts, this.#undo) }
    } catch (error) {
      undoAll(this.#undo)
      throw error
    } finally {
      this.#isOpen = false
    }
  }

  checkOpen(): void {
    if (!this.#isOpen) throw new TypeError('the transaction has ended; nothing can be changed')
  }

  record(text: string, undo: () => void): void {
    this.#texts.push(text)
    this.#undo.push(undo)
  }
}

/** One collection as transactions see it. */
export class TransactionCollection<R extends StoredRecord> implements WritableCollection<R> {
  readonly #collection: MemoryCollection<R>
  readonly #recorder: TransactionRecorder
  readonly #name: string

  constructor(collection: MemoryCollection<R>, recorder: TransactionRecorder) {
    this.#collection = collection
    this.#recorder = recorder
    this.#name = JSON.stringify(collection.name)
  }

  get size(): number {
    return this.#collection.size
  }

  get changes(): number {
    return this.#collection.changes
  }

  find(id: string): R | undefined {
    return this.#collection.find(id)
  }

  findBy(index: string, key: string): R | undefined {
    return this.#collection.findBy(index, key)
  }

  list(index: string, key: string, page?: Page): readonly R[] {
    return this.#collection.list(index, key, page)
  }

  count(index: string, key: string): number {
    return this.#collection.count(index, key)
  }

  values(): IterableIterator<R> {
    return this.#collection.values()
  }

  put(record: R): void {
    this.#recorder.checkOpen()
    if (typeof record.id !== 'string' || record.id === '')
      throw new TypeError('a record needs an id')
    const text = `["put",${this.#name},${JSON.stringify(record)}]`
    const before = this.#collection.put(record)
    this.#recorder.record(text, () => this.#collection.restore(record.id, before))
  }

  delete(id: string): void {
    this.#recorder.checkOpen()
    const before = this.#collection.find(id)
    if (!before) return
    this.#collection.restore(id, undefined)
    const text = `["delete",${this.#name},${JSON.stringify(id)}]`
    this.#recorder.record(text, () => this.#collection.restore(id, before))
  }
}

function toChangeSet(texts: readonly string[], undo: readonly (() => void)[]): ChangeSet {
  return {
    text: texts.length === 0 ? '' : `[${texts.join(',')}]`,
    undo: () => undoAll(undo),
  }
}

function undoAll(undo: readonly (() => void)[]): void {
  for (const step of undo.toReversed()) step()
}

function isPromiseLike(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value
}
