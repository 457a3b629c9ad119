import { decodeProtectedHeader, type JWK } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SigningAlgorithm } from '#contract/settings.ts'
import type { SigningKey } from '#contract/signing-keys.ts'
import {
  JWKS_MAX_AGE_SECONDS,
  KEPT_AFTER_RETIREMENT_MS,
  PUBLISHED_AHEAD_MS,
} from '#server/domain/decide-signing-keys.ts'
import { fetchAccessToken, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

const clock = { now: 0 }
let server: TestServer

beforeEach(async () => {
  clock.now = Date.now()
  server = await startTestServer({ now: () => clock.now })
  clock.now += 60_000
})
afterEach(() => server.close())

const list = async (): Promise<SigningKey[]> => (await must(server, 'GET', '/signing-keys')).items
const rotate = async (body: object = {}): Promise<SigningKey[]> =>
  (await must(server, 'POST', '/signing-keys/rotate', body)).items
const findJwks = async (): Promise<JWK[]> => (await server.get('/.well-known/jwks.json')).body.keys
const statesOf = (keys: readonly SigningKey[]) =>
  keys.map(({ algorithm, state }) => `${algorithm} ${state}`)

async function findSigner(): Promise<string | undefined> {
  const token = await fetchAccessToken(server, await createAccount(server))
  return decodeProtectedHeader(token).kid
}

async function configure(change: object): Promise<void> {
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', { version, ...change })
}

describe('the signing keys', () => {
  it('begin as one of each algorithm that verifiers may count on', async () => {
    const keys = await list()
    expect(statesOf(keys)).toEqual(['ES256 signing', 'RS256 signing'])
    expect(keys.map(({ id }) => id)).toEqual((await findJwks()).map(({ kid }) => kid))
    expect(keys[0]).toEqual({
      id: expect.stringMatching(/^[\w-]{43}$/),
      algorithm: 'ES256',
      state: 'signing',
      createdAt: new Date(clock.now - 60_000).toISOString().replace('.000Z', 'Z'),
      activeFrom: keys[0]?.createdAt,
      retiredAt: null,
      publishedUntil: null,
    })
  })

  it('go from published to signing to retired, and then away', async () => {
    const [old] = await list()
    const rotated = await rotate({ algorithm: 'ES256' })
    const fresh = rotated[1]
    expect(statesOf(rotated)).toEqual(['ES256 signing', 'ES256 published', 'RS256 signing'])
    expect(rotated[0]?.id).toBe(old?.id)
    expect(Date.parse(String(fresh?.activeFrom))).toBe(clock.now + PUBLISHED_AHEAD_MS)
    expect(rotated[0]?.retiredAt).toBe(fresh?.activeFrom)
    expect((await findJwks()).map(({ kid }) => kid)).toContain(fresh?.id)
    expect(await findSigner()).toBe(old?.id)

    clock.now += PUBLISHED_AHEAD_MS
    expect(statesOf(await list())).toEqual(['ES256 retired', 'ES256 signing', 'RS256 signing'])
    expect(await findSigner()).toBe(fresh?.id)

    clock.now += KEPT_AFTER_RETIREMENT_MS - 1
    expect((await findJwks()).map(({ kid }) => kid)).toContain(old?.id)
    clock.now += 1
    expect((await findJwks()).map(({ kid }) => kid)).not.toContain(old?.id)
    expect(statesOf(await list())).toEqual(['ES256 signing', 'RS256 signing'])
  })

  it('are all replaced when no algorithm is named', async () => {
    const before = await list()
    expect(statesOf(await rotate())).toEqual([
      'ES256 signing',
      'ES256 published',
      'RS256 signing',
      'RS256 published',
    ])
    clock.now += PUBLISHED_AHEAD_MS
    const signing = (await list()).filter(({ state }) => state === 'signing')
    expect(signing).toHaveLength(2)
    for (const { id } of before) expect(signing.map((key) => key.id)).not.toContain(id)
  })

  it('do not pile up: while a new key waits, asking again changes nothing', async () => {
    const first = await rotate()
    const again = await Promise.all([rotate(), rotate(), rotate({ algorithm: 'ES256' })])
    for (const each of again) expect(each).toEqual(first)
    clock.now += 1000
    expect(await rotate()).toEqual(first)
    expect(await findJwks()).toHaveLength(4)

    clock.now += PUBLISHED_AHEAD_MS
    expect(await rotate()).toHaveLength(6)
  })

  it('do not pile up either when many ask at the same moment', async () => {
    await Promise.all(Array.from({ length: 10 }, () => rotate({ algorithm: 'ES256' })))
    expect(await list()).toHaveLength(3)
  })

  it('change at once in an emergency, and the old one stays published for its tokens', async () => {
    const [old] = await list()
    const rotated = await rotate({ algorithm: 'ES256', immediately: true })
    expect(statesOf(rotated)).toEqual(['ES256 retired', 'ES256 signing', 'RS256 signing'])
    expect(await findSigner()).toBe(rotated[1]?.id)
    expect((await findJwks()).map(({ kid }) => kid)).toContain(old?.id)
  })

  it('change at once to the one that waits, where one does', async () => {
    const waiting = (await rotate({ algorithm: 'ES256' }))[1]
    clock.now += 1000
    const rotated = await rotate({ algorithm: 'ES256', immediately: true })
    expect(statesOf(rotated)).toEqual(['ES256 retired', 'ES256 signing', 'RS256 signing'])
    expect(rotated[1]?.id).toBe(waiting?.id)
    expect(await findSigner()).toBe(waiting?.id)
  })

  it.each([
    ['algorithm', { algorithm: 'HS256' }],
    ['algorithm', { algorithm: 'none' }],
    ['algorithm', { algorithm: 'Ed25519' }],
    ['algorithm', { algorithm: 'EdDSA' }],
    ['immediately', { immediately: 'yes' }],
    ['activeFrom', { activeFrom: '2026-01-01T00:00:00Z' }],
  ])('are not changed by a wrong %s: %j', async (field, body) => {
    const before = await list()
    const answer = await server.api('POST', '/signing-keys/rotate', body)
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual([field])
    expect(await list()).toEqual(before)
  })

  it('are never in an answer with their private half', async () => {
    const answers = [
      await server.api('POST', '/signing-keys/rotate', {}),
      await server.api('GET', '/signing-keys'),
      await server.api('GET', '/audit/events?action=signingKeys.'),
      await server.get('/.well-known/jwks.json'),
    ]
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).not.toMatch(/"(?:d|p|q|dp|dq|qi|k|privateKey|ciphertext)":/)
    }
    expect(server.log.join('\n')).not.toMatch(/ciphertext|PRIVATE KEY/)
  })

  it('leave a record of who replaced them, before and after', async () => {
    const before = await list()
    const after = await rotate({ algorithm: 'RS256' })
    const { items } = await must(server, 'GET', '/audit/events?action=signingKeys.rotate')
    expect(items).toMatchObject([
      {
        actor: { kind: 'administrator' },
        result: 'ok',
        before: { items: before },
        after: { items: after },
      },
    ])
  })

  it.each([
    ['a year ahead and back', 365],
    ['a year back and ahead', -365],
  ])('keep signing when the clock jumps %s', async (_, days) => {
    const published = async () => (await findJwks()).map(({ kid }) => kid)
    const jump = async (byDays: number) => {
      clock.now += byDays * 86_400_000
      expect(await published()).toContain(await findSigner())
      await rotate({ algorithm: 'ES256' })
      expect(await published()).toContain(await findSigner())
      expect((await list()).filter(({ state }) => state === 'signing')).toHaveLength(2)
    }
    await jump(days)
    await jump(-days)
    clock.now += PUBLISHED_AHEAD_MS
    expect(await published()).toContain(await findSigner())
  })
})

describe('an EdDSA key', () => {
  const asked: readonly (readonly [string, object])[] = [
    ['the default', { signingAlgorithm: 'EdDSA' }],
    ['one resource', { signingAlgorithmByResource: { 'https://api.example': 'EdDSA' } }],
  ]

  it.each(asked)('is made when the settings ask for it, for %s', async (_, change) => {
    await configure(change)
    const jwks = await findJwks()
    expect(jwks.map(({ alg }) => alg)).toEqual(['ES256', 'RS256', 'EdDSA'])
    expect(jwks[2]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig' })
    expect(statesOf(await list())[2]).toBe('EdDSA published')
    expect(
      (await server.get('/.well-known/openid-configuration')).body
        .id_token_signing_alg_values_supported,
    ).toEqual(['ES256', 'RS256', 'EdDSA'])
  })

  it('signs once every cache knows it; RS256, which all must know, stands in until then', async () => {
    await configure({ signingAlgorithm: 'EdDSA' })
    const algorithmOf = async (): Promise<SigningAlgorithm | undefined> => {
      const kid = await findSigner()
      return (await list()).find(({ id }) => id === kid)?.algorithm
    }
    expect(await algorithmOf()).toBe('RS256')
    clock.now += JWKS_MAX_AGE_SECONDS * 1000
    expect(await algorithmOf()).toBe('RS256')
    clock.now += PUBLISHED_AHEAD_MS
    expect(await algorithmOf()).toBe('EdDSA')
    expect(statesOf(await rotate({ algorithm: 'EdDSA' })).slice(2)).toEqual([
      'EdDSA signing',
      'EdDSA published',
    ])
  })

  it('is not made for a change that is refused', async () => {
    const answer = await server.api('PATCH', '/settings', { version: 9, signingAlgorithm: 'EdDSA' })
    expectProblem(answer, 409, 'version_conflict')
    expect(await list()).toHaveLength(2)
  })
})
