import { v7 } from 'uuid'
import { type IdPrefix, toBase32 } from '#server/domain/ids.ts'

/** Makes a new id from a UUIDv7; ids made by this process always sort in the order they were made. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${toBase32(v7(undefined, new Uint8Array(16)))}`
}
