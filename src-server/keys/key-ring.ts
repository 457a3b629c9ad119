import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose'
import type { SigningAlgorithm } from '#contract/settings.ts'
import { signingAlgorithms as algorithms } from '#server/domain/decide-signing-algorithm.ts'
import { findSigningKey, findSpan, isPublished } from '#server/domain/decide-signing-keys.ts'
import type { SigningKey } from '#server/domain/model.ts'
import { toLabel } from './generate-signing-key.ts'
import { TokenSigner } from './token-signer.ts'
import type { Vault } from './vault.ts'

/** What holds from one change of the keys to the next. */
interface Moment {
  readonly from: number
  readonly until: number
  readonly signers: ReadonlyMap<SigningAlgorithm, TokenSigner>
  readonly published: readonly SigningKey[]
  readonly jwks: JSONWebKeySet
  readonly keySet: JWTVerifyGetKey
}

/** The signing keys in use. All is made once per change; a request only asks whether it still holds. */
export class KeyRing {
  readonly #vault: Vault
  readonly #now: () => number
  #records: readonly SigningKey[] = []
  #signers: ReadonlyMap<string, TokenSigner> = new Map()
  #moment: Moment

  constructor(vault: Vault, now: () => number) {
    this.#vault = vault
    this.#now = now
    this.#moment = this.#toMoment(now())
  }

  /** Takes these keys into use, all of which are on the disk, in place of those before. */
  replace(records: readonly SigningKey[]): void {
    this.#records = records.toSorted(byAlgorithmAndAge)
    this.#signers = new Map(
      records.map((key) => [key.id, this.#signers.get(key.id) ?? this.#open(key)]),
    )
    this.#moment = this.#toMoment(this.#now())
  }

  /** The records of the key set, by algorithm and age. */
  get published(): readonly SigningKey[] {
    return this.#current().published
  }

  /** The key set that verifiers get: the same object until it changes. */
  get jwks(): JSONWebKeySet {
    return this.#current().jwks
  }

  /** Finds a key of the set for jose. */
  get keySet(): JWTVerifyGetKey {
    return this.#current().keySet
  }

  /** The one that signs now where the algorithm is wanted; another's while its first key waits. */
  signerFor(algorithm: SigningAlgorithm): TokenSigner {
    const signer = this.#current().signers.get(algorithm)
    if (!signer) throw new Error(`There is no signing key for ${algorithm}.`)
    return signer
  }

  #current(): Moment {
    const now = this.#now()
    if (now < this.#moment.from || now >= this.#moment.until) this.#moment = this.#toMoment(now)
    return this.#moment
  }

  #toMoment(now: number): Moment {
    const published = this.#records.filter((key) => isPublished(key, now))
    const jwks = { keys: published.map((key) => key.publicJwk as JWK) }
    return {
      ...findSpan(this.#records, now),
      signers: new Map(algorithms.flatMap((name) => this.#listSigner(name, now))),
      published,
      jwks,
      keySet: createLocalJWKSet(jwks),
    }
  }

  #listSigner(algorithm: SigningAlgorithm, now: number): [SigningAlgorithm, TokenSigner][] {
    const key = findSigningKey(this.#records, algorithm, now)
    const signer = key && this.#signers.get(key.id)
    return signer ? [[algorithm, signer]] : []
  }

  #open({ algorithm, id, privateKey }: SigningKey): TokenSigner {
    return new TokenSigner(algorithm, id, this.#vault.open(privateKey, toLabel(id)))
  }
}

function byAlgorithmAndAge(one: SigningKey, other: SigningKey): number {
  const [first, second] = [one, other].map(({ algorithm }) => algorithms.indexOf(algorithm))
  return (
    (first ?? 0) - (second ?? 0) ||
    one.createdAt - other.createdAt ||
    one.activeFrom - other.activeFrom
  )
}
