import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { OAuth2Server } from 'oauth2-mock-server'

type Members = Readonly<Record<string, unknown>>

export interface MockIssuer {
  readonly url: string
  /** Its private keys, by their ids `rsa` and `ec`. */
  readonly keys: Readonly<Record<'rsa' | 'ec', KeyObject>>
  /** Has the mock server make and sign a token; what is given takes the place of its own claims. */
  build(claims: Members, header?: Members): Promise<string>
  /** Puts another RSA key in the place of the one that was there, under another id. */
  rotate(keyId: string): Promise<void>
  close(): Promise<void>
}

/** Starts oauth2-mock-server, an issuer that puts into tokens and signs whatever a test wants. */
export async function startMockIssuer(): Promise<MockIssuer> {
  const server = new OAuth2Server()
  const { keys } = server.issuer
  const rsa = await keys.generate('RS256', { kid: 'rsa' })
  const ec = await keys.generate('ES256', { kid: 'ec' })
  await server.start(0, '127.0.0.1')
  const url = `http://127.0.0.1:${server.address().port}`
  server.issuer.url = url
  return {
    url,
    keys: { rsa: toPrivateKey(rsa), ec: toPrivateKey(ec) },
    build: (claims, header = {}) =>
      server.issuer.buildToken({
        kid: 'rsa',
        scopesOrTransform(ownHeader, payload) {
          Object.assign(ownHeader, header)
          Object.assign(payload, claims)
        },
      }),
    async rotate(keyId) {
      await keys.generate('RS256', { kid: keyId })
    },
    close: () => server.stop(),
  }
}

const encode = (value: Members | string | Buffer) =>
  (Buffer.isBuffer(value)
    ? value
    : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  ).toString('base64url')

/** Signs by hand whatever header and payload there are, also what no library would sign. */
export function signByHand(
  header: Members | string,
  payload: Members | string | Buffer,
  key: KeyObject,
): string {
  const input = `${encode(header)}.${encode(payload)}`
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const signature = sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}

function toPrivateKey(jwk: Members): KeyObject {
  return createPrivateKey({ key: { ...jwk }, format: 'jwk' })
}
