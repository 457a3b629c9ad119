/** What every record has; a record is an immutable, plain JSON value that `put` replaces as a whole. */
export interface StoredRecord {
  readonly id: string
}

/** Finds many records by a key, sorted by `order` and then by id; no key leaves the record out. */
export interface OrderedIndexDefinition<R> {
  readonly key: (record: R) => string | undefined
  readonly order: (record: R) => string
}

/** Describes one collection: how its records are found besides by id. */
export interface CollectionDefinition<
  R extends StoredRecord,
  U extends string = string,
  O extends string = string,
> {
  readonly unique?: { readonly [index in U]: (record: R) => string | undefined }
  readonly ordered?: { readonly [index in O]: OrderedIndexDefinition<R> }
  /** Carries the record's type where there is no index to infer it from; never set. */
  readonly accepts?: (record: R) => void
}

/** Any definition at all: functions that accept some record accept fewer when asked for `never`. */
export type AnyCollectionDefinition = CollectionDefinition<never, never, never>

/** The collections of a store, by name. */
export type Collections = { readonly [name: string]: AnyCollectionDefinition }

/** Which records of an ordered index: those behind `after` (an order) and `afterId` (ties), so many. */
export interface Page {
  readonly after?: string | undefined
  readonly afterId?: string | undefined
  readonly limit?: number | undefined
}

export interface ReadableCollection<R, U extends string = string, O extends string = string> {
  readonly size: number
  /** Grows with every change, by which whoever derived something knows whether it still holds. */
  readonly changes: number
  find(id: string): R | undefined
  findBy(index: U, key: string): R | undefined
  list(index: O, key: string, page?: Page): readonly R[]
  count(index: O, key: string): number
  /** All records, in no particular order. */
  values(): IterableIterator<R>
}

export interface WritableCollection<R, U extends string = string, O extends string = string>
  extends ReadableCollection<R, U, O> {
  /** Replaces the record of that id as a whole; throws a `UniqueViolationError` on a taken key. */
  put(record: R): void
  /** Deletes the record if there is one. */
  delete(id: string): void
}

/** The collections as readers see them. */
export type Readable<C> = {
  readonly [name in keyof C]: C[name] extends CollectionDefinition<infer R, infer U, infer O>
    ? ReadableCollection<R, U, O>
    : never
}

/** The collections as a transaction sees them. */
export type Writable<C> = {
  readonly [name in keyof C]: C[name] extends CollectionDefinition<infer R, infer U, infer O>
    ? WritableCollection<R, U, O>
    : never
}

/** Defines a collection of one record type; the names of its indexes are inferred. */
export function defineCollection<R extends StoredRecord>() {
  return <U extends string = never, O extends string = never>(definition: {
    readonly unique?: { readonly [index in U]: (record: R) => string | undefined }
    readonly ordered?: { readonly [index in O]: OrderedIndexDefinition<R> }
  }): CollectionDefinition<R, U, O> => definition
}
