import { describe, expect, it } from 'vitest'
import {
  type Attempts,
  decideFailure,
  decideWaitSeconds,
  isForgotten,
} from '#server/domain/decide-lockout.ts'

const rules = { lockoutFailures: 3, lockoutSeconds: 30 }
const NOW = 1_000_000_000
const MINUTE = 60_000
const some = (changes: Partial<Attempts>): Attempts => ({
  failures: 0,
  lastFailureAt: NOW,
  lockouts: 0,
  lockedUntil: 0,
  ...changes,
})

describe('a further failure', () => {
  it.each([
    ['is the first', undefined, rules, { failures: 1, lockouts: 0 }, 0],
    ['is one more', some({ failures: 1 }), rules, { failures: 2, lockouts: 0 }, 0],
    ['is one too many', some({ failures: 2 }), rules, { failures: 0, lockouts: 1 }, 30],
    [
      'is the first again after a lockout',
      some({ lockouts: 1, lockedUntil: NOW }),
      rules,
      { failures: 1, lockouts: 1 },
      0,
    ],
    [
      'begins a second lockout, twice as long',
      some({ failures: 2, lockouts: 1 }),
      rules,
      { lockouts: 2 },
      60,
    ],
    [
      'begins a third, twice as long again',
      some({ failures: 2, lockouts: 2 }),
      rules,
      { lockouts: 3 },
      120,
    ],
    [
      'begins a lockout of an hour at most',
      some({ failures: 2, lockouts: 7 }),
      rules,
      { lockouts: 8 },
      3600,
    ],
    ['does not overflow however often', some({ failures: 2, lockouts: 5000 }), rules, {}, 3600],
    [
      'counts alone after a quiet time',
      some({ failures: 2, lastFailureAt: NOW - 15 * MINUTE }),
      rules,
      { failures: 1 },
      0,
    ],
    [
      'counts on just before',
      some({ failures: 2, lastFailureAt: NOW - 15 * MINUTE + 1 }),
      rules,
      { lockouts: 1 },
      30,
    ],
    [
      'finds longer lockouts forgotten after a quiet time',
      some({ failures: 2, lockouts: 4, lastFailureAt: 0, lockedUntil: NOW - 15 * MINUTE }),
      rules,
      { failures: 1, lockouts: 0 },
      0,
    ],
    [
      'during a lockout does not prolong it',
      some({ lockouts: 1, lockedUntil: NOW + 10_000 }),
      rules,
      { failures: 0, lockouts: 1 },
      10,
    ],
    [
      'never locks out where that is off',
      some({ failures: 5000 }),
      { ...rules, lockoutFailures: 0 },
      { failures: 5001 },
      0,
    ],
    [
      'locks out at once where one is too many',
      undefined,
      { ...rules, lockoutFailures: 1 },
      { lockouts: 1 },
      30,
    ],
  ] as const)('%s', (_, known, within, expected, seconds) => {
    const after = decideFailure(known, within, NOW)
    expect(after).toMatchObject(expected)
    expect(decideWaitSeconds(after, NOW)).toBe(seconds)
  })
})

it.each([
  ['never failed', undefined, 0],
  ['failed, but not often', some({ failures: 2 }), 0],
  ['has a millisecond to go', some({ lockedUntil: NOW + 1 }), 1],
  ['has half a minute to go', some({ lockedUntil: NOW + 30_000 }), 30],
  ['has waited', some({ lockedUntil: NOW }), 0],
])('a client that %s waits the right time', (_, attempts, seconds) => {
  expect(decideWaitSeconds(attempts, NOW)).toBe(seconds)
})

it('forgets a quiet time after the lockout, not after its beginning', () => {
  const attempts = some({ lockouts: 7, lockedUntil: NOW + 60 * MINUTE })
  expect(isForgotten(attempts, NOW + 75 * MINUTE - 1)).toBe(false)
  expect(isForgotten(attempts, NOW + 75 * MINUTE)).toBe(true)
})
