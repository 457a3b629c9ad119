import { type KeyObject, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { TestServer } from './start-test-server.ts'

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

type Fields = Readonly<Record<string, unknown>>
type SigningKey = CryptoKey | KeyObject | Uint8Array

/** A client that authenticates by a key of its own. */
export interface KeyClient {
  readonly clientId: string
  readonly privateKey: CryptoKey
  readonly publicJwk: Fields
  /** Makes an assertion as it should be, but for the changes; a member that is undefined is left out. */
  assert(changes?: AssertionChanges): Promise<string>
}

export interface AssertionChanges {
  readonly header?: Fields
  readonly claims?: Fields
  readonly key?: SigningKey
}

export interface AssertionRequest {
  readonly clientId: string
  readonly audience: string
  readonly alg: string
  readonly key: SigningKey
  readonly kid?: string | undefined
}

let count = 0

/** Creates a root account that has one public key and nothing else to authenticate by. */
export async function createKeyClient(
  server: Pick<TestServer, 'api' | 'issuer'>,
  alg = 'ES256',
  more: Fields = {},
): Promise<KeyClient> {
  count += 1
  const pair = await generateKeyPair(alg, { extractable: true })
  const publicJwk = { ...(await exportJWK(pair.publicKey)), ...more }
  const { status, text, body } = await server.api('POST', '/root-accounts', {
    name: `key-client-${count}`,
    tokenEndpointAuthMethod: 'private_key_jwt',
    publicKey: publicJwk,
  })
  if (status !== 201) throw new Error(`The account could not be created: ${status} ${text}`)
  const clientId: string = body.clientId
  return {
    clientId,
    privateKey: pair.privateKey,
    publicJwk,
    assert: ({ header, claims, key = pair.privateKey } = {}) =>
      new SignJWT(withoutUndefined({ ...usualClaims(clientId, server.issuer), ...claims }))
        .setProtectedHeader({ alg, ...withoutUndefined({ ...header }) })
        .sign(key, { crit: { 'urn:example:unknown': true } }),
  }
}

/** Signs an assertion as it should be, for a client whose key was registered otherwise. */
export function signAssertion({ clientId, audience, alg, key, kid }: AssertionRequest) {
  return new SignJWT(usualClaims(clientId, audience))
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(key)
}

/** The parameters of a request whose client authenticates by an assertion. */
export function toAssertionForm(assertion: string) {
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion }
}

/** The claims that an assertion has to have (RFC 7523 §3). */
export function usualClaims(clientId: string, audience: string) {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  }
}

function withoutUndefined(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
