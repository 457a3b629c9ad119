import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { IssuerHealth } from '#contract/issuers.ts'
import type { Issuer } from '#server/domain/model.ts'
import { toInstantOrNull } from '#server/domain/times.ts'
import { type FetchedJson, type FetchRules, guardedFetch } from './guarded-fetch.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DEFAULT_AGE_MS = 10 * MINUTE_MS
/** After a refetch for an unknown key, or a failure, the issuer is left alone this long. */
const COOL_DOWN_MS = 30_000

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() })
const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string() })).min(1),
})

interface Entry {
  keySet: JSONWebKeySet | undefined
  freshUntil: number
  quietUntil: number
  fetching: Promise<void> | undefined
  lastFetchAt: number | undefined
  lastSuccessAt: number | undefined
  lastError: string | undefined
}

export interface IssuerKeysParts {
  readonly now: () => number
  readonly fetchJson?: (url: string, rules: FetchRules) => Promise<FetchedJson>
}

/** Holds the public keys of outside issuers; a failing issuer keeps its last good set. */
export class IssuerKeys {
  readonly #now: () => number
  readonly #fetchJson: (url: string, rules: FetchRules) => Promise<FetchedJson>
  readonly #entries = new Map<string, Entry>()

  constructor(parts: IssuerKeysParts) {
    this.#now = parts.now
    this.#fetchJson = parts.fetchJson ?? guardedFetch
  }

  /**
   * Gives an issuer's keys, fetching them when there are none or when `keyId` is unknown; throws
   * when none could ever be had.
   */
  async keysFor(issuer: Issuer, keyId: string | undefined): Promise<JSONWebKeySet> {
    const entry = this.#entryOf(issuer)
    if (!entry.keySet) await this.#refresh(issuer, entry)
    else if (!hasKey(entry.keySet, keyId)) await this.#refresh(issuer, entry)
    else if (this.#now() >= entry.freshUntil) void this.#refresh(issuer, entry)

    if (entry.keySet) return entry.keySet
    throw new Error(entry.lastError ?? `the keys of ${issuer.url} could not be fetched`)
  }

  /** Tells how fetching an issuer's keys has gone since the server started. */
  healthOf(issuer: Issuer): IssuerHealth {
    const entry = this.#entries.get(issuer.id)
    return {
      lastFetchAt: toInstantOrNull(entry?.lastFetchAt),
      lastSuccessAt: toInstantOrNull(entry?.lastSuccessAt),
      lastError: entry?.lastError ?? null,
      keyIds: entry?.keySet?.keys.flatMap((key) => key.kid ?? []) ?? [],
    }
  }

  #entryOf(issuer: Issuer): Entry {
    const known = this.#entries.get(issuer.id)
    if (known) return known
    const entry: Entry = {
      keySet: undefined,
      freshUntil: 0,
      quietUntil: 0,
      fetching: undefined,
      lastFetchAt: undefined,
      lastSuccessAt: undefined,
      lastError: undefined,
    }
    this.#entries.set(issuer.id, entry)
    return entry
  }

  /** Callers at the same time share one fetch; during the cool-down nothing is fetched. */
  #refresh(issuer: Issuer, entry: Entry): Promise<void> {
    if (entry.fetching) return entry.fetching
    if (this.#now() < entry.quietUntil) return Promise.resolve()
    entry.quietUntil = this.#now() + COOL_DOWN_MS
    entry.fetching = this.#fetchInto(issuer, entry).finally(() => {
      entry.fetching = undefined
    })
    return entry.fetching
  }

  async #fetchInto(issuer: Issuer, entry: Entry): Promise<void> {
    entry.lastFetchAt = this.#now()
    try {
      const { body, maxAgeSeconds } = await this.#fetchKeySet(issuer)
      entry.keySet = body
      entry.lastSuccessAt = this.#now()
      entry.freshUntil = this.#now() + toAgeMs(maxAgeSeconds)
      entry.lastError = undefined
    } catch (error) {
      entry.lastError = error instanceof Error ? error.message : String(error)
      entry.freshUntil = this.#now() + COOL_DOWN_MS
    }
  }

  async #fetchKeySet(issuer: Issuer) {
    const discoveryUrl = `${issuer.url.replace(/\/$/, '')}/.well-known/openid-configuration`
    const discovery = Discovery.safeParse((await this.#fetchJson(discoveryUrl, issuer)).body)
    if (!discovery.success) throw new Error(`${discoveryUrl} names no issuer and jwks_uri`)
    if (discovery.data.issuer !== issuer.url) {
      throw new Error(
        `${discoveryUrl} names another issuer: expected ${issuer.url}, got ${discovery.data.issuer}`,
      )
    }
    const fetched = await this.#fetchJson(discovery.data.jwks_uri, issuer)
    const keySet = KeySet.safeParse(fetched.body)
    if (!keySet.success) throw new Error(`${discovery.data.jwks_uri} holds no keys`)
    const { keys } = keySet.data
    return { body: { keys }, maxAgeSeconds: fetched.maxAgeSeconds }
  }
}

function hasKey(keySet: JSONWebKeySet, keyId: string | undefined): boolean {
  return keyId === undefined || keySet.keys.some((key) => key.kid === keyId)
}

function toAgeMs(maxAgeSeconds: number | undefined): number {
  if (maxAgeSeconds === undefined) return DEFAULT_AGE_MS
  return Math.min(DAY_MS, Math.max(MINUTE_MS, maxAgeSeconds * 1000))
}
