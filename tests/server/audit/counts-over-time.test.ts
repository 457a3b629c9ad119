import { describe, expect, it } from 'vitest'
import { CountsOverTime } from '#server/audit/counts-over-time.ts'

const MINUTE = 60_000
/** 2026-11-20T12:00:00Z, the beginning of a span. */
const NOON = 1_795_176_000_000

describe('counts over time', () => {
  it('lie in their spans, oldest first', () => {
    const counts = new CountsOverTime(MINUTE, 4)
    for (const at of [0, 1, 59_999, MINUTE, 3 * MINUTE]) counts.add(NOON + at)

    expect(counts.list(NOON + 3 * MINUTE)).toEqual([3, 1, 0, 1])
    expect(counts.startOf(NOON + 3 * MINUTE)).toBe(NOON)
  })

  it('make room for later ones', () => {
    const counts = new CountsOverTime(MINUTE, 4)
    counts.add(NOON)
    counts.add(NOON + 4 * MINUTE)

    expect(counts.list(NOON + 4 * MINUTE)).toEqual([0, 0, 0, 1])
    expect(counts.list(NOON + 90 * MINUTE)).toEqual([0, 0, 0, 0])
  })

  it('take late ones in, but none that is older than all', () => {
    const counts = new CountsOverTime(MINUTE, 4)
    counts.add(NOON + 4 * MINUTE)
    counts.add(NOON + 2 * MINUTE)
    counts.add(NOON)

    expect(counts.list(NOON + 4 * MINUTE)).toEqual([0, 1, 0, 1])
  })
})
