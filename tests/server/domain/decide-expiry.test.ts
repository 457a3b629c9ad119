import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideExpiry } from '#server/domain/decide-expiry.ts'

const NOW = Date.parse('2027-02-18T12:34:56.789Z')
const DAY = 86_400_000
const MAXIMUM_DAYS = 90

it('takes the maximum when nothing is asked', () => {
  const expected = { ok: true, expiresAt: NOW + MAXIMUM_DAYS * DAY }
  expect(decideExpiry(undefined, NOW, MAXIMUM_DAYS)).toEqual(expected)
})

describe('keeps the asked instant within one day and the maximum', () => {
  it.each([
    ['one day from now', NOW + DAY, 'ok'],
    ['one day, asked a minute ago', NOW + DAY - 60_000, 'ok'],
    ['less than a day', NOW + DAY - 60_001, 'too_early'],
    ['now', NOW, 'too_early'],
    ['in the past', NOW - 1, 'too_early'],
    ['the beginning of time', 0, 'too_early'],
    ['the maximum', NOW + MAXIMUM_DAYS * DAY, 'ok'],
    ['a millisecond beyond the maximum', NOW + MAXIMUM_DAYS * DAY + 1, 'too_late'],
    ['the end of time', Date.parse('9999-12-31T23:59:59Z'), 'too_late'],
    ['some odd millisecond', NOW + 12 * DAY + 345_678, 'ok'],
  ])('%s', (_, asked, expected) => {
    const decision = decideExpiry(asked, NOW, MAXIMUM_DAYS)
    if (expected === 'ok') expect(decision).toEqual({ ok: true, expiresAt: asked })
    else expect(decision).toMatchObject({ ok: false, reason: expected })
  })

  it('refuses what is no time at all', () => {
    expect(decideExpiry(Number.NaN, NOW, MAXIMUM_DAYS).ok).toBe(false)
  })

  it('allows exactly one day when one day is the maximum', () => {
    expect(decideExpiry(undefined, NOW, 1)).toEqual({ ok: true, expiresAt: NOW + DAY })
    expect(decideExpiry(NOW + DAY, NOW, 1)).toEqual({ ok: true, expiresAt: NOW + DAY })
    expect(decideExpiry(NOW + DAY + 1, NOW, 1)).toMatchObject({ reason: 'too_late' })
  })
})

it.each([
  ['nothing', undefined],
  ['a day', NOW + DAY],
])('refuses every expiry when secrets are turned off and %s is asked', (_, asked) => {
  expect(decideExpiry(asked, NOW, 0)).toMatchObject({ ok: false, reason: 'turned_off' })
})

it('says between which instants to choose', () => {
  const decision = decideExpiry(NOW, NOW, MAXIMUM_DAYS)
  expect(decision).toMatchObject({
    message:
      'Choose a time between 2027-02-19T12:34:56.789Z (1 day) and 2027-05-19T12:34:56.789Z (90 days).',
  })
})

it('stores what was asked or refuses it, and never anything else', () => {
  const asked = fc.integer({ min: NOW - 100 * DAY, max: NOW + 5000 * DAY })
  fc.assert(
    fc.property(asked, fc.integer({ min: 1, max: 3650 }), (time, days) => {
      const decision = decideExpiry(time, NOW, days)
      const fits = time >= NOW + DAY - 60_000 && time <= NOW + days * DAY
      expect(decision.ok ? decision.expiresAt : 'refused').toBe(fits ? time : 'refused')
    }),
  )
})
