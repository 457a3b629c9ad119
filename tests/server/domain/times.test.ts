import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Instant } from '#contract/common.ts'
import { toInstant, toInstantOrNull, toTimestamp } from '#server/domain/times.ts'

it.each([
  ['a full second has no fraction', 1_802_908_800_000, '2027-02-18T00:00:00Z'],
  ['a millisecond is kept', 1_802_908_800_001, '2027-02-18T00:00:00.001Z'],
  ['ten milliseconds are kept', 1_802_908_800_010, '2027-02-18T00:00:00.010Z'],
  ['the beginning', 0, '1970-01-01T00:00:00Z'],
])('%s', (_, at, instant) => {
  expect(toInstant(at)).toBe(instant)
  expect(toTimestamp(instant)).toBe(at)
})

it.each([
  ['an offset', '2027-02-18T01:00:00+01:00', '2027-02-18T00:00:00Z'],
  ['an offset across midnight', '2027-02-17T23:30:00-00:30', '2027-02-18T00:00:00Z'],
  ['more digits than milliseconds', '2027-02-18T00:00:00.123456Z', '2027-02-18T00:00:00.123Z'],
])('reads %s and writes UTC', (_, instant, written) => {
  expect(toInstant(toTimestamp(instant))).toBe(written)
})

it.each([
  [null, null],
  [undefined, null],
  [0, '1970-01-01T00:00:00Z'],
])('writes %j, which may be missing, as %j', (at, instant) => {
  expect(toInstantOrNull(at)).toBe(instant)
})

it('brings every instant through unchanged, and the contract takes it', () => {
  const times = fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') })
  fc.assert(
    fc.property(times, (at) => {
      expect(toTimestamp(toInstant(at))).toBe(at)
      expect(Instant.safeParse(toInstant(at)).success).toBe(true)
    }),
  )
})
