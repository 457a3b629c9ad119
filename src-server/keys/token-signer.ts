import { createPrivateKey, type SignKeyObjectInput, sign as signWithCallback } from 'node:crypto'
import type { SigningAlgorithm } from '#contract/settings.ts'

/** Signs access tokens with one key; what is the same for every token is made once. */
export class TokenSigner {
  readonly algorithm: SigningAlgorithm
  readonly #key: SignKeyObjectInput
  readonly #encodedHeader: string

  constructor(algorithm: SigningAlgorithm, keyId: string, pkcs8: Buffer) {
    this.algorithm = algorithm
    const key = createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' })
    // JWS wants the two ECDSA numbers side by side (RFC 7518 §3.4); RSA has no such choice.
    this.#key = { key, dsaEncoding: 'ieee-p1363' }
    this.#encodedHeader = toBase64Url({ typ: 'at+jwt', alg: algorithm, kid: keyId })
  }

  /** Makes a compact JWS of the claims; runs on the thread pool, so requests do not wait for it in line. */
  sign(claims: object): Promise<string> {
    const input = `${this.#encodedHeader}.${toBase64Url(claims)}`
    return new Promise((resolve, reject) => {
      const digest = digests[this.algorithm]
      signWithCallback(digest, Buffer.from(input), this.#key, (error, signature) =>
        error ? reject(error) : resolve(`${input}.${signature.toString('base64url')}`),
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
