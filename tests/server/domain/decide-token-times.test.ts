import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideTokenTimes } from '#server/domain/decide-token-times.ts'

const NOW = 1_800_000_000
const MAXIMUM = 3600

/** Tells the stage at which a token with these times is refused. */
function stageOf(claims: object, now = NOW): string {
  const decision = decideTokenTimes({ ...claims }, now * 1000, MAXIMUM)
  return decision.ok ? 'ok' : decision.stage
}

describe('exp is required and a number', () => {
  it.each([
    ['a moment from now', NOW + 60, 'ok'],
    ['missing', undefined, 'expired'],
    ['null', null, 'expired'],
    ['text', String(NOW + 60), 'expired'],
    ['a list', [NOW + 60], 'expired'],
    ['an object', { valueOf: NOW + 60 }, 'expired'],
    ['true', true, 'expired'],
    ['not a number', Number.NaN, 'expired'],
    ['endless', Number.POSITIVE_INFINITY, 'expired'],
    ['zero', 0, 'expired'],
    ['negative', -1, 'expired'],
    ['negative and huge', -1e308, 'expired'],
    ['far away', 1e308, 'too_old'],
    ['in milliseconds', (NOW + 60) * 1000, 'too_old'],
    ['with a fraction', NOW + 60.5, 'ok'],
  ])('%s', (_, exp, stage) => {
    expect(stageOf({ exp, iat: NOW })).toBe(stage)
  })
})

describe('clocks may differ by 30 seconds and no more', () => {
  it.each([
    ['expired just now', { exp: NOW }, 'ok'],
    ['expired 29 seconds ago', { exp: NOW - 29 }, 'ok'],
    ['expired 30 seconds ago', { exp: NOW - 30 }, 'expired'],
    ['expired a year ago', { exp: NOW - 31_536_000 }, 'expired'],
    ['valid in 30 seconds', { exp: NOW + 60, nbf: NOW + 30 }, 'ok'],
    ['valid in 31 seconds', { exp: NOW + 60, nbf: NOW + 31 }, 'not_yet_valid'],
    ['issued in 30 seconds', { exp: NOW + 60, iat: NOW + 30 }, 'ok'],
    ['issued in 31 seconds', { exp: NOW + 60, iat: NOW + 31 }, 'not_yet_valid'],
    ['issued in a year', { exp: NOW + 31_536_060, iat: NOW + 31_536_000 }, 'not_yet_valid'],
  ])('%s', (_, claims, stage) => {
    expect(stageOf(claims)).toBe(stage)
  })
})

describe('nbf and iat may be missing but not something else', () => {
  it.each([
    ['both missing', {}, 'ok'],
    ['nbf as text', { nbf: String(NOW) }, 'not_yet_valid'],
    ['nbf null', { nbf: null }, 'not_yet_valid'],
    ['nbf not a number', { nbf: Number.NaN }, 'not_yet_valid'],
    ['nbf negative', { nbf: -1 }, 'not_yet_valid'],
    ['iat as text', { iat: String(NOW) }, 'not_yet_valid'],
    ['iat null', { iat: null }, 'not_yet_valid'],
    ['iat in a list', { iat: [NOW] }, 'not_yet_valid'],
    ['iat not a number', { iat: Number.NaN }, 'not_yet_valid'],
    ['iat negative', { iat: -1 }, 'not_yet_valid'],
  ])('%s', (_, claims, stage) => {
    expect(stageOf({ exp: NOW + 60, ...claims })).toBe(stage)
  })
})

describe("a token lives no longer than the issuer's tokens may", () => {
  it.each([
    ['made for exactly the maximum', { iat: NOW, exp: NOW + MAXIMUM }, 'ok'],
    ['made for one second more', { iat: NOW, exp: NOW + MAXIMUM + 1 }, 'too_old'],
    ['made for a year, nearly over', { iat: NOW - 31_536_000, exp: NOW + 1 }, 'too_old'],
    ['without iat, ending at the maximum', { exp: NOW + MAXIMUM }, 'ok'],
    ['without iat, ending later', { exp: NOW + MAXIMUM + 1 }, 'too_old'],
    ['issued ahead of our clock', { iat: NOW + 30, exp: NOW + MAXIMUM + 30 }, 'ok'],
    ['as old as allowed, within the leeway', { iat: NOW - MAXIMUM, exp: NOW }, 'ok'],
    ['older than allowed', { iat: NOW - MAXIMUM - 31, exp: NOW - 29 }, 'too_old'],
    ['ending before it was issued', { iat: NOW, exp: NOW - 29 }, 'ok'],
  ])('%s', (_, claims, stage) => {
    expect(stageOf(claims)).toBe(stage)
  })

  it('is too old by its age alone, even where its planned life was short enough', () => {
    const claims = { iat: NOW - MAXIMUM - 31, exp: NOW - 20 }
    expect(decideTokenTimes(claims, NOW * 1000, MAXIMUM + 5)).toMatchObject({ stage: 'too_old' })
    expect(decideTokenTimes(claims, NOW * 1000, MAXIMUM + 11)).toMatchObject({ ok: true })
  })
})

it('says what was wrong, without guessing', () => {
  expect(decideTokenTimes({ exp: 'soon' }, NOW * 1000, MAXIMUM)).toMatchObject({
    ok: false,
    stage: 'expired',
    detail: 'exp: expected after 2027-01-15T08:00:00Z, got "soon"',
  })
})

it('lists every check, and how far off a time is', () => {
  const claims = { exp: NOW - 90, nbf: NOW + 45, iat: NOW - 100 }
  expect(decideTokenTimes(claims, NOW * 1000, MAXIMUM).checks).toEqual([
    {
      check: 'exp',
      expected: 'after 2027-01-15T08:00:00Z',
      actual: '2027-01-15T07:58:30Z',
      ok: false,
      hint: 'expired 90 s ago',
    },
    {
      check: 'nbf',
      expected: 'not after 2027-01-15T08:00:00Z',
      actual: '2027-01-15T08:00:45Z',
      ok: false,
      hint: '45 s in the future: compare the clocks',
    },
    {
      check: 'iat',
      expected: 'not after 2027-01-15T08:00:00Z',
      actual: '2027-01-15T07:58:20Z',
      ok: true,
    },
    { check: 'age', expected: 'at most 3600 s', actual: '70 s', ok: true },
  ])
})

it('never accepts what has ended, has not begun or lives too long, whatever the claims hold', () => {
  const near = fc.integer({ min: NOW - 5000, max: NOW + 5000 })
  const time = fc.oneof(near, fc.double(), fc.jsonValue({ maxDepth: 1 }), fc.constant(undefined))
  fc.assert(
    fc.property(time, time, time, (exp, nbf, iat) => {
      if (stageOf({ exp, nbf, iat }) !== 'ok') return
      expect(exp).toBeTypeOf('number')
      expect(Number(exp) + 30).toBeGreaterThan(NOW)
      expect(Number(exp)).toBeLessThanOrEqual(NOW + MAXIMUM + 30)
      expect(Number(nbf ?? NOW) - 30).toBeLessThanOrEqual(NOW)
      expect(Number(iat ?? NOW) - 30).toBeLessThanOrEqual(NOW)
      expect(Number(exp) - Number(iat ?? NOW)).toBeLessThanOrEqual(MAXIMUM)
    }),
    { numRuns: 1000 },
  )
})
