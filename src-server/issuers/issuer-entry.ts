import type { IssuerHealth } from '#contract/issuers.ts'
import type { Issuer, IssuerKeySet } from '#server/domain/model.ts'
import { toInstantOrNull } from '#server/domain/times.ts'
import type { FetchedKeySet } from './fetch-key-set.ts'
import type { PublicJwk } from './import-key.ts'
import { toBasis } from './kept-key-sets.ts'
import { KeySet } from './key-set.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DEFAULT_AGE_MS = 10 * MINUTE_MS

/** What is known about the keys of one issuer, as long as its settings stay. */
export interface Entry {
  issuer: Issuer
  readonly basis: string
  keySet: KeySet | undefined
  keyUrl: string | undefined
  firstSeenAt: ReadonlyMap<string, number>
  freshUntil: number
  /** Without keys none are fetched until then. */
  retryAt: number
  /** For unknown keys nothing is fetched until then. */
  unknownQuietUntil: number
  fetching: Promise<void> | undefined
  lastFetchAt: number | undefined
  lastSuccessAt: number | undefined
  lastError: string | undefined
  failuresInARow: number
}

/** Begins with the keys that were pasted, or with those of the last run. */
export function createEntry(issuer: Issuer, kept: IssuerKeySet | undefined): Entry {
  const { keySource } = issuer
  const jwks = keySource.kind === 'jwks' ? keySource.keys : kept?.keys.map(({ jwk }) => jwk)
  const fetchedFreshUntil = kept?.freshUntil ?? 0
  return {
    issuer,
    basis: toBasis(issuer),
    keySet: jwks && new KeySet(jwks),
    keyUrl: kept?.keyUrl,
    firstSeenAt: new Map(kept?.keys.map(({ jwk, firstSeenAt }) => [nameOf(jwk), firstSeenAt])),
    freshUntil: keySource.kind === 'jwks' ? Number.POSITIVE_INFINITY : fetchedFreshUntil,
    retryAt: 0,
    unknownQuietUntil: keySource.kind === 'jwks' ? Number.POSITIVE_INFINITY : 0,
    fetching: undefined,
    lastFetchAt: kept?.fetchedAt,
    lastSuccessAt: kept?.fetchedAt,
    lastError: undefined,
    failuresInARow: 0,
  }
}

/** Takes over fetched keys; tells whether they differ from those before. */
export function noteSuccess(entry: Entry, fetched: FetchedKeySet, now: number): boolean {
  const { keySet, keyUrl, maxAgeSeconds } = fetched
  const isNew = entry.keyUrl !== keyUrl || !isSame(entry.keySet, keySet)
  const known = entry.firstSeenAt
  if (isNew) entry.keySet = keySet
  entry.firstSeenAt = new Map(
    keySet.jwks.map((jwk) => [nameOf(jwk), known.get(nameOf(jwk)) ?? now]),
  )
  entry.keyUrl = keyUrl
  entry.freshUntil = now + toAgeMs(maxAgeSeconds)
  entry.lastSuccessAt = now
  entry.lastError = undefined
  entry.failuresInARow = 0
  return isNew
}

/** Keeps the keys that are there, and leaves the issuer alone for a while. */
export function noteFailure(entry: Entry, error: unknown, retryAt: number): void {
  entry.lastError = error instanceof Error ? error.message : String(error)
  entry.failuresInARow += 1
  entry.retryAt = retryAt
  entry.freshUntil = Math.max(entry.freshUntil, retryAt)
}

export function toKeptKeySet(entry: Entry): IssuerKeySet {
  return {
    id: entry.issuer.id,
    basis: entry.basis,
    keyUrl: entry.keyUrl ?? '',
    keys: listKeys(entry).map(({ jwk, firstSeenAt = 0 }) => ({ jwk, firstSeenAt })),
    fetchedAt: entry.lastSuccessAt ?? 0,
    freshUntil: entry.freshUntil,
  }
}

export function toHealth(entry: Entry): IssuerHealth {
  const { freshUntil } = entry
  const isDated = freshUntil > 0 && Number.isFinite(freshUntil)
  return {
    lastFetchAt: toInstantOrNull(entry.lastFetchAt),
    lastSuccessAt: toInstantOrNull(entry.lastSuccessAt),
    lastError: entry.lastError ?? null,
    failuresInARow: entry.failuresInARow,
    keyUrl: entry.keyUrl ?? null,
    freshUntil: isDated && entry.keySet ? toInstantOrNull(freshUntil) : null,
    keys: listKeys(entry).map(({ jwk, firstSeenAt }) => ({
      keyId: typeof jwk.kid === 'string' ? jwk.kid : null,
      firstSeenAt: toInstantOrNull(firstSeenAt),
    })),
  }
}

function listKeys(entry: Entry) {
  const jwks = entry.keySet?.jwks ?? []
  return jwks.map((jwk) => ({ jwk, firstSeenAt: entry.firstSeenAt.get(nameOf(jwk)) }))
}

/** An id may be used again for another key, so a key is named by all of it. */
function nameOf(jwk: PublicJwk): string {
  return JSON.stringify(jwk)
}

function isSame(one: KeySet | undefined, other: KeySet): boolean {
  return JSON.stringify(one?.jwks) === JSON.stringify(other.jwks)
}

function toAgeMs(maxAgeSeconds: number | undefined): number {
  if (maxAgeSeconds === undefined) return DEFAULT_AGE_MS
  return Math.min(DAY_MS, Math.max(MINUTE_MS, maxAgeSeconds * 1000))
}
