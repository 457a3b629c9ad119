import { generateKeyPairSync } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import type { TrustPolicy } from '#server/domain/model.ts'
import { openStore } from '#server/open-store.ts'
import { must } from '#support/callers.ts'
import { signByHand } from '#support/mock-issuer.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

const ISSUER = 'https://ci.example'
const AUDIENCE = 'https://doorward.acme.example'
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const by = { kind: 'administrator', id: 'administrator', name: 'administrator' } as const

/** What somebody may have written into the data, or an older version have left there. */
const bad: readonly (readonly [name: string, change: Readonly<Record<string, unknown>>])[] = [
  ['binds nothing', { boundClaims: {} }],
  ['binds only the audience', { boundClaims: { aud: AUDIENCE } }],
  ['binds only the audience by a pointer', { boundClaims: { '/aud': AUDIENCE } }],
  ['binds an empty list', { boundClaims: { sub: [] } }],
  ['binds an empty object', { boundClaims: { sub: {} } }],
  ['binds null', { boundClaims: { sub: null } }],
  ['binds a regular expression', { boundClaims: { sub: { regex: '.*' } } }],
  ['binds a star', { boundClaims: { sub: { wildcard: '*' } } }],
  ['binds a star in its match mode', { boundClaims: { sub: '*' }, matchMode: 'wildcard' }],
  ['binds a leading star', { boundClaims: { sub: { wildcard: '*ob' } } }],
  ['binds only what is absent', { boundClaims: { nothing: { absent: true } } }],
  ['binds only what a claim is not', { boundClaims: { sub: { not: 'x' } } }],
  ['has an empty audience', { audience: '' }],
  ['has no audience', { audience: null }],
  ['lacks a claim that its profile requires', { boundClaims: { ref: 'main' } }],
  [
    'lifts what nobody can lift',
    { boundClaims: {}, exceptions: [{ rule: 'no_bound_claim', reason: 'x', by, at: 0 }] },
  ],
  ['is enabled by a text', { enabled: 'true' }],
  ['is disabled by a text', { enabled: 'false' }],
  ['is of another issuer', { issuerId: 'iss_other' }],
]

const first = await startTestServer()
const good = await createTrusting(first, 'good')
const accounts = new Map<string, Trusting>()
for (const [name] of bad) accounts.set(name, await createTrusting(first, `bad-${accounts.size}`))
await first.running.close()
await rewritePolicies(first.dataDirectory)
const server = await startTestServer({ dataDirectory: first.dataDirectory })
afterAll(async () => {
  await server.close()
  await first.close()
})

it('is met by a token as long as it is as it was saved', async () => {
  const answer = await exchange(good.id)
  expect(answer.status, answer.text).toBe(200)
})

describe('a stored policy lets nobody in that', () => {
  it.each(bad)('%s', async (name) => {
    const { id = '' } = accounts.get(name) ?? {}
    const answer = await exchange(id)
    expect(answer.body, answer.text).toMatchObject({ error: 'invalid_request' })
    expect(answer.text).not.toContain('access_token')
  })
})

interface Trusting {
  readonly id: string
  readonly trustPolicies: readonly { readonly id: string }[]
}

function createTrusting(on: TestServer, name: string): Promise<Trusting> {
  const keySource = { jwks: { keys: [key.publicKey.export({ format: 'jwk' })] } }
  const policy = { audience: AUDIENCE, boundClaims: { sub: 'job' } }
  return must(on, 'POST', '/service-accounts', {
    name,
    trustPolicies: [{ issuer: ISSUER, issuerSettings: { keySource }, ...policy }],
  })
}

/** Writes past every check of ours, straight into the data of a server that is stopped. */
async function rewritePolicies(dataDirectory: string): Promise<void> {
  const store = await openStore(dataDirectory, pino({ level: 'silent' }))
  await store.change((tx) => {
    for (const [name, change] of bad) {
      const policy = tx.trustPolicies.find(accounts.get(name)?.trustPolicies[0]?.id ?? '')
      if (!policy) throw new Error(`There is no policy that ${name}.`)
      // On purpose not a policy as the types have it.
      tx.trustPolicies.put({ ...policy, ...change } as TrustPolicy)
    }
  })
  await store.close()
}

function exchange(account: string) {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'job', ref: 'main', iat: now, exp: now + 300 }
  return server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token: signByHand({ alg: 'ES256' }, { ...claims, account }, key.privateKey),
    client_id: account,
  })
}
