import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { asBearer } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { toAnswer } from '#support/http-answer.ts'
import { startForgingServer } from '#support/start-forging-server.ts'

const server = await startForgingServer()
afterAll(() => server.close())

const account = await createAccount(server)
const stranger = await generateKeyPair('ES256', { extractable: true })
const { id: kid, privateKey } = server.signingKey
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset

interface Forgery {
  readonly header?: object
  readonly claims?: object
  readonly key?: Parameters<SignJWT['sign']>[0]
}

/** Makes a token as the server does, with its own key, but for the changes. */
function forge({ header, claims, key = privateKey }: Forgery = {}): Promise<string> {
  return new SignJWT({ ...usualClaims(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
    .sign(key, { crit: { 'urn:example:unknown': true } })
}

const usualClaims = () => ({
  iss: server.issuer,
  sub: account.id,
  client_id: account.id,
  aud: server.issuer,
  iat: seconds(0),
  exp: seconds(60),
  jti: randomUUID(),
})

const call = (token: string) => asBearer(server, token)('GET', '/whoami')

async function introspect(token: string): Promise<unknown> {
  const answer = await toAnswer(
    await fetch(`${server.url}/oauth/introspect`, {
      method: 'POST',
      headers: toBasic(account),
      body: new URLSearchParams({ token }),
    }),
  )
  expect(answer.status).toBe(200)
  return answer.body
}

async function expectInvalid(token: string): Promise<void> {
  const answer = await call(token)
  expectProblem(answer, 401, 'unauthenticated')
  expect(answer.headers.get('www-authenticate')).toContain(
    'Bearer realm="doorward", error="invalid_token"',
  )
}

describe('a token that was signed by our own key', () => {
  it.each<[string, Forgery]>([
    ['as ours are', {}],
    ['with its type written out', { header: { typ: 'application/at+jwt' } }],
    ['for others besides us', { claims: { aud: ['https://x.example', server.issuer] } }],
  ])('is good %s (RFC 9068 §4)', async (_, forgery) => {
    const token = await forge(forgery)
    expect((await call(token)).status).toBe(200)
    expect(await introspect(token)).toMatchObject({ active: true })
  })

  it.each<[string, Forgery]>([
    ['of the type of any JWT', { header: { typ: 'JWT' } }],
    ['without a type', { header: { typ: undefined } }],
    ['of the type of a proof', { header: { typ: 'dpop+jwt' } }],
    [
      'with an extension that must be understood',
      { header: { crit: ['urn:example:unknown'], 'urn:example:unknown': 1 } },
    ],
    ['of another issuer', { claims: { iss: 'https://doorward.example' } }],
    ['of our issuer with a slash behind', { claims: { iss: `${server.issuer}/` } }],
    ['of no issuer', { claims: { iss: undefined } }],
    ['that has ended', { claims: { iat: seconds(-60), exp: seconds(-1) } }],
    ['that never ends', { claims: { exp: undefined } }],
    ['that begins later', { claims: { nbf: seconds(30) } }],
    ['without a time of issue', { claims: { iat: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['of a subject that is gone', { claims: { sub: 'sa_00000000000000000000000000' } }],
    ['of an inherited name', { claims: { sub: '__proto__' } }],
    ['without a client', { claims: { client_id: undefined } }],
    ['without an identifier', { claims: { jti: undefined } }],
  ])('is refused %s, everywhere (RFC 9068 §2, §4, RFC 6750 §3.1)', async (_, forgery) => {
    const token = await forge(forgery)
    await expectInvalid(token)
    expect(await introspect(token)).toEqual({ active: false })
  })

  it.each<[string, object]>([
    ['another resource', { aud: 'https://x.example' }],
    ['our issuer with a slash behind', { aud: `${server.issuer}/` }],
    ['an account', { aud: account.id }],
    ['nobody', { aud: [] }],
  ])('is refused by the management API when it is for %s (RFC 9068 §4)', async (_, claims) => {
    await expectInvalid(await forge({ claims }))
  })
})

describe('a token that was not signed by our key', async () => {
  const own = (await server.get('/.well-known/jwks.json')).body.keys[0]
  const publicJwk = await exportJWK(stranger.publicKey)
  const key = stranger.privateKey

  it.each<[string, () => Promise<string> | string]>([
    ['by a key of somebody else under our key id', () => forge({ key })],
    ['by a key that nobody knows', () => forge({ key, header: { kid: 'unknown' } })],
    ['by a key that it brings along', () => forge({ key, header: { jwk: publicJwk } })],
    ['by a key at an address', () => forge({ key, header: { jku: 'https://evil.example/jwks' } })],
    [
      'by our public key as a secret',
      () => forge({ key: Buffer.from(own.x), header: { alg: 'HS256' } }),
    ],
    ['by nothing (alg none)', () => new UnsecuredJWT(usualClaims()).encode()],
    ['by half a signature', async () => (await forge()).slice(0, -20)],
  ])('is refused %s, everywhere (RFC 9068 §4, RFC 8725 §3.1)', async (_, make) => {
    const token = await make()
    await expectInvalid(token)
    expect(await introspect(token)).toEqual({ active: false })
  })
})
