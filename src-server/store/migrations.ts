import type { StoredRecord } from './collection.ts'
import { StorageError } from './store-errors.ts'

/** The records of every collection by id, before they have types and indexes. */
export type RawCollections = Map<string, Map<string, StoredRecord>>

/** Changes the records of one schema version into those of the next; always does the same. */
export type Migration = (collections: RawCollections) => void

/** The migrations by the schema version that they start from. */
export type Migrations = Readonly<Record<number, Migration>>

/** Takes the records from one schema version to a later one, step by step. */
export function migrate(
  collections: RawCollections,
  migrations: Migrations,
  from: number,
  to: number,
): void {
  for (let version = from; version < to; version++) findMigration(migrations, version)(collections)
}

/** Throws if a step is missing or the files are newer than this program; changes nothing. */
export function checkMigrations(migrations: Migrations, from: number, to: number): void {
  if (from > to) throw toNewerError(from, to)
  for (let version = from; version < to; version++) findMigration(migrations, version)
}

function findMigration(migrations: Migrations, version: number): Migration {
  const migration = migrations[version]
  if (migration) return migration
  throw new StorageError(
    'schema_migration_missing',
    `The data has schema ${version}, and this program has no migration from there.`,
  )
}

function toNewerError(found: number, known: number): StorageError {
  return new StorageError(
    'schema_newer',
    `A newer version of Doorward wrote this data (schema ${found}; this version knows ${known}). ` +
      'Nothing was changed: start that version again, or restore a backup made before the update.',
  )
}
