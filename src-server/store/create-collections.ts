import type { CollectionDefinition, Collections, StoredRecord } from './collection.ts'
import { MemoryCollection } from './memory-collection.ts'
import type { RawCollections } from './migrations.ts'
import { StorageError, UniqueViolationError } from './store-errors.ts'

/** Gives loaded records their indexes; throws if they do not fit the definitions. */
export function createCollections(
  definitions: Collections,
  raw: RawCollections,
): ReadonlyMap<string, MemoryCollection<StoredRecord>> {
  for (const [name, records] of raw) {
    if (records.size > 0 && !Object.hasOwn(definitions, name)) throw toUnknownError(name)
  }
  const entries = Object.entries(definitions).map(([name, definition]) => {
    // Safe: a collection only ever holds what its own typed `put` took in.
    const collection = new MemoryCollection(name, definition as CollectionDefinition<StoredRecord>)
    loadRecords(collection, raw.get(name) ?? new Map())
    return [name, collection] as const
  })
  return new Map(entries)
}

function loadRecords(
  collection: MemoryCollection<StoredRecord>,
  records: Map<string, StoredRecord>,
) {
  try {
    collection.load(records)
  } catch (cause) {
    if (!(cause instanceof UniqueViolationError)) throw cause
    const message = `The stored data contradicts itself. ${cause.message} Nothing was changed.`
    throw new StorageError('storage_damaged', message, { cause })
  }
}

function toUnknownError(name: string): StorageError {
  return new StorageError(
    'storage_damaged',
    `The data has a collection "${name}" that this version of Doorward does not know. ` +
      'Nothing was changed.',
  )
}
