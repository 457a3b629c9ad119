import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/**
 * Hashes secrets of ours for storage. They hold 256 random bits, so one HMAC is enough: there is
 * nothing to guess, and slow hashing would only make the server easy to knock over.
 */
export class SecretHasher {
  readonly #key: KeyObject

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key)
  }

  /** Gives the HMAC-SHA-256 of a secret as base64url. */
  hash(secret: string): string {
    return this.#digest(secret).toString('base64url')
  }

  /** Compares a secret with a stored hash in constant time; without a hash it costs the same and fails. */
  verify(secret: string, hash: string | undefined): boolean {
    const actual = this.#digest(secret)
    const expected =
      hash === undefined ? Buffer.alloc(actual.length) : Buffer.from(hash, 'base64url')
    const same = expected.length === actual.length && timingSafeEqual(actual, expected)
    return same && hash !== undefined
  }

  #digest(secret: string): Buffer {
    return createHmac('sha256', this.#key).update(secret).digest()
  }
}
