import { join } from 'node:path'
import { Low } from 'lowdb'
import { checkMigrations, type Migrations } from './migrations.ts'
import { type RawState, type Replayed, replay } from './replay.ts'
import { listSegments } from './segments.ts'
import { SnapshotAdapter, type SnapshotAdapterOptions } from './snapshot-adapter.ts'
import { NO_IMAGE, type SnapshotImage } from './snapshot-format.ts'
import { SnapshotDamagedError, StorageError } from './store-errors.ts'

export const SNAPSHOT_NAME = 'doorward.json'
export const PREVIOUS_NAME = 'doorward.previous.json'

/** Where the records came from: the newest snapshot, the one before, or the journal alone. */
export type RecoverySource = 'snapshot' | 'previous_snapshot' | 'journal'

export interface Recovered {
  readonly state: RawState
  readonly source: RecoverySource
  readonly replayed: Replayed
  /** The snapshot that was used, if there was one. */
  readonly snapshot: LoadedSnapshot | undefined
  /** A crash came between the two renames that end a snapshot; this is no damage. */
  readonly isInterrupted: boolean
  /** The snapshots that could not be used, newest first. */
  readonly damaged: readonly Damaged[]
}

export interface LoadedSnapshot {
  readonly schema: number
  readonly seq: number
  readonly bytes: number
}

export interface Damaged {
  readonly path: string
  readonly error: SnapshotDamagedError
}

export interface RecoverOptions extends Omit<SnapshotAdapterOptions, 'path' | 'previousPath'> {
  readonly directory: string
  readonly schema: number
  readonly migrations: Migrations
}

/** Puts the records together from a directory's files without changing any of them, or throws. */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const damaged: Damaged[] = []
  const newest = await loadSnapshot(options, SNAPSHOT_NAME, damaged)
  if (newest) return replayOn(newest, 'snapshot', options, damaged)
  const previous = await loadSnapshot(options, PREVIOUS_NAME, damaged)
  if (previous) return replayOn(previous, 'previous_snapshot', options, damaged)

  const [first] = await listSegments(options.files, options.directory)
  if (damaged.length > 0 && first?.firstSeq !== 1) throw toLostError(damaged)
  const state = { schema: options.schema, seq: 0, collections: new Map() }
  return replayOn({ state }, 'journal', options, damaged)
}

interface Start {
  readonly state: RawState
  readonly snapshot?: LoadedSnapshot
}

async function loadSnapshot(
  { directory, ...options }: RecoverOptions,
  name: string,
  damaged: Damaged[],
): Promise<Start | undefined> {
  const path = join(directory, name)
  const adapter = new SnapshotAdapter({ ...options, path })
  const home = new Low(adapter, NO_IMAGE)
  try {
    await home.read()
  } catch (error) {
    if (!(error instanceof SnapshotDamagedError)) throw error
    damaged.push({ path, error })
    return undefined
  }
  if (home.data === NO_IMAGE) return undefined
  const { schema, seq } = home.data
  return { state: toState(home.data), snapshot: { schema, seq, bytes: adapter.bytes } }
}

async function replayOn(
  { state, snapshot }: Start,
  source: RecoverySource,
  { files, directory, schema, migrations }: RecoverOptions,
  damaged: readonly Damaged[],
): Promise<Recovered> {
  checkMigrations(migrations, state.schema, schema)
  const segments = await listSegments(files, directory)
  const replayed = await replay(state, { files, segments, schema, migrations })
  const names = await files.readDirectory(directory)
  const isInterrupted =
    source === 'previous_snapshot' && damaged.length === 0 && names.some(isUnfinishedSnapshot)
  return { state, source, snapshot, replayed, isInterrupted, damaged }
}

function isUnfinishedSnapshot(name: string): boolean {
  return name.startsWith(`${SNAPSHOT_NAME}.`) && name.endsWith('.tmp')
}

function toState({ schema, seq, collections }: SnapshotImage): RawState {
  const entries = [...collections].map(
    ([name, records]) => [name, new Map(records.map((record) => [record.id, record]))] as const,
  )
  return { schema, seq, collections: new Map(entries) }
}

function toLostError(damaged: readonly Damaged[]): StorageError {
  const reasons = damaged.map(({ error }) => error.message).join('; ')
  return new StorageError(
    'storage_damaged',
    `No snapshot can be read (${reasons}), and the journal does not reach back to the first ` +
      `change. Nothing was changed. Restore ${SNAPSHOT_NAME} or ${PREVIOUS_NAME} from a backup.`,
    { cause: damaged[0]?.error },
  )
}
