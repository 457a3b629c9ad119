import type { Page, StoredRecord, WritableCollection } from './collection.ts'
import type { MemoryCollection } from './memory-collection.ts'

/** What one transaction changed: as JSON for the journal (empty if nothing), and how to undo it. */
export interface ChangeSet {
  readonly text: string
  readonly touched: readonly Touched[]
  undo(): void
}

/** A record that was put or deleted. */
export interface Touched {
  readonly collection: string
  readonly id: string
}

/** Runs one transaction at a time and records what it changes in memory. */
export class TransactionRecorder {
  #texts: string[] = []
  #undo: (() => void)[] = []
  #touched: Touched[] = []
  #isOpen = false

  /** Applies all of the transaction or, if it throws, nothing. */
  run<T>(transaction: () => T): { readonly result: T; readonly changeSet: ChangeSet } {
    if (this.#isOpen) throw new TypeError('a transaction cannot start inside another one')
    this.#texts = []
    this.#undo = []
    this.#touched = []
    this.#isOpen = true
    try {
      const result = transaction()
      if (isPromiseLike(result)) throw new TypeError('a transaction cannot be asynchronous')
      return { result, changeSet: toChangeSet(this.#texts, this.#undo, this.#touched) }
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

  record(text: string, undo: () => void, touched: Touched): void {
    this.#texts.push(text)
    this.#undo.push(undo)
    this.#touched.push(touched)
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
    this.#record(text, record.id, before)
  }

  delete(id: string): void {
    this.#recorder.checkOpen()
    const before = this.#collection.find(id)
    if (!before) return
    this.#collection.restore(id, undefined)
    const text = `["delete",${this.#name},${JSON.stringify(id)}]`
    this.#record(text, id, before)
  }

  #record(text: string, id: string, before: R | undefined): void {
    const collection = this.#collection
    const touched = { collection: collection.name, id }
    this.#recorder.record(text, () => collection.restore(id, before), touched)
  }
}

function toChangeSet(
  texts: readonly string[],
  undo: readonly (() => void)[],
  touched: readonly Touched[],
): ChangeSet {
  return {
    touched,
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
