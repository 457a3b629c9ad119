import type { IssuerHealth } from '#contract/issuers.ts'
import type { Issuer } from '#server/domain/model.ts'
import type { FetchJson } from './fetch-key-set.ts'
import type { ResolveName } from './guarded-fetch.ts'
import {
  createEntry,
  type Entry,
  noteFailure,
  noteSuccess,
  toHealth,
  toKeptKeySet,
} from './issuer-entry.ts'
import { type KeptKeySets, toBasis } from './kept-key-sets.ts'
import type { KeySet } from './key-set.ts'

/** After a refetch for an unknown key, or a failure, the issuer is left alone this long. */
const COOL_DOWN_MS = 30_000

export interface IssuerKeysParts {
  readonly now: () => number
  readonly fetchJson?: FetchJson
  /** Finds the addresses of issuers by their names; the machine's own way unless given. */
  readonly resolveName?: ResolveName | undefined
  /** Where the last good sets are kept; nowhere unless given. */
  readonly kept?: KeptKeySets
  /** Told when a set could not be kept; it is used all the same. */
  readonly onTrouble?: (message: string, cause: unknown) => void
}

/** Holds the public keys of outside issuers; a failing issuer keeps its last good set. */
export class IssuerKeys {
  readonly #parts: IssuerKeysParts
  readonly #fetchJson: FetchJson
  readonly #entries = new Map<string, Entry>()

  constructor(parts: IssuerKeysParts) {
    this.#parts = parts
    this.#fetchJson = parts.fetchJson ?? fetchGuarded(parts.resolveName)
  }

  /**
   * Gives an issuer's keys, fetching them when there are none or when `keyId` is unknown; throws
   * when none could ever be had.
   */
  async keysFor(issuer: Issuer, keyId: string | undefined): Promise<KeySet> {
    const entry = this.#entryOf(issuer)
    if (!entry.keySet) await this.#fetchFirst(entry, keyId)
    else if (keyId !== undefined && !entry.keySet.has(keyId)) await this.#refetch(entry, keyId)
    else if (this.#parts.now() >= entry.freshUntil) void this.#fetch(entry)

    if (entry.keySet) return entry.keySet
    throw new Error(entry.lastError ?? `the keys of ${issuer.url} could not be fetched`)
  }

  /** Fetches an issuer's keys now, whatever was fetched before. */
  async refresh(issuer: Issuer): Promise<void> {
    const entry = this.#entryOf(issuer)
    if (issuer.keySource.kind !== 'jwks') await this.#fetch(entry)
  }

  /** Tells how fetching an issuer's keys has gone since the server started. */
  healthOf(issuer: Issuer): IssuerHealth {
    return toHealth(this.#entryOf(issuer))
  }

  /** Names the other issuers that have a key of this id: a token may have been sent to the wrong one. */
  listOthersWith(keyId: string, issuer: Issuer): readonly string[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.issuer.id !== issuer.id && entry.keySet?.has(keyId))
      .map((entry) => entry.issuer.url)
  }

  /** Forgets an issuer that was deleted. */
  forget(issuerId: string): void {
    this.#entries.delete(issuerId)
  }

  /** Other settings mean other keys, so the entry of the old ones is left to itself. */
  #entryOf(issuer: Issuer): Entry {
    const known = this.#entries.get(issuer.id)
    if (known?.issuer === issuer) return known
    if (known?.basis === toBasis(issuer)) {
      known.issuer = issuer
      return known
    }
    const entry = createEntry(issuer, this.#parts.kept?.find(issuer))
    this.#entries.set(issuer.id, entry)
    return entry
  }

  async #fetchFirst(entry: Entry, keyId: string | undefined): Promise<void> {
    if (this.#parts.now() < entry.retryAt) return
    await this.#fetch(entry)
    const isUnknown = keyId !== undefined && entry.keySet && !entry.keySet.has(keyId)
    // It has just been looked for, so this fetch was the one that an unknown key causes.
    if (isUnknown) this.#coolDown(entry)
  }

  /** Once for an unknown key; then none is looked for a while, however the fetch went. */
  async #refetch(entry: Entry, keyId: string): Promise<void> {
    if (entry.fetching) await entry.fetching
    if (entry.keySet?.has(keyId)) return
    if (this.#parts.now() < entry.unknownQuietUntil) return entry.fetching
    this.#coolDown(entry)
    await this.#fetch(entry)
  }

  #coolDown(entry: Entry): void {
    entry.unknownQuietUntil = this.#parts.now() + COOL_DOWN_MS
  }

  /** Callers at the same time share one fetch; it never rejects. */
  #fetch(entry: Entry): Promise<void> {
    entry.fetching ??= this.#fetchInto(entry).finally(() => {
      entry.fetching = undefined
    })
    return entry.fetching
  }

  async #fetchInto(entry: Entry): Promise<void> {
    const { now } = this.#parts
    entry.lastFetchAt = now()
    try {
      const { fetchKeySet } = await import('./fetch-key-set.ts')
      const fetched = await fetchKeySet(entry.issuer, this.#fetchJson)
      const isNew = noteSuccess(entry, fetched, now())
      if (isNew) this.#keep(entry)
    } catch (error) {
      noteFailure(entry, error, now() + COOL_DOWN_MS)
    }
  }

  #keep(entry: Entry): void {
    const { kept, onTrouble } = this.#parts
    kept?.save(toKeptKeySet(entry)).catch((cause: unknown) => {
      onTrouble?.(`the keys of ${entry.issuer.url} were not saved`, cause)
    })
  }
}

/** What speaks TLS is loaded with the first fetch: most starts and tokens need none. */
function fetchGuarded(resolveName: ResolveName | undefined): FetchJson {
  return async (url, rules) => {
    const { guardedFetch } = await import('./guarded-fetch.ts')
    return guardedFetch(url, rules, resolveName)
  }
}
