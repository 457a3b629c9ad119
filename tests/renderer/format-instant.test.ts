import { afterEach, describe, expect, it } from 'vitest'
import { formatInstant, formatRelative } from '#renderer/lib/format-instant.ts'
import { speak } from '#renderer/lib/language.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('an exact instant', () => {
  it.each([
    ['Europe/Berlin', '2027-02-18T22:59:00Z', 'Thu 18 Feb 2027, 23:59 CET'],
    ['Europe/Berlin', '2027-07-01T22:30:00Z', 'Fri 2 Jul 2027, 00:30 CEST'],
    ['UTC', '2027-02-18T00:05:00Z', 'Thu 18 Feb 2027, 00:05 UTC'],
  ])('names weekday and zone in %s', (zone, instant, words) => {
    expect(formatInstant(new Date(instant), zone)).toBe(words)
  })
})

describe('a distance in time', () => {
  it.each([
    [0, 'just now'],
    [-30_000, 'just now'],
    [MINUTE, 'in 1 minute'],
    [-5 * MINUTE, '5 minutes ago'],
    [HOUR - 10_000, 'in 1 hour'],
    [-3 * HOUR, '3 hours ago'],
    [47 * HOUR, 'in 47 hours'],
    [2 * DAY, 'in 2 days'],
    [90 * DAY - 41_000, 'in 90 days'],
    [-29 * DAY, '29 days ago'],
  ])('%i ms reads "%s"', (distance, words) => {
    expect(formatRelative(later(distance), now)).toBe(words)
  })
})

describe('in German', () => {
  afterEach(() => speak('en'))

  it('an instant and a distance read as Germans write them', async () => {
    await speak('de')

    const instant = new Date('2027-02-18T22:59:00Z')
    expect(formatInstant(instant, 'Europe/Berlin')).toMatch(/^Do\.?, 18\. Feb\.? 2027, 23:59 MEZ$/)
    expect(formatRelative(later(90 * DAY), now)).toBe('in 90 Tagen')
    expect(formatRelative(later(-HOUR), now)).toBe('vor 1 Stunde')
    expect(formatRelative(now, now)).toBe('gerade eben')
  })
})
