import type { OrderedIndexDefinition, Page, StoredRecord } from './collection.ts'
import { SortedRecords } from './sorted-records.ts'

/** Groups records by a key and keeps each group sorted, from the first time that it is asked for one. */
export class OrderedIndex<R extends StoredRecord> {
  readonly #definition: OrderedIndexDefinition<R>
  readonly #records: () => Iterable<R>
  /** Undefined until somebody asks: many indexes of a large collection are not needed for long. */
  #built: Map<string, SortedRecords<R>> | undefined

  constructor(definition: OrderedIndexDefinition<R>, records: () => Iterable<R>) {
    this.#definition = definition
    this.#records = records
  }

  /** Calls the definition on a record once, so that it can only throw before anything changed. */
  check(record: R): void {
    if (this.#definition.key(record) !== undefined) this.#definition.order(record)
  }

  update(before: R | undefined, after: R | undefined): void {
    if (!this.#built) return
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
    return this.#groups().get(key)?.page(place, limit) ?? []
  }

  count(key: string): number {
    return this.#groups().get(key)?.size ?? 0
  }

  #groups(): Map<string, SortedRecords<R>> {
    if (this.#built) return this.#built
    this.#built = new Map()
    for (const record of this.#records()) {
      const key = this.#definition.key(record)
      if (key !== undefined) this.#toGroup(key).load(record)
    }
    return this.#built
  }

  #remove(record: R): void {
    const key = this.#definition.key(record)
    if (key === undefined) return
    const group = this.#toGroup(key)
    group.remove(record)
    if (group.size === 0) this.#groups().delete(key)
  }

  #isSamePlace(before: R, after: R): boolean {
    const { key, order } = this.#definition
    return key(before) === key(after) && order(before) === order(after)
  }

  #findGroup(record: R): SortedRecords<R> | undefined {
    const key = this.#definition.key(record)
    return key === undefined ? undefined : this.#groups().get(key)
  }

  #toGroup(key: string): SortedRecords<R> {
    const found = this.#groups().get(key)
    if (found) return found
    const created = new SortedRecords<R>(this.#definition.order)
    this.#groups().set(key, created)
    return created
  }
}
