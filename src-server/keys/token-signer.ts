import { createPrivateKey, type KeyObject, sign as signWithCallback } from 'node:crypto'
import type { SigningAlgorithm } from '#contract/settings.ts'

/** Signs access tokens with one key; what is the same for every token is made once. */
export class TokenSigner {
  readonly algorithm: SigningAlgorithm
  readonly #key: KeyObject
  readonly #encodedHeader: string

  constructor(algorithm: SigningAlgorithm, keyId: string, pkcs8: Buffer) {
    this.algorithm = algorithm
    this.#key = createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' })
    this.#encodedHeader = toBase64Url({ typ: 'at+jwt', alg: algorithm, kid: keyId })
  }

  /** Makes a compact JWS of the claims; runs on the thread pool, so requests do not wait for it in line. */
  async sign(claims: object): Promise<string> {
    const input = `${this.#encodedHeader}.${toBase64Url(claims)}`
    const signature = await this.#signBytes(Buffer.from(input))
    return `${input}.${signature.toString('base64url')}`
  }

  #signBytes(input: Buffer): Promise<Buffer> {
    // JWS wants the two ECDSA numbers side by side (RFC 7518 §3.4); RSA has no such choice.
    const key = { key: this.#key, dsaEncoding: 'ieee-p1363' } as const
    return new Promise((resolve, reject) => {
      signWithCallback(digests[this.algorithm], input, key, (error, signature) =>
        error ? reject(error) : resolve(signature),
      )
    })
  }
}

/** Ed25519 has its digest built in. */
const digests = { ES256: 'sha256', RS256: 'sha256', EdDSA: null } as const satisfies Record<
  SigningAlgorithm,
  string | null
>

function toBase64Url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
