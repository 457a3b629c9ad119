import { describe, expect, it } from 'vitest'
import { Settings } from '#contract/settings.ts'
import {
  PUBLISHED_AHEAD_MS as AHEAD,
  findSigningKey,
  findSpan,
  findWaitingKey,
  isPublished,
  isRotationDue,
  JWKS_MAX_AGE_SECONDS,
  KEPT_AFTER_RETIREMENT_MS as KEPT,
  LONGEST_ACCESS_TOKEN_SECONDS,
  listUnwanted,
  takeOver,
  toKeyState,
} from '#server/domain/decide-signing-keys.ts'
import { aSigningKey } from './a-signing-key.ts'

const DAY = 86_400_000
const T = 1_800_000_000_000
const installed = { createdAt: T - 90 * DAY, activeFrom: T - 90 * DAY }

const old = aSigningKey({ id: 'old', ...installed, retiredAt: T + AHEAD })
const fresh = aSigningKey({ id: 'fresh', createdAt: T, activeFrom: T + AHEAD })
const rsa = aSigningKey({ id: 'rsa', algorithm: 'RS256', ...installed })
const firstEd = aSigningKey({ id: 'ed', algorithm: 'EdDSA', createdAt: T, activeFrom: T + AHEAD })
const rotating = [old, fresh, rsa]
const retiredEd = aSigningKey({ ...firstEd, activeFrom: T - DAY, retiredAt: T })

it('keeps keys for longer than any token lives and publishes them longer ahead than caches keep them', () => {
  const { accessTokenLifetimeSeconds } = Settings.shape
  expect(accessTokenLifetimeSeconds.safeParse(LONGEST_ACCESS_TOKEN_SECONDS).success).toBe(true)
  expect(accessTokenLifetimeSeconds.safeParse(LONGEST_ACCESS_TOKEN_SECONDS + 1).success).toBe(false)
  expect(KEPT).toBeGreaterThan(LONGEST_ACCESS_TOKEN_SECONDS * 1000)
  expect(AHEAD).toBeGreaterThan(JWKS_MAX_AGE_SECONDS * 1000)
})

describe('the key that signs', () => {
  it.each([
    ['the only one', [rsa], 'RS256', T, 'rsa'],
    ['the old one while the new one waits', rotating, 'ES256', T, 'old'],
    ['the old one to the last millisecond', rotating, 'ES256', T + AHEAD - 1, 'old'],
    ['the new one from its time on', rotating, 'ES256', T + AHEAD, 'fresh'],
    ['the new one long after', rotating, 'ES256', T + 400 * DAY, 'fresh'],
    ['whatever the order of the records', [fresh, old], 'ES256', T + AHEAD, 'fresh'],
    ['of its own algorithm only', rotating, 'RS256', T + AHEAD, 'rsa'],
    ['RS256 while the first of an algorithm waits', [rsa, firstEd], 'EdDSA', T, 'rsa'],
    ['the first of an algorithm once it is known', [rsa, firstEd], 'EdDSA', T + AHEAD, 'ed'],
    ['RS256 where an algorithm has only a retired key', [rsa, retiredEd], 'EdDSA', T, 'rsa'],
    ['the old one again when the clock is set back', rotating, 'ES256', T + AHEAD - 5_000, 'old'],
    ['the oldest when the clock is before all', rotating, 'ES256', T - 1_000 * DAY, 'old'],
    ['a key from the future rather than none', [fresh], 'ES256', T - 1_000 * DAY, 'fresh'],
    ['a waiting key rather than none', [fresh], 'ES256', T, 'fresh'],
  ] as const)('is %s', (_, keys, algorithm, now, id) => {
    expect(findSigningKey(keys, algorithm, now)?.id).toBe(id)
  })

  it('is none where there is no key at all', () => {
    expect(findSigningKey([], 'ES256', T)).toBeUndefined()
  })
})

describe('a key is published', () => {
  it.each([
    ['before it signs', fresh, T, true],
    ['while it signs', fresh, T + AHEAD, true],
    ['when it is retired', old, T + AHEAD, true],
    ['until its last token has expired', old, T + AHEAD + KEPT - 1, true],
    ['and not after that', old, T + AHEAD + KEPT, false],
    ['for ever if nothing takes over', fresh, T + 10_000 * DAY, true],
    ['also when the clock is set back', old, T - 1_000 * DAY, true],
  ] as const)('%s', (_, key, now, published) => {
    expect(isPublished(key, now)).toBe(published)
  })
})

describe('a rotation is due', () => {
  const due = T - 90 * DAY + 90 * DAY
  const lone = aSigningKey({ id: 'lone', ...installed })
  it.each([
    ['when the key has signed for so many days', [lone], 90, due, true],
    ['not a millisecond earlier', [lone], 90, due - 1, false],
    ['never with 0 days', [lone], 0, due + 1_000 * DAY, false],
    ['not while a new key waits', [old, fresh], 90, T + 1, false],
    ['not just after one', [old, fresh], 90, T + AHEAD, false],
    ['again so many days after the new key began', [old, fresh], 90, T + AHEAD + 90 * DAY, true],
    ['not because of another algorithm', [rsa], 1, due, false],
    ['not for a clock that is set back', [lone], 90, T - 1_000 * DAY, false],
    [
      'despite a key that a clock far ahead has left',
      [lone, { ...fresh, activeFrom: T + 4_000 * DAY }],
      90,
      due,
      true,
    ],
  ] as const)('%s', (_, keys, days, now, expected) => {
    expect(isRotationDue(keys, 'ES256', days, now)).toBe(expected)
  })
})

describe('the waiting key', () => {
  it.each([
    ['waits until it signs', [old, fresh], T, 'fresh'],
    ['waits no more when it signs', [old, fresh], T + AHEAD, undefined],
    ['still waits when the clock is set back a little', [old, fresh], T - 60_000, 'fresh'],
    ['is not one that a clock far ahead has left', [old, fresh], T - DAY, undefined],
    ['is not one that is retired already', [{ ...fresh, retiredAt: T }], T, undefined],
  ] as const)('%s', (_, keys, now, id) => {
    expect(findWaitingKey(keys, 'ES256', now)?.id).toBe(id)
  })
})

describe('taking over', () => {
  const next = aSigningKey({ id: 'next', createdAt: T, activeFrom: T + AHEAD })
  const withSuccessor = (
    keys: readonly ReturnType<typeof aSigningKey>[],
    successor = next,
    now = T,
  ) => {
    const changed = takeOver(keys, successor, now)
    return [...keys.filter(({ id }) => !changed.some((key) => key.id === id)), ...changed]
  }

  it('retires the one before at that time, and nothing of another algorithm', () => {
    expect(takeOver([aSigningKey({ id: 'old', ...installed }), rsa], next, T)).toEqual([
      aSigningKey({ id: 'old', ...installed, retiredAt: T + AHEAD }),
      next,
    ])
  })

  it('leaves alone what has retired before', () => {
    const ended = aSigningKey({ id: 'ended', ...installed, retiredAt: T - 1 })
    expect(takeOver([ended], next, T)).toEqual([next])
  })

  it('at once retires the signing one at once, and promotes the one that waits', () => {
    const promoted = { ...fresh, activeFrom: T }
    const keys = withSuccessor([old, fresh, rsa], promoted)
    expect(findSigningKey(keys, 'ES256', T)?.id).toBe('fresh')
    expect(keys.find(({ id }) => id === 'old')?.retiredAt).toBe(T)
    expect(keys.filter(({ retiredAt }) => retiredAt === null)).toEqual([rsa, promoted])
  })

  it.each([
    ['as it should be', [aSigningKey({ id: 'old', ...installed })]],
    ['with another one waiting', [old, fresh]],
    ['with one that a clock far ahead has left', [old, { ...fresh, activeFrom: T + 4_000 * DAY }]],
    ['with the only one from the future', [{ ...fresh, id: 'old', activeFrom: T + 4_000 * DAY }]],
  ] as const)('leaves never a moment without a published key that signs: %s', (_, before) => {
    const keys = withSuccessor(before)
    for (const at of [T, T + 1, T + AHEAD - 1]) {
      expect(findSigningKey(keys, 'ES256', at)?.id).toBe('old')
    }
    for (const at of [T + AHEAD, T + DAY, T + 5_000 * DAY]) {
      const signing = findSigningKey(keys, 'ES256', at)
      expect(signing?.id).toBe('next')
      expect(signing && isPublished(signing, at)).toBe(true)
    }
  })
})

it.each([
  ['published', fresh, T],
  ['signing', old, T],
  ['signing', fresh, T + AHEAD],
  ['retired', old, T + AHEAD],
] as const)('calls a key %s', (state, key, now) => {
  expect(toKeyState(key, rotating, now)).toBe(state)
})

it('names as unwanted the keys of algorithms that nobody asks for, once', () => {
  const wanted = new Set(['ES256', 'RS256'] as const)
  expect(listUnwanted([old, rsa, firstEd, retiredEd], wanted)).toEqual([firstEd])
  expect(listUnwanted([old, rsa, firstEd], new Set([...wanted, 'EdDSA'] as const))).toEqual([])
})

it('knows from when until when its answers hold', () => {
  const answers = (now: number) => [
    findSigningKey(rotating, 'ES256', now)?.id,
    findWaitingKey(rotating, 'ES256', now)?.id,
    rotating.map((key) => isPublished(key, now)),
  ]
  let at = T - 100 * DAY
  for (; Number.isFinite(at); at = findSpan(rotating, at).until) {
    const { from, until } = findSpan(rotating, at)
    expect(from).toBeLessThanOrEqual(at)
    for (const same of [Math.max(from, at), Math.min(until - 1, at + DAY)]) {
      expect(answers(same)).toEqual(answers(at))
    }
  }
})
