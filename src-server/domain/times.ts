import type { Timestamp } from './model.ts'

/** Writes a point in time as RFC 3339 UTC, without a fraction where there is none. */
export function toInstant(at: Timestamp): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

/** Writes a point in time that may be missing. */
export function toInstantOrNull(at: Timestamp | null | undefined): string | null {
  return at === null || at === undefined ? null : toInstant(at)
}

/** Reads an RFC 3339 time that the contract has already checked. */
export function toTimestamp(instant: string): Timestamp {
  return Date.parse(instant)
}
