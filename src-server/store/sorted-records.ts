import type { StoredRecord } from './collection.ts'

/** Where a record stands among sorted ones; without an id: behind all records of that order. */
export interface Place {
  readonly order: string
  readonly id?: string | undefined
}

const LARGEST_CHUNK = 1024

/** Records sorted by an order and then by id, in chunks: an insert moves one chunk at most. */
export class SortedRecords<R extends StoredRecord> {
  readonly #order: (record: R) => string
  readonly #chunks: R[][] = []
  #unsorted: R[] = []
  /** All records in their order, until one changes: short lists are asked for again and again. */
  #whole: readonly R[] | undefined
  #size = 0

  constructor(order: (record: R) => string) {
    this.#order = order
  }

  get size(): number {
    return this.#size
  }

  /** Adds without sorting; the first other use sorts everything once. */
  load(record: R): void {
    this.#whole = undefined
    this.#unsorted.push(record)
    this.#size += 1
  }

  insert(record: R): void {
    this.#whole = undefined
    const place = this.#toPlace(record)
    const { number, at } = this.#findFirst((other) => this.#compare(other, place) >= 0)
    this.#size += 1
    const chunk = this.#chunks[number]
    if (chunk) chunk.splice(at, 0, record)
    else this.#append(record)
    this.#splitIfLarge(Math.min(number, this.#chunks.length - 1))
  }

  remove(record: R): void {
    this.#whole = undefined
    const { number, at, chunk } = this.#locate(record)
    chunk.splice(at, 1)
    this.#size -= 1
    if (chunk.length === 0) this.#chunks.splice(number, 1)
  }

  /** Puts a record in the place of one with the same order and id. */
  replace(before: R, after: R): void {
    this.#whole = undefined
    const { at, chunk } = this.#locate(before)
    chunk[at] = after
  }

  page(after: Place | undefined, limit: number): readonly R[] {
    if (!after && limit >= this.#size) return this.#listAll()
    const start = this.#findFirst((record) => !after || this.#compare(record, after) > 0)
    const page: R[] = []
    for (let number = start.number; number < this.#chunks.length; number++) {
      if (page.length >= limit) break
      const from = number === start.number ? start.at : 0
      const part = this.#chunks[number]?.slice(from, from + limit - page.length) ?? []
      for (const record of part) page.push(record)
    }
    return page
  }

  #listAll(): readonly R[] {
    this.#sort()
    this.#whole ??= this.#chunks.flat()
    return this.#whole
  }

  #locate(record: R): { number: number; at: number; chunk: R[] } {
    const place = this.#toPlace(record)
    const { number, at } = this.#findFirst((other) => this.#compare(other, place) >= 0)
    const chunk = this.#chunks[number]
    if (chunk?.[at]?.id !== record.id) throw new Error(`an index has lost the record ${record.id}`)
    return { number, at, chunk }
  }

  #findFirst(fits: (record: R) => boolean): { number: number; at: number } {
    this.#sort()
    const number = firstIndex(this.#chunks, (chunk) => {
      const last = chunk.at(-1)
      return last !== undefined && fits(last)
    })
    return { number, at: firstIndex(this.#chunks[number] ?? [], fits) }
  }

  #append(record: R): void {
    const last = this.#chunks.at(-1)
    if (last) last.push(record)
    else this.#chunks.push([record])
  }

  #splitIfLarge(number: number): void {
    const chunk = this.#chunks[number]
    if (!chunk || chunk.length <= LARGEST_CHUNK) return
    // A full last chunk is cut near its end: ids and times mostly arrive in ascending order.
    const isLast = number === this.#chunks.length - 1
    const cut = isLast ? LARGEST_CHUNK : LARGEST_CHUNK / 2
    this.#chunks.splice(number + 1, 0, chunk.splice(cut))
  }

  #sort(): void {
    if (this.#unsorted.length === 0) return
    const records = [...this.#chunks.flat(), ...this.#unsorted]
    this.#unsorted = []
    records.sort((one, other) => this.#compare(one, this.#toPlace(other)))
    this.#chunks.length = 0
    for (let from = 0; from < records.length; from += LARGEST_CHUNK) {
      this.#chunks.push(records.slice(from, from + LARGEST_CHUNK))
    }
  }

  #toPlace(record: R): { readonly order: string; readonly id: string } {
    return { order: this.#order(record), id: record.id }
  }

  #compare(record: R, place: Place): number {
    const byOrder = compareText(this.#order(record), place.order)
    if (byOrder !== 0) return byOrder
    return place.id === undefined ? -1 : compareText(record.id, place.id)
  }
}

function compareText(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Finds the first item that fits, given that all later ones fit too; the length if none does. */
function firstIndex<T>(items: readonly T[], fits: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && fits(item)) high = middle
    else low = middle + 1
  }
  return low
}
