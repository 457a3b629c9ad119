import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { startMockIssuer } from '#support/mock-issuer.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

const AUDIENCE = 'https://doorward.acme.example'
const clock = { ms: Date.now() }
const server = await startTestServer({ now: () => clock.ms })
const issuer = await startMockIssuer()
afterAll(() => Promise.all([server.close(), issuer.close()]))
await createGroups(server, 'acme', 'acme/ci')

const looker = await createAccount(server)
await must(server, 'POST', '/roles', { name: 'looker', permissions: ['token:introspect'] })
await must(server, 'POST', '/members', { namespace: '', principal: looker.id, role: 'looker' })

const count = { of: 0 }
function aPolicy() {
  count.of += 1
  const boundClaims = { sub: `job-${count.of}` }
  const issuerSettings = { allowPrivateNetwork: true }
  return { issuer: issuer.url, issuerSettings, audience: AUDIENCE, boundClaims }
}

async function createTrusting(group = 'acme/ci', more: object = {}) {
  const policy = { ...aPolicy(), ...more }
  const name = `trusting-${count.of}`
  const account = await must(server, 'POST', '/service-accounts', {
    group,
    name,
    trustPolicies: [policy],
  })
  return { ...account, sub: policy.boundClaims.sub, policy: account.trustPolicies[0].id }
}

const outsideToken = (sub: string, more: object = {}) => {
  count.of += 1
  const now = Math.floor(clock.ms / 1000)
  const times = { iat: now, nbf: now, exp: now + 300 }
  return issuer.build({ aud: AUDIENCE, sub, jti: `jti-${count.of}`, ...times, ...more })
}

const exchange = (token: string, account: string, on: TestServer = server) =>
  on.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: token,
    client_id: account,
  })

async function isActive(token: string): Promise<boolean> {
  const answer = await fetch(`${server.url}/oauth/introspect`, {
    method: 'POST',
    headers: toBasic(looker),
    body: new URLSearchParams({ token }),
  })
  return ((await answer.json()) as { active: boolean }).active
}

function expectRefused(answer: HttpAnswer): void {
  expect(answer.body, answer.text).toMatchObject({ error: 'invalid_grant' })
  expect(answer.text).not.toContain('access_token')
}

type Trusting = Awaited<ReturnType<typeof createTrusting>>

describe('the next exchange fails and the token before it dies at once', () => {
  it.each<[string, (account: Trusting) => Promise<unknown>]>([
    ['is disabled', ({ id }) => must(server, 'POST', `/service-accounts/${id}/disable`)],
    ['is deleted', ({ id }) => must(server, 'DELETE', `/service-accounts/${id}`)],
    ['goes with its group', () => must(server, 'DELETE', '/groups/acme%2Fgone?force=true')],
  ])('when the account %s', async (_, end) => {
    await createGroups(server, 'acme/gone')
    const account = await createTrusting('acme/gone')
    const { body, text } = await exchange(await outsideToken(account.sub), account.id)
    expect(await isActive(body.access_token), text).toBe(true)

    await end(account)
    expectRefused(await exchange(await outsideToken(account.sub), account.id))
    expect(await isActive(body.access_token)).toBe(false)
    await server.api('DELETE', '/groups/acme%2Fgone?force=true')
  })
})

describe('the next exchange fails, and the token before it ends with its few minutes', () => {
  const policyPath = ({ id, policy }: Trusting) =>
    `/service-accounts/${id}/trust-policies/${policy}`

  it.each<[string, (account: Trusting) => Promise<unknown>]>([
    [
      'is deleted',
      async (account) => {
        await must(server, 'POST', `/service-accounts/${account.id}/trust-policies`, aPolicy())
        await must(server, 'DELETE', policyPath(account))
      },
    ],
    [
      'is disabled',
      (account) => must(server, 'PATCH', policyPath(account), { version: 1, enabled: false }),
    ],
  ])('when the policy %s', async (_, end) => {
    const account = await createTrusting()
    const { body } = await exchange(await outsideToken(account.sub), account.id)
    await end(account)
    expectRefused(await exchange(await outsideToken(account.sub), account.id))
    clock.ms += body.expires_in * 1000 + 1000
    expect(await isActive(body.access_token)).toBe(false)
  })

  it('when the policy expires, which no token outlives', async () => {
    const expiresAt = new Date(clock.ms + 20_000).toISOString()
    const account = await createTrusting('acme/ci', { expiresAt })
    const { body } = await exchange(await outsideToken(account.sub), account.id)
    expect(body.expires_in).toBeLessThanOrEqual(20)
    clock.ms += 21_000
    expectRefused(await exchange(await outsideToken(account.sub), account.id))
    expect(await isActive(body.access_token)).toBe(false)
  })
})

it('an account that is disabled is nobody whom a token without a name could mean', async () => {
  const policy = aPolicy()
  const [enabled, disabled] = [await createTrusting(), await createTrusting()]
  for (const { id } of [enabled, disabled]) {
    await must(server, 'POST', `/service-accounts/${id}/trust-policies`, policy)
  }
  const { sub } = policy.boundClaims
  expectRefused(await exchange(await outsideToken(sub), ''))
  await must(server, 'POST', `/service-accounts/${disabled.id}/disable`)
  const answer = await exchange(await outsideToken(sub), '')
  expect(answer.status, answer.text).toBe(200)
})

describe('a token that was used', () => {
  it('is used also where the clock was set back', async () => {
    const account = await createTrusting()
    const token = await outsideToken(account.sub)
    expect((await exchange(token, account.id)).status).toBe(200)
    clock.ms -= 20_000
    expectRefused(await exchange(token, account.id))
    clock.ms -= 3_600_000
    expectRefused(await exchange(token, account.id))
    expectRefused(await exchange(await outsideToken(account.sub, { iat: nowPlus(31) }), account.id))
    clock.ms += 3_620_000
    expectRefused(await exchange(token, account.id))
    expect((await exchange(await outsideToken(account.sub), account.id)).status).toBe(200)
  })

  it('is used until it has expired, the leeway for clocks included', async () => {
    const account = await createTrusting()
    const token = await outsideToken(account.sub, { exp: nowPlus(60) })
    expect((await exchange(token, account.id)).status).toBe(200)
    for (const seconds of [50, 9, 20]) {
      clock.ms += seconds * 1000
      // Every claim sweeps those before it that are over.
      expect((await exchange(await outsideToken(account.sub), account.id)).status).toBe(200)
      expectRefused(await exchange(token, account.id))
    }
  })

  it.each([
    ['an empty jti', { jti: '' }],
    ['a jti that is no text', { jti: 7 }],
    ['a jti that is null', { jti: null }],
  ])('says nothing about another token with %s', async (_, more) => {
    const account = await createTrusting()
    for (const nonce of [1, 2]) {
      const token = await outsideToken(account.sub, { ...more, nonce })
      expect((await exchange(token, account.id)).status).toBe(200)
      expectRefused(await exchange(token, account.id))
    }
  })

  it('is used after a restart as well', async () => {
    const before = await startTestServer({ now: () => clock.ms })
    const policy = aPolicy()
    const account = await must(before, 'POST', '/service-accounts', {
      name: 'restarted',
      trustPolicies: [policy],
    })
    const token = await outsideToken(policy.boundClaims.sub)
    expect((await exchange(token, account.id, before)).status).toBe(200)
    await before.running.close()

    const { dataDirectory } = before
    const after = await startTestServer({ dataDirectory, now: () => clock.ms })
    const answer = await exchange(token, account.id, after)
    expectRefused(answer)
    expect(answer.body.error_description).toMatch(/used already/)
    const other = await outsideToken(policy.boundClaims.sub)
    expect((await exchange(other, account.id, after)).status).toBe(200)
    await after.close()
    await before.close()
  })
})

function nowPlus(seconds: number): number {
  return Math.floor(clock.ms / 1000) + seconds
}
