import { v7 } from 'uuid'
import { type IdPrefix, toBase32 } from '#server/domain/ids.ts'
import { createRandomStock } from './random-stock.ts'

const takeRandom = createRandomStock()

/** The time and the counter of the id before. */
const last = { msecs: 0, seq: 0 }

/** Makes a new id from a UUIDv7; ids made by this process always sort in the order they were made. */
export function newId(prefix: IdPrefix): string {
  const random = takeRandom(16)
  advance(Date.now(), random)
  const { msecs, seq } = last
  return `${prefix}_${toBase32(v7({ random, msecs, seq }, new Uint8Array(16)))}`
}

/** Counts on within a millisecond, from a random start, and when the clock was set back (RFC 9562 §6.2). */
function advance(now: number, random: Uint8Array): void {
  if (now > last.msecs) {
    last.msecs = now
    last.seq = random.slice(6, 10).reduce((sum, byte) => sum * 256 + byte, 0) & 0x7fff_ffff
    return
  }
  last.seq = (last.seq + 1) | 0
  if (last.seq === 0) last.msecs += 1
}
