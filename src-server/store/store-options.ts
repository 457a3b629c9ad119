import type { Collections } from './collection.ts'
import type { Files } from './files.ts'
import type { Migrations } from './migrations.ts'
import type { StoreLogger } from './store-logger.ts'

export interface StoreOptions<C extends Collections> {
  readonly directory: string
  readonly collections: C
  readonly logger: StoreLogger
  /** What this process is called when another one finds the directory locked. */
  readonly what?: string
  /** The schema of the records, 1 unless given; `migrations` lead there from every earlier one. */
  readonly schemaVersion?: number
  readonly migrations?: Migrations
  /** How far the journal grows before a snapshot; by default 8 MiB or as far as the last snapshot. */
  readonly snapshotAfterJournalBytes?: number
  readonly files?: Files
  readonly now?: () => number
}

/** What an operator should know about the stored data. */
export type StoreHealth =
  | { readonly state: 'ok' }
  | {
      readonly state: 'recovered'
      /** What the records were put together from; no acknowledged change is missing. */
      readonly from: 'previous_snapshot' | 'journal'
      readonly reason: string
    }
  | { readonly state: 'read_only'; readonly reason: string }
