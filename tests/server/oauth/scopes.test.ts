import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, describe, expect, it } from 'vitest'
import { asBearer, createGroups, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme', 'acme/inner', 'acme/inner/deep', 'acme/other', 'secret')

const account = await createAccount(server, { group: 'acme' })
for (const [namespace, role] of [
  ['acme', 'deployer'],
  ['acme/inner/deep', 'owner'],
]) {
  await must(server, 'POST', '/members', { namespace, principal: account.id, role })
}
const ask = (scope: string) =>
  server.token({ grant_type: 'client_credentials', scope }, toBasic(account))

async function callWith(scope: string) {
  const { status, text, body } = await ask(scope)
  expect(status, text).toBe(200)
  return asBearer(server, body.access_token)
}

describe('a scope', () => {
  it.each([
    ['of permissions', 'service_account:view group:view', 'service_account:view group:view'],
    ['of a namespace', 'namespace:acme/inner', 'namespace:acme/inner'],
    ['in any order', 'group:view service_account:view', 'group:view service_account:view'],
    ['said twice, once', 'group:view group:view', 'group:view'],
  ])(
    '%s is in the token and in the answer (RFC 6749 §5.1, RFC 9068 §2.2.3)',
    async (_, asked, granted) => {
      const { body } = await ask(asked)
      expect(body.scope).toBe(granted)
      expect(decodeJwt(body.access_token).scope).toBe(granted)
    },
  )

  it('that nobody asked for is in neither (RFC 6749 §3.3)', async () => {
    const { body } = await server.token({ grant_type: 'client_credentials' }, toBasic(account))
    expect(body).not.toHaveProperty('scope')
    expect(decodeJwt(body.access_token)).not.toHaveProperty('scope')
  })

  it.each([
    ['an unknown word', 'read'],
    ['a malformed one', 'group:view "x"'],
    ['other capitals (RFC 6749 §3.3)', 'Group:View'],
    ['a tab for a blank (RFC 6749 §3.3)', 'group:view\tservice_account:view'],
    ['two blanks', 'group:view  token:view'],
    ['a permission held nowhere', 'settings:update'],
    ['a namespace that does not exist', 'namespace:ghost'],
    ['a namespace that is not its own', 'namespace:secret'],
    ['one good word and one bad', 'group:view namespace:secret'],
  ])('of %s is refused, alike (RFC 6749 §5.2)', async (_, scope) => {
    const answer = await ask(scope)
    expectOAuthError(answer, 400, 'invalid_scope')
    expect(answer.text).toBe((await ask('namespace:ghost')).text)
  })

  it('is what openid-client asks for', async () => {
    const client = await openid.discovery(
      new URL(server.issuer),
      account.clientId,
      undefined,
      openid.ClientSecretBasic(account.clientSecret),
      { execute: [openid.allowInsecureRequests] },
    )
    const answer = await openid.clientCredentialsGrant(client, { scope: 'group:view' })
    expect(answer.scope).toBe('group:view')
    const introspected = await openid.tokenIntrospection(client, answer.access_token)
    expect(introspected).toMatchObject({ active: true, scope: 'group:view' })
  })
})

describe('the memberships in a token', () => {
  const membershipsOf = async (scope: string) =>
    decodeJwt((await ask(scope)).body.access_token).memberships

  it('are left out when it holds a few permissions only, since services decide by them', async () => {
    expect(await membershipsOf('group:view')).toBeUndefined()
    expect(await membershipsOf('group:view namespace:acme/inner')).toBeUndefined()
  })

  it('are those inside the namespaces that were asked for', async () => {
    expect(await membershipsOf('namespace:acme/inner')).toEqual({
      'acme/inner': 'deployer',
      'acme/inner/deep': 'owner',
    })
    expect(await membershipsOf('namespace:acme/other')).toEqual({ 'acme/other': 'deployer' })
  })
})

describe('a token with a scope, at the management API', () => {
  it('does what it says', async () => {
    const call = await callWith('service_account:view')
    expect((await call('GET', `/service-accounts/${account.id}`)).status).toBe(200)
    expect((await call('GET', '/whoami')).status).toBe(200)
  })

  it('does what its permissions imply', async () => {
    const call = await callWith('service_account:update')
    expect((await call('GET', `/service-accounts/${account.id}`)).status).toBe(200)
  })

  it.each([
    ['GET', '/groups/acme', undefined],
    ['GET', '/groups/ghost', undefined],
    ['GET', '/groups/secret', undefined],
    ['GET', '/groups', undefined],
    ['POST', '/workspaces', { group: 'acme', name: 'w' }],
    ['POST', '/groups', { name: 'top' }],
    ['DELETE', `/service-accounts/${account.id}`, undefined],
  ] as const)(
    'is told that it does not reach for %s %s (RFC 6750 §3.1)',
    async (method, path, body) => {
      const answer = await (await callWith('service_account:view'))(method, path, body)
      expectProblem(answer, 403, 'insufficient_scope')
      expect(answer.headers.get('www-authenticate')).toMatch(
        /^Bearer realm="doorward", error="insufficient_scope"/,
      )
    },
  )

  it('is told so when it is the namespace that it leaves out', async () => {
    const call = await callWith('workspace:create group:view namespace:acme/inner')
    const make = (group: string) => call('POST', '/workspaces', { group, name: 'made' })
    expect((await make('acme/inner')).status).toBe(201)
    expectProblem(await make('acme/other'), 404, 'not_found')
    expectProblem(await call('GET', '/settings'), 403, 'insufficient_scope')
    const groups = (await call('GET', '/groups')).body.items
    expect(groups.map(({ path }: { path: string }) => path)).toEqual([
      'acme/inner',
      'acme/inner/deep',
    ])
  })

  it('holds all that its account holds in the namespaces asked for', async () => {
    const call = await callWith('namespace:acme/inner')
    const named = { group: 'acme/inner', name: 'by-namespace' }
    const trustPolicies = [
      {
        issuer: 'https://ci.example',
        audience: 'a',
        matchMode: 'exact',
        boundClaims: { sub: 'b' },
      },
    ]
    expect((await call('POST', '/service-accounts', { ...named, trustPolicies })).status).toBe(201)
    expectProblem(await call('GET', '/groups/acme'), 404, 'not_found')
  })

  it('makes nothing that can do more than itself', async () => {
    const call = await callWith('token:create namespace:acme/inner')
    const helper = await createAccount(server, { group: 'acme/inner' })
    const place = { namespace: 'acme/inner', principal: helper.id, role: 'viewer' }
    await must(server, 'POST', '/members', place)
    const wide = { account: helper.id, name: 'wide', intent: 'api' }
    expectProblem(await call('POST', '/tokens', wide), 403, 'gain_not_allowed')

    const everything = await callWith('namespace:acme/inner')
    expect((await everything('POST', '/tokens', wide)).status).toBe(201)
  })

  it('counts for less when its account does', async () => {
    const other = await createAccount(server, { group: 'acme' })
    const place = { namespace: 'acme', principal: other.id, role: 'viewer' }
    const { id } = await must(server, 'POST', '/members', place)
    const grant = { grant_type: 'client_credentials', scope: 'group:view' }
    const token = (await server.token(grant, toBasic(other))).body.access_token
    const call = asBearer(server, token)
    expect((await call('GET', '/groups/acme')).status).toBe(200)
    await must(server, 'DELETE', `/members/${id}`)
    expectProblem(await call('GET', '/groups/acme'), 404, 'not_found')
  })

  it('is on record when it was refused', async () => {
    const call = await callWith('service_account:view')
    const { correlationId } = (await call('GET', '/groups/acme')).body
    const log = await must(server, 'GET', `/audit/events?correlationId=${correlationId}`)
    expect(log.items).toMatchObject([{ result: 'refused', reason: 'insufficient_scope' }])
  })
})
