import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { OUR_AUDIENCE } from './third-party-issuer.ts'

export interface PastedIssuer {
  readonly url: string
  /** How a policy names it, with its keys. */
  readonly settings: object
  /** Signs a token that is valid for five minutes, with what is said here added or put in place. */
  sign(claims: object, header?: object): Promise<string>
}

let count = 0

/** Makes an issuer whose keys are pasted, so that it needs no network; its tokens are genuine. */
export async function createPastedIssuer(
  more: object = {},
  now: () => number = Date.now,
): Promise<PastedIssuer> {
  count += 1
  const url = `https://ci-${count}.acme.example`
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: `key-${count}`, alg: 'ES256', use: 'sig' }
  return {
    url,
    settings: { keySource: { jwks: { keys: [jwk] } }, ...more },
    sign(claims, header = {}) {
      const iat = Math.floor(now() / 1000)
      const usual = { iss: url, aud: OUR_AUDIENCE, sub: 'job', iat, exp: iat + 300 }
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, ...header })
        .sign(privateKey)
    },
  }
}
