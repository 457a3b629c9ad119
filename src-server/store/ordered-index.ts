import type { OrderedIndexDefinition, Page, StoredRecord } from './collection.ts'
import { SortedRecords } from './sorted-records.ts'

/** Groups records by a key and keeps each group sorted. */
export class OrderedIndex<R extends StoredRecord> {
  readonly #definition: OrderedIndexDefinition<R>
  readonly #groups = new Map<string, SortedRecords<R>>()

  constructor(definition: OrderedIndexDefinition<R>) {
    this.#definition = definition
  }

  /** Adds one of many records; sorting waits until the index is used. */
  load(record: R): void {
    const key = this.#definition.key(record)
    if (key !== undefined) this.#toGroup(key).load(record)
  }

  /** Calls the definition on a record once, so that it can only throw before anything changed. */
  check(record: R): void {
    if (this.#definition.key(record) !== undefined) this.#definition.order(record)
  }

  update(before: R | undefined, after: R | undefined): void {
    if (before && after && this.#isSamePlace(before, after)) {
      this.#findGroup(before)?.replace(before, after)
      return
    }
    if (before) this.#remove(before)
    const key = after && this.#definition.key(after)
    if (after && key !== undefined) this.#toGroup(key).insert(after)
  }

  list(key: string, { after, afterId, limit = Number.POSITIVE_INFINITY }: Page): readonly R[] {
    const place = after === undefined ? undefined : { order: after, id: afterId }
    return this.#groups.get(key)?.page(place, limit) ?? []
  }

  count(key: string): number {
    return this.#groups.get(key)?.size ?? 0
  }

  #remove(record: R): void {
    const key = this.#definition.key(record)
    if (key === undefined) return
    const group = this.#toGroup(key)
    group.remove(record)
    if (group.size === 0) this.#groups.delete(key)
  }

  #isSamePlace(before: R, after: R): boolean {
    const { key, order } = this.#definition
    return key(before) === key(after) && order(before) === order(after)
  }

  #findGroup(record: R): SortedRecords<R> | undefined {
    const key = this.#definition.key(record)
    return key === undefined ? undefined : this.#groups.get(key)
  }

  #toGroup(key: string): SortedRecords<R> {
    const found = this.#groups.get(key)
    if (found) return found
    const created = new SortedRecords<R>(this.#definition.order)
    this.#groups.set(key, created)
    return created
  }
}
