import type { Page } from '#contract/common.ts'
import { AppError } from '#server/errors.ts'

interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly search?: string | undefined
}

/** Which records an index is asked for: so many, after a position. */
export interface PageRequest {
  readonly after?: string
  readonly limit: number
}

interface Listing<R> {
  /** Reads records in order, beginning after the given position of that order. */
  readonly read: (page: PageRequest) => readonly R[]
  readonly positionOf: (record: R) => string
  readonly textOf: (record: R) => string
  /** Leaves records out that the caller may not see or did not ask for, where the index cannot. */
  readonly isVisible?: (record: R) => boolean
}

/** How many records one look at an index takes when a search skips most of them. */
const STEP = 500

/** Takes one page out of an index; a search is applied on the way, so a page is always full. */
export function toPage<R, Item>(
  query: PageQuery,
  listing: Listing<R>,
  toItem: (record: R) => Item,
): Page<Item> {
  const found = collect(query, listing)
  const records = found.slice(0, query.limit)
  const last = records.at(-1)
  const hasMore = found.length > query.limit && last !== undefined
  return {
    items: records.map(toItem),
    nextCursor: hasMore ? encodeCursor(listing.positionOf(last)) : null,
  }
}

/** Collects one record more than asked, which tells whether another page follows. */
function collect<R>({ limit, cursor, search }: PageQuery, listing: Listing<R>): readonly R[] {
  const wanted = search?.trim().toLowerCase() ?? ''
  const { isVisible = () => true } = listing
  const fits = (record: R) =>
    isVisible(record) && (wanted === '' || listing.textOf(record).toLowerCase().includes(wanted))
  const step = wanted === '' && !listing.isVisible ? limit + 1 : STEP
  const found: R[] = []
  let after = cursor === undefined ? undefined : decodeCursor(cursor)
  while (found.length <= limit) {
    const records = listing.read(after === undefined ? { limit: step } : { after, limit: step })
    found.push(...records.filter(fits))
    const last = records.at(-1)
    if (records.length < step || last === undefined) break
    after = listing.positionOf(last)
  }
  return found
}

/**
 * Pages through records that were gathered first, in the order of their positions or against it; a
 * record that went away meanwhile leaves no reader behind at the beginning.
 */
export function readGathered<R>(
  records: readonly R[],
  positionOf: (record: R) => string,
  descending = false,
): (page: PageRequest) => readonly R[] {
  const isBefore = (one: string, other: string) => (descending ? one > other : one < other)
  const placed = records
    .map((record) => ({ record, position: positionOf(record) }))
    .sort((one, other) => (isBefore(one.position, other.position) ? -1 : 1))
  return ({ after, limit }) => {
    const start =
      after === undefined ? 0 : placed.findIndex(({ position }) => isBefore(after, position))
    return start < 0 ? [] : placed.slice(start, start + limit).map(({ record }) => record)
  }
}

/** Makes the cursor of a position. */
export function encodeCursor(position: string): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Reads a cursor back; throws `validation_failed` for what is not one of ours. */
export function decodeCursor(cursor: string): string {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (typeof position === 'string') return position
  } catch {
    // Refused below, like every cursor that is not ours.
  }
  throw refuseCursor()
}

/** The refusal of a cursor that no page of ours gave. */
export function refuseCursor(): AppError {
  return new AppError('validation_failed', 'Check cursor.', {
    fields: [{ field: 'cursor', message: 'Use the nextCursor of the page before.' }],
  })
}
