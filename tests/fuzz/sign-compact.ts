import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto'

export interface CompactKey {
  readonly privateKey: KeyObject
  readonly publicJwk: JsonWebKey
}

/** Makes a key pair for ES256. */
export function makeCompactKey(): CompactKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, publicJwk: publicKey.export({ format: 'jwk' }) }
}

/** Signs whatever it is given, as no library would: header and claims are texts, JSON or not. */
export function signCompact(header: string, claims: string, { privateKey }: CompactKey): string {
  const input = [header, claims].map((text) => Buffer.from(text).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(input), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `${input}.${signature.toString('base64url')}`
}
