import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeProtectedHeader, type JWK, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { JWKS_MAX_AGE_SECONDS, PUBLISHED_AHEAD_MS } from '#server/domain/decide-signing-keys.ts'
import { fetchAccessToken, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const JWKS = '/.well-known/jwks.json'
const METADATA = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']
const clock = { now: Date.now() - PUBLISHED_AHEAD_MS }
const server = await startTestServer({ now: () => clock.now })
afterAll(() => server.close())

const algorithms = ['ES256', 'RS256', 'EdDSA'] as const
type Algorithm = (typeof algorithms)[number]

async function configure(change: object, on = server): Promise<void> {
  const { version } = await must(on, 'GET', '/settings')
  await must(on, 'PATCH', '/settings', { version, ...change })
}

const findKeys = async (): Promise<JWK[]> => (await server.get(JWKS)).body.keys

async function getToken(signingAlgorithm: Algorithm): Promise<string> {
  await configure({ signingAlgorithm })
  return fetchAccessToken(server, await createAccount(server))
}

/** All three kinds of keys, each beside its successor. */
beforeAll(async () => {
  await configure({ signingAlgorithm: 'EdDSA' })
  clock.now += PUBLISHED_AHEAD_MS
  await must(server, 'POST', '/signing-keys/rotate', {})
})

describe('the key set', () => {
  it('is an object whose "keys" is a non-empty array of keys with "kty" (RFC 7517 §5, §4.1)', async () => {
    const { status, body } = await server.get(JWKS)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['keys'])
    expect(body.keys.map(({ alg, kty }: JWK) => [alg, kty])).toEqual([
      ['ES256', 'EC'],
      ['ES256', 'EC'],
      ['RS256', 'RSA'],
      ['RS256', 'RSA'],
      ['EdDSA', 'OKP'],
      ['EdDSA', 'OKP'],
    ])
  })

  it('names each key by a "kid" of its own (RFC 7517 §4.5)', async () => {
    const ids = (await findKeys()).map(({ kid }) => kid)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('gives each key "alg" and "use": "sig", and no "key_ops" beside it (RFC 7517 §4.2–4.4)', async () => {
    for (const key of await findKeys()) {
      expect(key).toMatchObject({ use: 'sig', alg: expect.stringMatching(/^(ES256|RS256|EdDSA)$/) })
      expect(key).not.toHaveProperty('key_ops')
    }
  })

  it('is sent as application/json (RFC 7517 §8.5.2)', async () => {
    expect((await server.get(JWKS)).headers.get('content-type')).toBe('application/json')
  })

  it('has no private members and no symmetric keys (RFC 7517 §9.2, RFC 7518 §6)', async () => {
    const publicMembers: Readonly<Record<string, readonly string[]>> = {
      EC: ['crv', 'x', 'y'],
      RSA: ['e', 'n'],
      OKP: ['crv', 'x'],
    }
    for (const key of await findKeys()) {
      const members = ['alg', 'kid', 'kty', 'use', ...(publicMembers[String(key.kty)] ?? [])]
      expect(Object.keys(key).sort()).toEqual(members.sort())
    }
  })

  it('has RSA keys of 2048 bits at least (RFC 7518 §3.3)', async () => {
    const moduli = (await findKeys()).filter(({ kty }) => kty === 'RSA').map(({ n }) => String(n))
    expect(moduli).toHaveLength(2)
    for (const modulus of moduli) {
      const bytes = Buffer.from(modulus, 'base64url')
      expect(bytes.length).toBeGreaterThanOrEqual(256)
      expect(bytes[0]).toBeGreaterThanOrEqual(0x80)
    }
  })

  it('has coordinates of full length (RFC 7518 §6.2.1.2, RFC 8037 §2)', async () => {
    for (const { kty, x, y } of await findKeys()) {
      if (kty !== 'RSA') expect(Buffer.from(String(x), 'base64url')).toHaveLength(32)
      if (kty === 'EC') expect(Buffer.from(String(y), 'base64url')).toHaveLength(32)
    }
  })

  it('names keys by the SHA-256 of the required members in order (RFC 7638 §3)', async () => {
    for (const key of await findKeys()) {
      const required = { EC: ['crv', 'kty', 'x', 'y'], RSA: ['e', 'kty', 'n'] }[String(key.kty)]
      const members = Object.entries(key)
        .filter(([name]) => (required ?? ['crv', 'kty', 'x']).includes(name))
        .sort(([one], [other]) => (one < other ? -1 : 1))
      const json = JSON.stringify(Object.fromEntries(members))
      expect(key.kid).toBe(createHash('sha256').update(json).digest('base64url'))
    }
  })

  it('calls Ed25519 keys "EdDSA", which every library reads (RFC 8037 §3.1)', async () => {
    const okp = (await findKeys()).filter(({ kty }) => kty === 'OKP')
    expect(okp.map(({ alg, crv }) => [alg, crv])).toEqual([
      ['EdDSA', 'Ed25519'],
      ['EdDSA', 'Ed25519'],
    ])
  })
})

describe('caches', () => {
  it.each([JWKS, ...METADATA])(
    'may keep %s and ask whether it changed (RFC 9111 §5.2.2, RFC 9110 §13.1.2)',
    async (path) => {
      const first = await server.get(path)
      const etag = first.headers.get('etag') ?? ''
      expect(first.headers.get('cache-control')).toBe(`public, max-age=${JWKS_MAX_AGE_SECONDS}`)
      expect(etag).toMatch(/^"[\w-]{43}"$/)

      for (const sent of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await server.get(path, { 'if-none-match': sent })
        expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
        expect(again.headers.get('cache-control')).toBe(first.headers.get('cache-control'))
      }
      for (const sent of ['"other"', etag.slice(1, -1), `${etag.slice(0, -1)}x"`]) {
        const again = await server.get(path, { 'if-none-match': sent })
        expect([again.status, again.text]).toEqual([200, first.text])
      }
    },
  )

  it('get the same headers by HEAD, without the body (RFC 9110 §9.3.2)', async () => {
    const got = await server.get(JWKS)
    const head = await sendRaw(server.url, { method: 'HEAD', path: JWKS })
    expect([head.status, head.text]).toEqual([200, ''])
    for (const name of ['etag', 'cache-control', 'content-type', 'content-length']) {
      expect(head.headers.get(name)).toBe(got.headers.get(name))
    }
  })

  it('get another ETag when the keys change, and not before', async () => {
    const other = await startTestServer()
    onTestFinished(() => other.close())
    const etags = async () =>
      Promise.all(
        [JWKS, ...METADATA].map(async (path) => (await other.get(path)).headers.get('etag')),
      )
    const before = await etags()
    await configure({ accessTokenLifetimeSeconds: 600 }, other)
    expect(await etags()).toEqual(before)
    await must(other, 'POST', '/signing-keys/rotate', { algorithm: 'ES256', immediately: true })
    await must(other, 'POST', '/signing-keys/rotate', { algorithm: 'ES256', immediately: true })
    const [jwks, ...metadata] = await etags()
    expect(jwks).not.toBe(before[0])
    expect(metadata).toEqual(before.slice(1))
  })
})

describe('an access token', () => {
  it.each(algorithms)('signed by %s is verified by jose with the key set', async (algorithm) => {
    const token = await getToken(algorithm)
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: algorithm, typ: 'at+jwt' })
    const keySet = createRemoteJWKSet(new URL(JWKS, server.url))
    const { payload } = await jwtVerify(token, keySet, {
      issuer: server.issuer,
      audience: server.issuer,
      algorithms: [algorithm],
      currentDate: new Date(clock.now),
    })
    expect(payload.iss).toBe(server.issuer)
    const [header, body = '', signature] = token.split('.')
    const forged = Buffer.from(JSON.stringify({ ...payload, sub: 'sa_other' })).toString(
      'base64url',
    )
    expect(forged).not.toBe(body)
    await expect(jwtVerify(`${header}.${forged}.${signature}`, keySet)).rejects.toThrow('signature')
  })
})

describe('the algorithm of a resource', () => {
  const [old, modern, plain] = ['https://old.example', 'https://modern.example', 'urn:plain:api']
  const signingAlgorithmByResource = { [old]: 'RS256', [modern]: 'EdDSA' }

  async function request(...resources: string[]) {
    const account = await createAccount(server, {
      tokenSettings: { allowedResources: [old, modern, plain] },
    })
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account.clientId,
      client_secret: account.clientSecret,
    })
    for (const resource of resources) form.append('resource', resource)
    return server.token(form.toString())
  }
  const algorithmOf = async (...resources: string[]) =>
    decodeProtectedHeader((await request(...resources)).body.access_token).alg

  it('signs the tokens that are for it, and no others', async () => {
    await configure({ signingAlgorithm: 'ES256', signingAlgorithmByResource })
    expect(await algorithmOf()).toBe('ES256')
    expect(await algorithmOf(plain)).toBe('ES256')
    expect(await algorithmOf(old)).toBe('RS256')
    expect(await algorithmOf(modern)).toBe('EdDSA')
  })

  it('cannot be two in one token (RFC 8707 §2)', async () => {
    await configure({ signingAlgorithm: 'ES256', signingAlgorithmByResource })
    for (const resources of [
      [old, modern],
      [old, plain],
      [plain, modern],
    ]) {
      const { status, body } = await request(...resources)
      expect([status, body.error]).toEqual([400, 'invalid_target'])
      expect(body).not.toHaveProperty('access_token')
    }
    await configure({ signingAlgorithm: 'RS256' })
    expect(await algorithmOf(old, plain)).toBe('RS256')
  })

  it.each([
    ['a relative reference', { '/api': 'RS256' }],
    ['a host name', { 'api.example': 'RS256' }],
    ['a fragment', { 'https://api.example/#x': 'RS256' }],
    ['an empty name', { '': 'RS256' }],
    ['another algorithm', { 'https://api.example': 'HS256' }],
    ['none', { 'https://api.example': 'none' }],
    ['what is no object', ['RS256']],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`https://a.example/${n}`, 'RS256'])),
    ],
  ])('is refused for %s, and nothing changes', async (_, byResource) => {
    const before = await must(server, 'GET', '/settings')
    const answer = await server.api('PATCH', '/settings', {
      version: before.version,
      signingAlgorithmByResource: byResource,
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'validation_failed'])
    expect(answer.body.errors[0].field).toMatch(/^signingAlgorithmByResource/)
    expect(await must(server, 'GET', '/settings')).toEqual(before)
  })

  it('may be set for 50 resources', async () => {
    const byResource = Object.fromEntries(
      Array.from({ length: 50 }, (_, n) => [`https://a.example/${n}`, 'RS256']),
    )
    await configure({ signingAlgorithmByResource: byResource })
    expect((await must(server, 'GET', '/settings')).signingAlgorithmByResource).toEqual(byResource)
  })
})

it.each([-1, 3651, 0.5, '90', null])('refuses to rotate every %j days', async (days) => {
  const before = await must(server, 'GET', '/settings')
  const { version } = before
  const answer = await server.api('PATCH', '/settings', { version, signingKeyRotationDays: days })
  expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'signingKeyRotationDays'])
  expect(await must(server, 'GET', '/settings')).toEqual(before)
})
