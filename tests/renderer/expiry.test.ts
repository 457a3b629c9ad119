import { assert, date, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decideExpiryState,
  findExpiryProblem,
  listPresetDays,
  resolveExpiry,
} from '#renderer/lib/expiry.ts'

const DAY = 86_400_000
const now = new Date('2026-11-20T22:59:41.500Z')
const inDays = (days: number, extra = 0) => new Date(now.getTime() + days * DAY + extra)

describe('the presets of an expiry', () => {
  it.each([
    [0, []],
    [1, [1]],
    [7, [7]],
    [45, [7, 30, 45]],
    [90, [7, 30, 60, 90]],
    [3650, [7, 30, 60, 90]],
  ])('a maximum of %i days allows %j', (maximum, expected) => {
    expect(listPresetDays(maximum)).toEqual(expected)
  })

  it('stand for whole minutes and never exceed what they say', async () => {
    const present = date({
      min: new Date('2020-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    })
    const holds = property(present, integer({ min: 1, max: 3650 }), (moment, days) => {
      const left = resolveExpiry(days, moment).getTime() - moment.getTime()
      expect(left).toBeLessThanOrEqual(days * DAY)
      expect(left).toBeGreaterThan(days * DAY - 60_000)
      expect(resolveExpiry(days, moment).getTime() % 60_000).toBe(0)
    })
    await assert(holds)
  })
})

describe('a chosen expiry', () => {
  it.each([
    ['is refused when unreadable', new Date('x'), 'Choose a date and time.'],
    ['is refused in the past', inDays(-1), 'Choose a time at least one day from now.'],
    ['is refused just under a day', inDays(1, -1), 'Choose a time at least one day from now.'],
    ['is taken at exactly a day', inDays(1), undefined],
    ['is taken at exactly the maximum', inDays(90), undefined],
    ['is refused just over the maximum', inDays(90, 1), 'Choose a time at most 90 days from now.'],
  ])('%s', (_, expiresAt, problem) => {
    expect(findExpiryProblem(expiresAt, now, 90)).toBe(problem)
  })
})

describe('how an expiry is judged', () => {
  it.each([
    [inDays(15), 'fine'],
    [inDays(14), 'soon'],
    [inDays(0, 1), 'soon'],
    [inDays(0), 'expired'],
  ])('%s is %s', (expiresAt, state) => {
    expect(decideExpiryState(expiresAt, now)).toBe(state)
  })
})
