import type { Files } from './files.ts'
import type { JournalTail } from './journal.ts'
import type { JournalLine } from './journal-line.ts'
import { checkMigrations, type Migrations, migrate, type RawCollections } from './migrations.ts'
import { type ReadSegment, readSegment } from './read-segment.ts'
import { type Segment, selectSegments } from './segments.ts'
import { StorageError } from './store-errors.ts'

/** The records as of one change set, under one schema. */
export interface RawState {
  schema: number
  seq: number
  readonly collections: RawCollections
}

/** What replaying has found at the end of the journal. */
export interface Replayed {
  readonly bytes: number
  readonly tail: JournalTail | undefined
  readonly torn: TornEnd | undefined
}

/** Bytes behind the last good line of a segment, which no caller was ever told to be saved. */
export interface TornEnd {
  readonly path: string
  readonly length: number
  readonly bytes: Uint8Array
}

export interface ReplayOptions {
  readonly files: Files
  readonly segments: readonly Segment[]
  readonly schema: number
  readonly migrations: Migrations
}

/** Applies all change sets after the state's own to it, in order and without a gap, or throws. */
export async function replay(state: RawState, options: ReplayOptions): Promise<Replayed> {
  const selected = selectSegments(options.segments, state.seq)
  const first = options.segments[0]
  if (first && selected.length === 0) throw toGapError(first, state.seq + 1)

  let bytes = 0
  let last: ReadSegment | undefined
  for (const segment of selected) {
    const expected = last ? last.segment.firstSeq + last.lines.length : segment.firstSeq
    if (segment.firstSeq !== expected) throw toGapError(segment, expected)
    last = await readSegment(options.files, segment, segment === selected.at(-1))
    applySegment(state, last, options)
    bytes += last.length
  }
  return { bytes, tail: last && toTail(last, state), torn: last && toTornEnd(last) }
}

function applySegment(
  state: RawState,
  { segment, header, lines }: ReadSegment,
  options: ReplayOptions,
) {
  checkMigrations(options.migrations, header.schema, options.schema)
  if (state.seq === 0) state.schema = header.schema // nothing is there that would need migration
  if (header.schema > state.schema) {
    migrate(state.collections, options.migrations, state.schema, header.schema)
    state.schema = header.schema
  }
  const missing = lines.filter(({ seq }) => seq > state.seq)
  if (missing.length > 0 && header.schema < state.schema) throw toSchemaError(segment)
  for (const line of missing) applyLine(state, line)
}

function applyLine(state: RawState, { seq, changes }: JournalLine): void {
  for (const [kind, name, value] of changes) {
    const records = state.collections.get(name) ?? new Map()
    state.collections.set(name, records)
    if (kind === 'put') records.set(value.id, value)
    else records.delete(value)
  }
  state.seq = seq
}

/** The journal can only be continued where it does not end before the snapshot. */
function toTail({ segment, header, lines, length }: ReadSegment, state: RawState) {
  const end = segment.firstSeq + lines.length - 1
  return end === state.seq ? { segment, schema: header.schema, length } : undefined
}

function toTornEnd({ segment, length, torn }: ReadSegment): TornEnd | undefined {
  return torn && { path: segment.path, length, bytes: torn }
}

function toGapError({ path, firstSeq }: Segment, expected: number): StorageError {
  return new StorageError(
    'storage_damaged',
    `The journal has a gap: expected change ${expected}, but the next file, ${path}, starts with ` +
      `change ${firstSeq}. Nothing was changed. Put the missing journal files back or restore the ` +
      'data directory from a backup. Or, to give up all changes from the gap on: copy the ' +
      'directory, move the journal files that come after the gap away, and start again.',
  )
}

function toSchemaError({ path }: Segment): StorageError {
  return new StorageError(
    'storage_damaged',
    `${path} holds changes of an older schema than the snapshot before it. Nothing was changed. ` +
      'Restore the data directory from a backup.',
  )
}
