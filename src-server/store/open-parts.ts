import { join } from 'node:path'
import type { Collections, StoredRecord } from './collection.ts'
import { CommitQueue } from './commit-queue.ts'
import { createCollections } from './create-collections.ts'
import { type DataDirectory, tidyDirectory } from './data-directory.ts'
import { createFile } from './durable-file.ts'
import { Journal } from './journal.ts'
import type { MemoryCollection } from './memory-collection.ts'
import { type Migrations, migrate } from './migrations.ts'
import { PREVIOUS_NAME, type Recovered, recover, SNAPSHOT_NAME } from './recover.ts'
import type { RawState } from './replay.ts'
import { SnapshotAdapter } from './snapshot-adapter.ts'
import { writeSnapshot } from './snapshot-file.ts'
import { Snapshots } from './snapshots.ts'
import type { StoreHealth, StoreOptions } from './store-options.ts'

/** What a store is made of. */
export interface StoreParts {
  readonly collections: ReadonlyMap<string, MemoryCollection<StoredRecord>>
  readonly journal: Journal
  readonly queue: CommitQueue
  readonly snapshots: Snapshots
  readonly health: StoreHealth
}

/** Loads a data directory that is locked already; where it refuses to, the files stay as they are. */
export async function openParts<C extends Collections>(
  options: StoreOptions<C>,
  target: DataDirectory,
): Promise<StoreParts> {
  const { schemaVersion: schema = 1, migrations = {} } = options
  const recovered = await recover({ ...target, schema, migrations })
  await migrateState(target, recovered.state, schema, migrations)
  const collections = createCollections(options.collections, recovered.state.collections)
  await tidyDirectory(target, recovered)

  const { seq } = recovered.state
  const { bytes, tail } = recovered.replayed
  const journal = await Journal.open({ ...target, schema, seq, bytes }, tail)
  const onCommitted = () => snapshots.takeIfDue()
  const queue = new CommitQueue({ journal, logger: target.logger, onCommitted })
  const snapshots = createSnapshots(options, target, recovered, { collections, journal, queue })
  const health = findHealth(recovered)
  await report(target, recovered, health, snapshots)
  return { collections, journal, queue, snapshots, health }
}

/** Migrates after a copy of everything has been kept in the schema that it had. */
async function migrateState(
  { files, directory, logger, now }: DataDirectory,
  state: RawState,
  schema: number,
  migrations: Migrations,
): Promise<void> {
  if (state.schema === schema) return
  const path = join(directory, `doorward.schema-${state.schema}.json`)
  const collections = new Map(
    [...state.collections].map(([name, records]) => [name, [...records.values()]]),
  )
  const savedAt = new Date(now()).toISOString()
  await createFile(files, path, (file) => writeSnapshot(file, { ...state, savedAt, collections }))
  migrate(state.collections, migrations, state.schema, schema)
  logger.info({ from: state.schema, to: schema, copy: path }, 'the data was migrated')
  state.schema = schema
}

function createSnapshots<C extends Collections>(
  options: StoreOptions<C>,
  target: DataDirectory,
  { snapshot, source }: Recovered,
  parts: Pick<StoreParts, 'collections' | 'journal' | 'queue'>,
): Snapshots {
  const { schemaVersion: schema = 1, snapshotAfterJournalBytes: afterJournalBytes } = options
  const adapter = new SnapshotAdapter({
    ...target,
    path: join(target.directory, SNAPSHOT_NAME),
    previousPath: join(target.directory, PREVIOUS_NAME),
    bytes: snapshot?.bytes ?? 0,
  })
  const isCurrent = source === 'snapshot' && snapshot?.schema === schema
  const savedSeq = isCurrent ? snapshot.seq : undefined
  return new Snapshots({ ...parts, target, schema, adapter, savedSeq, afterJournalBytes })
}

function findHealth({ source, damaged, isInterrupted }: Recovered): StoreHealth {
  if (isInterrupted) return { state: 'ok' }
  const reasons = damaged.map(({ error }) => error.message)
  if (source === 'previous_snapshot') {
    const reason = reasons[0] ?? `${SNAPSHOT_NAME} is missing`
    return { state: 'recovered', from: source, reason }
  }
  if (source === 'snapshot' || reasons.length === 0) return { state: 'ok' }
  return { state: 'recovered', from: 'journal', reason: reasons.join('; ') }
}

async function report(
  { logger }: DataDirectory,
  { state, source, snapshot, isInterrupted }: Recovered,
  health: StoreHealth,
  snapshots: Snapshots,
): Promise<void> {
  logger.info({ seq: state.seq, source }, 'the data was loaded')
  const isRecovered = health.state === 'recovered'
  if (isRecovered) logger.error(health, 'the data was recovered; no acknowledged change is missing')
  // Back to two good generations, or to one in the new schema, before anything else happens.
  const isMigrated = snapshot !== undefined && snapshot.schema !== state.schema
  if (isRecovered || isInterrupted || isMigrated) await snapshots.takeOrLog()
}
