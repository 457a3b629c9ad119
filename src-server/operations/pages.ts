import type { Page } from '#contract/common.ts'
import { AppError } from '#server/errors.ts'

interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly search?: string | undefined
}

interface Listing<R> {
  /** Reads records in order, beginning after the given position of that order. */
  readonly read: (page: { after?: string; limit: number }) => readonly R[]
  readonly positionOf: (record: R) => string
  readonly textOf: (record: R) => string
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
  const step = wanted === '' ? limit + 1 : STEP
  const found: R[] = []
  let after = cursor === undefined ? undefined : decodeCursor(cursor)
  while (found.length <= limit) {
    const records = listing.read(after === undefined ? { limit: step } : { after, limit: step })
    found.push(...records.filter((record) => listing.textOf(record).toLowerCase().includes(wanted)))
    const last = records.at(-1)
    if (records.length < step || last === undefined) break
    after = listing.positionOf(last)
  }
  return found
}

function encodeCursor(position: string): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

function decodeCursor(cursor: string): string {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (typeof position === 'string') return position
  } catch {
    // Refused below, like every cursor that is not ours.
  }
  throw new AppError('validation_failed', 'Check cursor.', {
    fields: [{ field: 'cursor', message: 'Use the nextCursor of the page before.' }],
  })
}
