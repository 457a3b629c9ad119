import { afterAll, describe, expect, it } from 'vitest'
import { asBasic, asBearer, createPerson, fetchAccessToken, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

let ahead = 0
const server = await startTestServer({ now: () => Date.now() + ahead })
afterAll(() => server.close())

const client = await createAccount(server)
const other = await createAccount(server)

type Headers = Readonly<Record<string, string>>

async function post(path: string, body: string, headers: Headers): Promise<HttpAnswer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const init = { method: 'POST', headers: { ...type, ...headers }, body }
  return toAnswer(await fetch(`${server.url}${path}`, init))
}

const revoke = (token: string, as = client, more: Headers = {}) =>
  post('/oauth/revoke', new URLSearchParams({ token, ...more }).toString(), toBasic(as))

/** What the API and introspection say of a token: both at once. */
async function stateOf(token: string, owner = client) {
  const form = new URLSearchParams({ token }).toString()
  const introspected = await post('/oauth/introspect', form, toBasic(owner))
  const { status } = await asBearer(server, token)('GET', '/whoami')
  return [status, introspected.body]
}

const LIVE = [200, expect.objectContaining({ active: true })]
const ENDED = [401, { active: false }]

const anApiToken = (owner: object) =>
  must(server, 'POST', '/tokens', { name: `token-${Math.random()}`, intent: 'api', ...owner })

describe('revoking a token of its own', () => {
  it('ends an access token at introspection and at the API at once (RFC 7009 §2.1)', async () => {
    const token = await fetchAccessToken(server, client)
    const second = await fetchAccessToken(server, client)
    expect(await stateOf(token)).toEqual(LIVE)
    const answer = await revoke(token)

    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await stateOf(token)).toEqual(ENDED)
    expect(await stateOf(second)).toEqual(LIVE)
  })

  it('ends a named API token for good (RFC 7009 §2.1)', async () => {
    const { token, value } = await anApiToken({ account: client.id })
    expect(await stateOf(value)).toEqual(LIVE)

    expect((await revoke(value)).status).toBe(200)
    expect(await stateOf(value)).toEqual(ENDED)
    expect((await server.api('GET', `/tokens/${token.id}`)).status).toBe(404)
  })

  it.each(['access_token', 'refresh_token', 'nonsense'])(
    'finds it whatever the hint, here %s (RFC 7009 §2.1)',
    async (hint) => {
      const token = await fetchAccessToken(server, client)
      expect((await revoke(token, client, { token_type_hint: hint })).status).toBe(200)
      expect(await stateOf(token)).toEqual(ENDED)
    },
  )

  it('is on record, without the token', async () => {
    const token = await fetchAccessToken(server, client)
    await revoke(token)
    const { text, body } = await server.api('GET', '/audit/events?action=token.revoked&limit=1')

    expect(body.items[0]).toMatchObject({ actor: { id: client.id }, result: 'ok' })
    expect(text).not.toContain(token.split('.')[2])
  })

  it('lasts while the revoked tokens before it are forgotten', async () => {
    const early = await fetchAccessToken(server, client)
    await revoke(early)
    ahead += 200_000
    const late = await fetchAccessToken(server, client)
    await revoke(late)
    ahead += 150_000
    await revoke(await fetchAccessToken(server, client))

    expect(await stateOf(early)).toEqual(ENDED)
    expect(await stateOf(late)).toEqual(ENDED)
  })
})

describe('revoking a token that is not good', () => {
  it.each(['nonsense', '..', `dwat_${'0'.repeat(26)}_${'a'.repeat(49)}`])(
    'is as good as done: %s (RFC 7009 §2.2)',
    async (token) => {
      expect((await revoke(token)).status).toBe(200)
    },
  )

  it('is as good as done a second time, and after its end (RFC 7009 §2.2)', async () => {
    const twice = await fetchAccessToken(server, client)
    const expired = await fetchAccessToken(server, client)
    expect((await revoke(twice)).status).toBe(200)
    expect((await revoke(twice)).status).toBe(200)
    ahead += 301_000
    expect((await revoke(expired)).status).toBe(200)
  })

  it('leaves an app password alone, which is no token', async () => {
    const owner = { account: client.id, intent: 'app_password' }
    const { value } = await anApiToken(owner)
    await revoke(value)

    const { status } = await asBasic(server, client.path, value)('GET', '/whoami')
    expect(status).toBe(200)
  })
})

describe('revoking a token of somebody else', () => {
  it('is refused, and the token lives on (RFC 7009 §2.1)', async () => {
    const token = await fetchAccessToken(server, client)
    const { value } = await anApiToken({ account: client.id })

    expectOAuthError(await revoke(token, other), 400, 'invalid_grant')
    expectOAuthError(await revoke(value, other), 400, 'invalid_grant')
    expect(await stateOf(token)).toEqual(LIVE)
    expect(await stateOf(value)).toEqual(LIVE)
  })

  it('is refused for the token of a person (RFC 7009 §2.1)', async () => {
    const person = await createPerson(server)

    expectOAuthError(await revoke(person.token), 400, 'invalid_grant')
    expect((await person.call('GET', '/whoami')).status).toBe(200)
  })
})

describe('a request for revocation', () => {
  it.each([
    ['no credentials', {}],
    ['a wrong secret', toBasic({ ...client, clientSecret: 'wrong' })],
    ['an unknown client', toBasic({ ...client, clientId: 'sa_00000000000000000000000000' })],
    ['another scheme', { authorization: `Bearer ${server.adminToken}` }],
  ])('revokes nothing with %s (RFC 7009 §2.1, RFC 6749 §5.2)', async (_, headers) => {
    const token = await fetchAccessToken(server, client)
    const form = new URLSearchParams({ token }).toString()
    const answer = await post('/oauth/revoke', form, headers)

    expectOAuthError(answer, 401, 'invalid_client')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
    expect(await stateOf(token)).toEqual(LIVE)
  })

  it.each([
    ['no token', ''],
    ['an empty token', 'token='],
    ['two tokens', 'token=a&token=b'],
  ])('is refused with %s (RFC 7009 §2.1, RFC 6749 §3.2)', async (_, form) => {
    const answer = await post('/oauth/revoke', form, toBasic(client))
    expectOAuthError(answer, 400, 'invalid_request')
  })

  it.each(['GET', 'PUT', 'DELETE'])('does nothing by %s (RFC 7009 §2.1)', async (method) => {
    const token = await fetchAccessToken(server, client)
    const url = `${server.url}/oauth/revoke?token=${token}`
    const { status, headers } = await fetch(url, { method, headers: toBasic(client) })

    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
    expect(await stateOf(token)).toEqual(LIVE)
  })
})
