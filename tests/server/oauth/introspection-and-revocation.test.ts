import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createRobot, must } from '#support/callers.ts'
import { toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
const other = await startTestServer()
afterAll(() => Promise.all([server.close(), other.close()]))

await createGroups(server, 'acme', 'umbrella')
await must(server, 'POST', '/roles', { name: 'gateway', permissions: ['token:introspect'] })
const robot = await createRobot(server, 'acme', { acme: 'viewer' })
const stranger = await createRobot(server, 'umbrella', { umbrella: 'owner' })
const gateway = await createRobot(server, 'acme', { acme: 'gateway' })

type Client = Parameters<typeof toBasic>[0]

async function post(path: string, client: Client | undefined, form: Record<string, string>) {
  const headers = client ? toBasic(client) : {}
  const body = new URLSearchParams(form)
  return toAnswer(await fetch(`${server.url}${path}`, { method: 'POST', headers, body }))
}
const introspect = (client: Client | undefined, token: string) =>
  post('/oauth/introspect', client, { token })
const revoke = (client: Client | undefined, token: string) =>
  post('/oauth/revoke', client, { token })

function expectInactive(answer: HttpAnswer): void {
  expect([answer.status, answer.text]).toEqual([200, '{"active":false}'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
}

const mint = async (more: object = {}) =>
  must(server, 'POST', '/tokens', {
    account: robot.id,
    name: `t-${Math.random()}`,
    intent: 'api',
    ...more,
  })

describe('introspection (RFC 7662)', () => {
  it('describes an access token to its own client and to a gateway', async () => {
    for (const client of [robot, gateway]) {
      const { status, body } = await introspect(client, robot.accessToken)
      expect(status).toBe(200)
      expect(body).toMatchObject({
        active: true,
        token_type: 'Bearer',
        iss: server.issuer,
        sub: robot.id,
        client_id: robot.id,
        username: robot.path,
        memberships: { acme: 'viewer' },
      })
    }
  })

  it('describes a named api token, but no app password', async () => {
    const { token, value } = await mint()
    expect((await introspect(gateway, value)).body).toMatchObject({
      active: true,
      sub: robot.id,
      jti: token.id,
      exp: Math.floor(Date.parse(token.expiresAt) / 1000),
    })
    expectInactive(await introspect(gateway, (await mint({ intent: 'app_password' })).value))
  })

  it('tells nothing of the tokens of others', async () => {
    const { value } = await mint()
    for (const token of [robot.accessToken, value]) {
      expectInactive(await introspect(stranger, token))
    }
    expectInactive(await introspect(gateway, stranger.accessToken))
  })

  it('tells nothing of what is no token of ours', async () => {
    const foreign = await createRobot(other, undefined)
    const { value } = await mint()
    const tokens = [
      foreign.accessToken,
      robot.accessToken.slice(0, -4),
      `${value}x`,
      robot.clientSecret,
      server.adminToken,
      'x',
      'a.b.c',
    ]
    for (const token of tokens) expectInactive(await introspect(gateway, token))
  })

  it('wants an authenticated client and a token', async () => {
    expectOAuthError(await introspect(undefined, robot.accessToken), 401, 'invalid_client')
    const wrong = { clientId: robot.clientId, clientSecret: 'wrong' }
    expectOAuthError(await introspect(wrong, robot.accessToken), 401, 'invalid_client')
    expectOAuthError(await post('/oauth/introspect', robot, {}), 400, 'invalid_request')
  })
})

describe('revocation (RFC 7009)', () => {
  it('ends an access token at once, everywhere', async () => {
    const client = await createRobot(server, 'acme', { acme: 'viewer' })
    expect((await client.call('GET', '/whoami')).status).toBe(200)
    expect((await revoke(client, client.accessToken)).status).toBe(200)

    expectProblem(await client.call('GET', '/whoami'), 401, 'unauthenticated')
    expectInactive(await introspect(gateway, client.accessToken))
    expect((await revoke(client, client.accessToken)).status).toBe(200)
  })

  it('ends a named token', async () => {
    const { value } = await mint()
    expect((await revoke(robot, value)).status).toBe(200)
    expectInactive(await introspect(robot, value))
  })

  it('refuses the tokens of others, which stay good', async () => {
    const { value } = await mint()
    for (const token of [robot.accessToken, value]) {
      expectOAuthError(await revoke(stranger, token), 400, 'invalid_grant')
      expect((await introspect(robot, token)).body.active).toBe(true)
    }
  })

  it('takes what is no token as revoked already', async () => {
    expect((await revoke(robot, 'nonsense')).status).toBe(200)
    expectOAuthError(await revoke(undefined, 'nonsense'), 401, 'invalid_client')
  })
})

describe('an account that goes', () => {
  it.each(['deleted', 'disabled'])('takes its live tokens with it when %s', async (how) => {
    const client = await createRobot(server, 'acme', { acme: 'viewer' })
    const { value } = await mint({ account: client.id })
    expect((await introspect(gateway, client.accessToken)).body.active).toBe(true)

    const place = `/service-accounts/${client.id}`
    if (how === 'deleted') await must(server, 'DELETE', place)
    else await must(server, 'POST', `${place}/disable`)

    expectProblem(await client.call('GET', '/whoami'), 401, 'unauthenticated')
    for (const token of [client.accessToken, value]) {
      expectInactive(await introspect(gateway, token))
    }
    const again = await server.token({ grant_type: 'client_credentials' }, toBasic(client))
    expectOAuthError(again, 401, 'invalid_client')
  })

  it('leaves its events behind', async () => {
    const client = await createRobot(server, 'acme', { acme: 'viewer' })
    await must(server, 'DELETE', `/service-accounts/${client.id}`)
    const actionsOf = async (query: string) =>
      (await must(server, 'GET', `/audit/events?${query}&limit=100`)).items.map(
        ({ action }: { action: string }) => action,
      )
    expect(await actionsOf(`target=${client.id}`)).toEqual([
      'serviceAccounts.delete',
      'serviceAccounts.create',
    ])
    expect(await actionsOf(`actor=${client.id}`)).toContain('token.issued')
    expect(await must(server, 'GET', '/audit/verify')).toMatchObject({ ok: true, broken: null })
  })
})
