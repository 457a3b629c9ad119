import type { SigningAlgorithm } from '#contract/settings.ts'
import type { SigningKeyState } from '#contract/signing-keys.ts'
import type { SigningKey, Timestamp } from './model.ts'

/** How long verifiers may keep our keys. */
export const JWKS_MAX_AGE_SECONDS = 300

/** Twice, for a cache on the way to a verifier that keeps them, too. */
export const PUBLISHED_AHEAD_MS = 2 * JWKS_MAX_AGE_SECONDS * 1000

/** No setting lets an access token live longer. */
export const LONGEST_ACCESS_TOKEN_SECONDS = 86_400

/** A retired key stays until its last token has expired, for verifiers whose clock is behind, too. */
export const KEPT_AFTER_RETIREMENT_MS = (LONGEST_ACCESS_TOKEN_SECONDS + 300) * 1000

const DAY_MS = 86_400_000

type Keys = readonly SigningKey[]

/**
 * Finds the key that signs at a time. A new algorithm's first key waits like any other until
 * verifiers know it; RS256, which all must support (RFC 9068 §2.1), stands in for it.
 */
export function findSigningKey(
  keys: Keys,
  algorithm: SigningAlgorithm,
  now: Timestamp,
): SigningKey | undefined {
  return (
    findActiveKey(keys, algorithm, now) ??
    findActiveKey(keys, 'RS256', now) ??
    keys.find((key) => key.algorithm === algorithm)
  )
}

/** Finds the key that waits until verifiers know it; there is at most one of an algorithm. */
export function findWaitingKey(
  keys: Keys,
  algorithm: SigningAlgorithm,
  now: Timestamp,
): SigningKey | undefined {
  return keys.find(
    (key) => key.algorithm === algorithm && key.retiredAt === null && isWaiting(key, now),
  )
}

/** Tells whether a key is to be published at a time. */
export function isPublished({ retiredAt }: SigningKey, now: Timestamp): boolean {
  return retiredAt === null || now < retiredAt + KEPT_AFTER_RETIREMENT_MS
}

/** Tells whether a schedule wants another key; never while one waits. */
export function isRotationDue(
  keys: Keys,
  algorithm: SigningAlgorithm,
  everyDays: number,
  now: Timestamp,
): boolean {
  if (everyDays === 0 || findWaitingKey(keys, algorithm, now)) return false
  const signing = findActiveKey(keys, algorithm, now)
  return signing !== undefined && now >= signing.activeFrom + everyDays * DAY_MS
}

/** Lets a key take over from the others of its algorithm, and gives every record that changes. */
export function takeOver(keys: Keys, successor: SigningKey, now: Timestamp): SigningKey[] {
  const { algorithm, activeFrom } = successor
  const signing = findActiveKey(keys, algorithm, now)
  const replaced = keys
    .filter((key) => key.algorithm === algorithm && key.id !== successor.id)
    .filter(({ retiredAt }) => retiredAt === null || retiredAt > activeFrom)
    // The clock may be behind what it was when the key began to sign.
    .map((key) => (key === signing ? { ...key, activeFrom: Math.min(key.activeFrom, now) } : key))
  return [...replaced.map((key) => ({ ...key, retiredAt: activeFrom })), successor]
}

/** Lists the keys of algorithms that nobody wants any more. */
export function listUnwanted(keys: Keys, wanted: ReadonlySet<SigningAlgorithm>): SigningKey[] {
  return keys.filter(({ algorithm, retiredAt }) => !wanted.has(algorithm) && retiredAt === null)
}

/** Says what a key does at a time. */
export function toKeyState(key: SigningKey, keys: Keys, now: Timestamp): SigningKeyState {
  if (findActiveKey(keys, key.algorithm, now) === key) return 'signing'
  return key.retiredAt !== null && key.retiredAt <= now ? 'retired' : 'published'
}

/** Gives the next and the last time at which one of these answers changes. */
export function findSpan(keys: Keys, now: Timestamp): { from: Timestamp; until: Timestamp } {
  const times = keys.flatMap(({ activeFrom, retiredAt }) => [
    activeFrom,
    activeFrom - LONGEST_WAIT_MS,
    ...(retiredAt === null ? [] : [retiredAt, retiredAt + KEPT_AFTER_RETIREMENT_MS]),
  ])
  return {
    from: Math.max(...times.filter((time) => time <= now), Number.NEGATIVE_INFINITY),
    until: Math.min(...times.filter((time) => time > now), Number.POSITIVE_INFINITY),
  }
}

/** More than any key has to wait, so that a clock set back a little is no reason for another one. */
const LONGEST_WAIT_MS = 2 * PUBLISHED_AHEAD_MS

function isWaiting({ activeFrom }: SigningKey, now: Timestamp): boolean {
  return now < activeFrom && activeFrom - LONGEST_WAIT_MS <= now
}

/** A key from the far future has signed before, when the clock was ahead; it is better than none. */
function findActiveKey(
  keys: Keys,
  algorithm: SigningAlgorithm,
  now: Timestamp,
): SigningKey | undefined {
  const own = keys
    .filter((key) => key.algorithm === algorithm)
    .filter((key) => key.retiredAt === null || now < key.retiredAt)
    .toSorted((one, other) => one.activeFrom - other.activeFrom)
  return (
    own.findLast(({ activeFrom }) => activeFrom <= now) ?? own.find((key) => !isWaiting(key, now))
  )
}
