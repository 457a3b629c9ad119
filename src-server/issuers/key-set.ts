import type { OutsideAlgorithm } from '#contract/issuer-settings.ts'
import { type IssuerKey, importKey, type PublicJwk } from './import-key.ts'

/** How many keys a token without a key id is tried with. */
const TRIED_WITHOUT_KEY_ID = 16

/** An issuer's public keys, each imported once, when it is first needed. */
export class KeySet {
  readonly jwks: readonly PublicJwk[]
  readonly #byKeyId = new Map<unknown, PublicJwk[]>()
  readonly #imported = new Map<PublicJwk, IssuerKey | undefined>()

  constructor(jwks: readonly PublicJwk[]) {
    this.jwks = jwks
    for (const jwk of jwks) this.#byKeyId.set(jwk.kid, [...this.#named(jwk.kid), jwk])
  }

  has(keyId: string): boolean {
    return this.#byKeyId.has(keyId)
  }

  /** Whether at least one key can verify anything. */
  get isUsable(): boolean {
    return this.jwks.some((jwk) => this.#import(jwk) !== undefined)
  }

  /** Lists the keys that may have made a signature: those of the id or, without one, all that fit. */
  list(keyId: string | undefined, algorithm: OutsideAlgorithm): readonly IssuerKey[] {
    const fitting: IssuerKey[] = []
    for (const jwk of keyId === undefined ? this.jwks : this.#named(keyId)) {
      if (jwk.kty !== keyTypeOf(algorithm)) continue
      const key = this.#import(jwk)
      if (key?.algorithms.has(algorithm)) fitting.push(key)
      if (fitting.length === TRIED_WITHOUT_KEY_ID) break
    }
    return fitting
  }

  #named(keyId: unknown): readonly PublicJwk[] {
    return this.#byKeyId.get(keyId) ?? []
  }

  #import(jwk: PublicJwk): IssuerKey | undefined {
    if (!this.#imported.has(jwk)) {
      const imported = importKey(jwk)
      this.#imported.set(jwk, imported.ok ? imported.key : undefined)
    }
    return this.#imported.get(jwk)
  }
}

function keyTypeOf(algorithm: OutsideAlgorithm): 'RSA' | 'EC' | 'OKP' {
  if (algorithm.startsWith('Ed')) return 'OKP'
  return algorithm.startsWith('ES') ? 'EC' : 'RSA'
}
