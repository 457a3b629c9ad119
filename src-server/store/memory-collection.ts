import type { CollectionDefinition, Page, ReadableCollection, StoredRecord } from './collection.ts'
import { OrderedIndex } from './ordered-index.ts'
import { UniqueViolationError } from './store-errors.ts'

interface UniqueIndex<R> {
  readonly name: string
  readonly key: (record: R) => string | undefined
  readonly records: Map<string, R>
}

/** The records of one collection with its indexes, in memory. */
export class MemoryCollection<R extends StoredRecord> implements ReadableCollection<R> {
  readonly name: string
  #records = new Map<string, R>()
  readonly #unique: readonly UniqueIndex<R>[]
  readonly #ordered: ReadonlyMap<string, OrderedIndex<R>>
  #changes = 0

  constructor(name: string, definition: CollectionDefinition<R>) {
    this.name = name
    this.#unique = Object.entries(definition.unique ?? {}).map(([index, key]) => ({
      name: index,
      key,
      records: new Map(),
    }))
    const ordered = Object.entries(definition.ordered ?? {})
    this.#ordered = new Map(
      ordered.map(([index, how]) => [index, new OrderedIndex(how, () => this.values())]),
    )
  }

  get size(): number {
    return this.#records.size
  }

  get changes(): number {
    return this.#changes
  }

  find(id: string): R | undefined {
    return this.#records.get(id)
  }

  findBy(index: string, key: string): R | undefined {
    const found = this.#unique.find(({ name }) => name === index)
    if (!found) throw new TypeError(`${this.name} has no unique index "${index}"`)
    return found.records.get(key)
  }

  list(index: string, key: string, page: Page = {}): readonly R[] {
    return this.#toOrdered(index).list(key, page)
  }

  count(index: string, key: string): number {
    return this.#toOrdered(index).count(key)
  }

  values(): IterableIterator<R> {
    return this.#records.values()
  }

  /** Makes loaded records, by id, its own; ordered indexes are built when they are first used. */
  load(records: Map<string, R>): void {
    this.#records = records
    for (const { name, key, records: index } of this.#unique) {
      for (const record of records.values()) {
        const value = key(record)
        if (value === undefined) continue
        if (index.has(value)) throw new UniqueViolationError(this.name, name, value)
        index.set(value, record)
      }
    }
  }

  /** Puts a record and returns the one it replaced; changes nothing if it throws. */
  put(record: R): R | undefined {
    this.#checkUnique(record)
    for (const index of this.#ordered.values()) index.check(record)
    const before = this.#records.get(record.id)
    this.restore(record.id, record)
    return before
  }

  /** Makes `record` the one of that id, or none if undefined, without checking anything. */
  restore(id: string, record: R | undefined): void {
    const before = this.#records.get(id)
    this.#changes += 1
    if (record) this.#records.set(id, record)
    else this.#records.delete(id)
    for (const index of this.#unique) updateUnique(index, before, record)
    for (const index of this.#ordered.values()) index.update(before, record)
  }

  #checkUnique(record: R): void {
    for (const { name, key, records } of this.#unique) {
      const value = key(record)
      const other = value === undefined ? undefined : records.get(value)
      if (value === undefined || !other || other.id === record.id) continue
      throw new UniqueViolationError(this.name, name, value)
    }
  }

  #toOrdered(index: string): OrderedIndex<R> {
    const found = this.#ordered.get(index)
    if (!found) throw new TypeError(`${this.name} has no ordered index "${index}"`)
    return found
  }
}

function updateUnique<R>(index: UniqueIndex<R>, before: R | undefined, after: R | undefined): void {
  const keyBefore = before && index.key(before)
  const keyAfter = after && index.key(after)
  if (keyBefore !== undefined && keyBefore !== keyAfter) index.records.delete(keyBefore)
  if (after) setUnlessUndefined(index.records, keyAfter, after)
}

function setUnlessUndefined<V>(map: Map<string, V>, key: string | undefined, value: V): void {
  if (key !== undefined) map.set(key, value)
}
