import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { asBearer, createGroups, createPerson, fetchAccessToken, must } from '#support/callers.ts'
import { type CreatedAccount, createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

let ahead = 0
const now = () => Date.now() + ahead
const server = await startTestServer({ now })
const elsewhere = await startTestServer()
afterAll(() => Promise.all([server.close(), elsewhere.close()]))
await createGroups(server, 'acme', 'acme/platform', 'acme/other')

const client = await createAccount(server, { group: 'acme/platform' })

async function post(body: string, headers: Readonly<Record<string, string>>): Promise<HttpAnswer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const init = { method: 'POST', headers: { ...type, ...headers }, body }
  return toAnswer(await fetch(`${server.url}/oauth/introspect`, init))
}

/** Asks about a token as a client. */
const introspect = (token: string, as = client, more: Readonly<Record<string, string>> = {}) =>
  post(new URLSearchParams({ token, ...more }).toString(), toBasic(as))

function expectInactive(answer: HttpAnswer): void {
  expect([answer.status, answer.text]).toEqual([200, '{"active":false}'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
}

const isActive = async (token: string, as = client) => (await introspect(token, as)).body.active

const anApiToken = (account: { id: string }, more: object = {}) =>
  must(server, 'POST', '/tokens', {
    name: `token-${Math.random()}`,
    account: account.id,
    intent: 'api',
    ...more,
  })

describe('introspection of a live token', () => {
  it('tells the claims of an access token (RFC 7662 §2.2)', async () => {
    const token = await fetchAccessToken(server, client)
    const { status, headers, body } = await introspect(token)

    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({
      ...decodeJwt(token),
      active: true,
      token_type: 'Bearer',
      username: client.path,
    })
    expect(body).toMatchObject({
      iss: server.issuer,
      sub: client.id,
      client_id: client.id,
      aud: server.issuer,
    })
  })

  it.each<[string, object, string]>([
    ['permissions', { permissions: ['group:view', 'token:view'] }, 'group:view token:view'],
    ['namespaces', { namespaces: ['acme/platform'] }, 'namespace:acme/platform'],
    [
      'both',
      { permissions: ['group:view'], namespaces: ['acme/platform'] },
      'group:view namespace:acme/platform',
    ],
  ])('tells what a named token is limited to, as its scope: %s', async (_, limits, scope) => {
    const { value } = await anApiToken(client, limits)
    expect((await introspect(value)).body.scope).toBe(scope)
  })

  it('never shows a limited token as unlimited when its namespace is gone', async () => {
    const { id } = await must(server, 'POST', '/groups', {
      name: 'passing',
      parent: 'acme/platform',
    })
    const { value } = await anApiToken(client, { namespaces: ['acme/platform/passing'] })
    await must(server, 'DELETE', `/groups/${id}`)
    expect((await introspect(value)).body.scope).toBe(`namespace:${id}`)
  })

  it('tells whose a named API token is, never its value (RFC 7662 §2.2)', async () => {
    const { token, value } = await anApiToken(client)
    const { text, body } = await introspect(value)

    expect(body).toEqual({
      active: true,
      token_type: 'Bearer',
      iss: server.issuer,
      sub: client.id,
      client_id: client.id,
      username: client.path,
      aud: server.issuer,
      jti: token.id,
      iat: Math.floor(Date.parse(token.createdAt) / 1000),
      exp: Math.floor(Date.parse(token.expiresAt) / 1000),
    })
    expect(text).not.toContain(value)
  })

  it('leaves exp out for a token that never expires (RFC 7662 §2.2)', async () => {
    const { value } = await anApiToken(client, { expiresAt: null })
    const { body } = await introspect(value)

    expect(body.active).toBe(true)
    expect(body).not.toHaveProperty('exp')
  })

  it.each(['access_token', 'refresh_token', 'nonsense'])(
    'finds it whatever the hint, here %s (RFC 7662 §2.1)',
    async (hint) => {
      const token = await fetchAccessToken(server, client)
      const { body } = await introspect(token, client, { token_type_hint: hint })
      expect(body.active).toBe(true)
    },
  )
})

describe('introspection of a token that is not good says only that (RFC 7662 §2.2)', () => {
  const header = (token: string) => token.split('.')[0]

  it.each([
    ['not a token', () => 'nonsense'],
    ['an unknown API token', () => `dwat_${'0'.repeat(26)}_${'a'.repeat(49)}`],
    ['three empty parts', () => '..'],
    ['unsigned', (token: string) => `${token.slice(0, token.lastIndexOf('.'))}.`],
    [
      'changed in its claims',
      (token: string) => {
        const claims = { ...decodeJwt(token), exp: 4_000_000_000 }
        const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
        return `${header(token)}.${payload}.${token.split('.')[2]}`
      },
    ],
    [
      'changed in its signature',
      (token: string) => {
        const start = token.lastIndexOf('.') + 1
        const first = token[start] === 'A' ? 'B' : 'A'
        return `${token.slice(0, start)}${first}${token.slice(start + 1)}`
      },
    ],
    [
      'of the algorithm none',
      (token: string) => {
        const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
        return `${none}.${token.split('.')[1]}.`
      },
    ],
  ])('for one that is %s', async (_, change) => {
    const token = await fetchAccessToken(server, client)
    expect(await isActive(token)).toBe(true)
    expectInactive(await introspect(change(token)))
  })

  it('for one of another installation', async () => {
    const theirs = await createAccount(elsewhere)
    expectInactive(await introspect(await fetchAccessToken(elsewhere, theirs)))
  })

  it('for an expired access token', async () => {
    const token = await fetchAccessToken(server, client)
    expect(await isActive(token)).toBe(true)
    ahead += 301_000
    expectInactive(await introspect(token))
  })

  it('for an expired API token, be it one that rotates', async () => {
    const { value } = await anApiToken(client)
    const rotating = await anApiToken(client, { rotateOnExpiry: true })
    expect([await isActive(value), await isActive(rotating.value)]).toEqual([true, true])
    ahead += 30 * 60_000
    expectInactive(await introspect(value))
    expectInactive(await introspect(rotating.value))
  })

  it('for an app password, which is no token', async () => {
    const { value } = await anApiToken(client, { intent: 'app_password' })
    expectInactive(await introspect(value))
  })

  it('for a client secret', async () => {
    expectInactive(await introspect(client.clientSecret))
  })

  it('for an API token that has rotated or was deleted', async () => {
    const { token, value } = await anApiToken(client)
    const rotated = await must(server, 'POST', `/tokens/${token.id}/rotate`)
    expectInactive(await introspect(value))
    expect(await isActive(rotated.value)).toBe(true)
    await must(server, 'DELETE', `/tokens/${token.id}`)
    expectInactive(await introspect(rotated.value))
  })

  it('for tokens of a disabled account, until it is enabled', async () => {
    const looker = await createAccount(server, { group: 'acme/platform' })
    await grantIntrospection(looker, 'acme/platform')
    const account = await createAccount(server, { group: 'acme/platform' })
    const token = await fetchAccessToken(server, account)
    const { value } = await anApiToken(account)
    expect(await isActive(token, looker)).toBe(true)
    await must(server, 'POST', `/service-accounts/${account.id}/disable`)

    expectInactive(await introspect(token, looker))
    expectInactive(await introspect(value, looker))
    await must(server, 'POST', `/service-accounts/${account.id}/enable`)
    expect(await isActive(token, looker)).toBe(true)
  })
})

async function grantIntrospection(account: CreatedAccount, namespace: string): Promise<void> {
  const name = `looker-${Math.random().toString(36).slice(2)}`
  const permissions = ['token:introspect']
  await must(server, 'POST', '/roles', { name, permissions })
  await must(server, 'POST', '/members', { namespace, principal: account.id, role: name })
}

describe('introspection of tokens of others (RFC 7662 §4)', () => {
  it('is as of a token that is not good, without the permission', async () => {
    const other = await createAccount(server, { group: 'acme/platform' })
    const token = await fetchAccessToken(server, other)
    const { value } = await anApiToken(other)

    expectInactive(await introspect(token))
    expectInactive(await introspect(value))
    expect(await isActive(token, other)).toBe(true)
  })

  it('needs that permission: no other role has it', async () => {
    const owner = await createAccount(server, { group: 'acme/platform' })
    const member = { namespace: 'acme/platform', principal: owner.id, role: 'owner' }
    await must(server, 'POST', '/members', member)
    expectInactive(await introspect(await fetchAccessToken(server, client), owner))
  })

  it('is possible with token:introspect, in the namespaces where it is held', async () => {
    const looker = await createAccount(server, { group: 'acme' })
    await grantIntrospection(looker, 'acme/platform')
    const outside = await createAccount(server, { group: 'acme/other' })
    const atRoot = await createAccount(server)
    const person = await createPerson(server)

    expect(await isActive(await fetchAccessToken(server, client), looker)).toBe(true)
    expect(await isActive((await anApiToken(client)).value, looker)).toBe(true)
    expectInactive(await introspect(await fetchAccessToken(server, outside), looker))
    expectInactive(await introspect(await fetchAccessToken(server, atRoot), looker))
    expectInactive(await introspect(person.token, looker))
  })

  it('reaches everybody when it is held at the root', async () => {
    const looker = await createAccount(server)
    await grantIntrospection(looker, '')
    const person = await createPerson(server)

    expect(await isActive(await fetchAccessToken(server, client), looker)).toBe(true)
    const { body } = await introspect(person.token, looker)
    expect(body).toMatchObject({ active: true, sub: person.id, username: person.email })
  })

  it('ends with the membership that gave it', async () => {
    const looker = await createAccount(server, { group: 'acme/platform' })
    await grantIntrospection(looker, 'acme/platform')
    const token = await fetchAccessToken(server, client)
    expect(await isActive(token, looker)).toBe(true)
    const { items } = await must(server, 'GET', `/members?principal=${looker.id}`)
    await must(server, 'DELETE', `/members/${items[0].id}`)

    expectInactive(await introspect(token, looker))
  })
})

describe('a request for introspection', () => {
  it.each([
    ['no credentials', {}],
    ['a wrong secret', toBasic({ ...client, clientSecret: 'wrong' })],
    ['an unknown client', toBasic({ ...client, clientId: 'sa_00000000000000000000000000' })],
    ['another scheme', { authorization: `Bearer ${server.adminToken}` }],
  ])('is refused with %s and told the scheme (RFC 7662 §2.1)', async (_, headers) => {
    const token = await fetchAccessToken(server, client)
    const answer = await post(new URLSearchParams({ token }).toString(), headers)

    expectOAuthError(answer, 401, 'invalid_client')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
  })

  it('is refused for a disabled client (RFC 7662 §2.1)', async () => {
    const off = await createAccount(server)
    await must(server, 'POST', `/service-accounts/${off.id}/disable`)
    expectOAuthError(await introspect('nonsense', off), 401, 'invalid_client')
  })

  it.each([
    ['no token', ''],
    ['an empty token', 'token='],
    ['two tokens', 'token=a&token=b'],
  ])('is refused with %s (RFC 7662 §2.1, RFC 6749 §3.2)', async (_, form) => {
    expectOAuthError(await post(form, toBasic(client)), 400, 'invalid_request')
  })

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])(
    'is not answered to %s (RFC 7662 §2.1)',
    async (method) => {
      const token = await fetchAccessToken(server, client)
      const url = `${server.url}/oauth/introspect?token=${token}`
      const { status, headers, text } = await toAnswer(
        await fetch(url, { method, headers: toBasic(client) }),
      )

      expect([status, headers.get('allow')]).toEqual([405, 'POST'])
      expect(text).not.toContain('active')
    },
  )

  it('takes no token from the address (RFC 7662 §4)', async () => {
    const token = await fetchAccessToken(server, client)
    const url = `${server.url}/oauth/introspect?token=${token}`
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const init = { method: 'POST', headers: { ...type, ...toBasic(client) }, body: '' }

    expectOAuthError(await toAnswer(await fetch(url, init)), 400, 'invalid_request')
  })

  it('may carry the credentials in its body (RFC 6749 §2.3.1)', async () => {
    const token = await fetchAccessToken(server, client)
    const credentials = { client_id: client.clientId, client_secret: client.clientSecret }
    const answer = await post(new URLSearchParams({ token, ...credentials }).toString(), {})

    expect(answer.body.active).toBe(true)
    expect((await asBearer(server, token)('GET', '/whoami')).status).toBe(200)
  })
})
