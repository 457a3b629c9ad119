import { afterAll, describe, expect, it } from 'vitest'
import {
  asBearer,
  createGroups,
  createPerson,
  createRobot,
  fetchAccessToken,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/inner', 'acme/other')
const deployer = await createRobot(server, 'acme', { acme: 'deployer' })

const aRole = async (name: string, ...permissions: readonly string[]) => {
  await must(server, 'POST', '/roles', { name, permissions })
  return name
}

describe('a token that can do less than its owner', () => {
  const permissions = ['token:create', 'client_credential:update', 'service_account:update']
  const aLimited = async (limits: object) => {
    const owner = await createRobot(server, 'acme', { acme: 'owner' })
    const request = { account: owner.id, name: 'limited', intent: 'api', ...limits }
    const { value } = await must(server, 'POST', '/tokens', request)
    return { owner, call: asBearer(server, value) }
  }

  it.each([
    ['in permissions', { permissions }, [403, 'gain_not_allowed']],
    ['in namespaces', { namespaces: ['acme/inner'] }, [404, 'not_found']],
  ] as const)('%s gets no credential of it that can do more', async (_, limits, [status, code]) => {
    const { owner, call } = await aLimited(limits)
    const reset = `/service-accounts/${owner.id}/client-credentials/reset`
    const mint = { account: owner.id, name: 'more', intent: 'api' }

    expectProblem(await call('POST', '/tokens', mint), status, code)
    expectProblem(await call('POST', reset, {}), status, code)
    expect((await fetchAccessToken(server, owner)).length).toBeGreaterThan(0)
    expect((await server.api('GET', `/tokens?account=${owner.id}`)).body.items).toHaveLength(1)
  })

  it('may make one that can do as little', async () => {
    const { owner, call } = await aLimited({ permissions })
    const mint = { account: owner.id, name: 'as-little', intent: 'api' }
    expect((await call('POST', '/tokens', { ...mint, permissions })).status).toBe(201)
    const wider = [...permissions, 'member:create']
    const refused = await call('POST', '/tokens', { ...mint, name: 'b', permissions: wider })
    expectProblem(refused, 403, 'gain_not_allowed')
  })

  it('really does only that, there', async () => {
    const { call } = await aLimited({
      permissions: ['workspace:create', 'group:view'],
      namespaces: ['acme/inner'],
    })
    const create = (group: string) => call('POST', '/workspaces', { group, name: 'limited' })

    expect((await create('acme/inner')).status).toBe(201)
    expectProblem(await create('acme/other'), 404, 'not_found')
    expectProblem(await create('acme'), 404, 'not_found')
    expectProblem(await call('DELETE', '/workspaces/acme%2Finner%2Flimited'), 403, 'forbidden')
    expectProblem(
      await call('POST', '/groups', { parent: 'acme/inner', name: 'x' }),
      403,
      'forbidden',
    )
    const { body } = await call('GET', '/groups')
    expect(body.items.map(({ path }: { path: string }) => path)).toEqual(['acme/inner'])
  })

  it('allows nothing once its namespace is gone', async () => {
    await createGroups(server, 'acme/brief')
    const { call } = await aLimited({ namespaces: ['acme/brief'] })
    expect((await call('GET', '/groups/acme%2Fbrief')).status).toBe(200)

    await must(server, 'DELETE', '/groups/acme%2Fbrief')
    await createGroups(server, 'acme/brief')
    expect((await call('GET', '/groups')).body.items).toEqual([])
    expectProblem(await call('GET', '/groups/acme%2Fbrief'), 404, 'not_found')
  })

  it('gives no role that it could not use itself', async () => {
    const { call } = await aLimited({
      permissions: ['member:create', 'group:view', 'service_account:view'],
    })
    const { id } = await createAccount(server, { group: 'acme' })
    const request = { namespace: 'acme', principal: id, role: 'viewer' }
    expectProblem(await call('POST', '/members', request), 403, 'gain_not_allowed')
  })

  it('of a person does not look after their other tokens', async () => {
    const person = await createPerson(server, { acme: 'owner' })
    const mint = { user: person.id, name: 'less', intent: 'api' }
    const { body } = await person.call('POST', '/tokens', { ...mint, permissions: ['group:view'] })
    const more = { ...mint, name: 'more' }

    expectProblem(await asBearer(server, body.value)('POST', '/tokens', more), 404, 'not_found')
    expect((await person.call('POST', '/tokens', more)).status).toBe(201)
  })
})

describe('a limited token of a richer account', () => {
  it.each([
    ['where that holds more', { namespaces: ['acme/inner'] }],
    ['with what the caller lacks', { permissions: ['member:create'] }],
  ])('is refused %s', async (_, limits) => {
    const { id } = await createAccount(server, { group: 'acme' })
    const membership = { namespace: 'acme/inner', principal: id, role: 'owner' }
    await must(server, 'POST', '/members', membership)
    const mint = { account: id, name: 'x', intent: 'api' }

    expectProblem(
      await deployer.call('POST', '/tokens', { ...mint, ...limits }),
      403,
      'gain_not_allowed',
    )
    const within = { ...mint, permissions: ['workspace:view'] }
    expect((await deployer.call('POST', '/tokens', within)).status).toBe(201)
  })

  it('gets no other value from somebody who holds less', async () => {
    const { id } = await createAccount(server, { group: 'acme' })
    const membership = { namespace: 'acme', principal: id, role: 'owner' }
    await must(server, 'POST', '/members', membership)
    const mint = { account: id, name: 'x', intent: 'api' }
    const { token, value } = await must(server, 'POST', '/tokens', mint)

    const answer = await deployer.call('POST', `/tokens/${token.id}/rotate`)
    expectProblem(answer, 403, 'gain_not_allowed')
    expect((await asBearer(server, value)('GET', '/whoami')).status).toBe(200)
  })
})

describe('the root', () => {
  it('gives no token of a system account to who holds less', async () => {
    const role = await aRole('minter', 'service_account:view', 'token:create')
    const minter = await createRobot(server, undefined, { '': role })
    for (const account of ['admin', 'viewer', 'user', 'group-creator']) {
      const mint = { account, name: 'x', intent: 'api' }
      expectProblem(await minter.call('POST', '/tokens', mint), 403, 'gain_not_allowed')
    }
  })

  it('gives no root account more than its maker holds', async () => {
    const needed = ['service_account:create', 'client_credential:create', 'member:create']
    const rooter = await createRobot(server, undefined, { '': await aRole('rooter', ...needed) })
    const create = (...permissions: readonly string[]) =>
      rooter.call('POST', '/root-accounts', {
        name: 'mine',
        tokenEndpointAuthMethod: 'client_secret_basic',
        permissions,
      })
    expectProblem(await create('audit:view'), 403, 'gain_not_allowed')
    expectProblem(await server.api('GET', '/service-accounts/mine'), 404, 'not_found')
    expect((await create('member:create')).status).toBe(201)
  })
})

describe('what is bundled into one call', () => {
  const trustPolicies = [
    { issuer: 'https://ci.example', audience: 'us', boundClaims: { sub: 'a job' } },
  ]

  it.each([
    ['client_credential:create', { clientCredentials: { enabled: true } }],
    ['trust_policy:create', { trustPolicies }],
  ])('needs %s as well', async (permission, more) => {
    const name = permission.replaceAll(/[_:]/g, '-')
    const role = await aRole(name, 'service_account:create', 'group:view')
    const robot = await createRobot(server, 'acme', { acme: role })

    const answer = await robot.call('POST', '/service-accounts', { group: 'acme', name, ...more })
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toBe(`You need the permission ${permission} in "acme".`)
    expectProblem(await server.api('GET', `/service-accounts/acme%2F${name}`), 404, 'not_found')
  })

  it('does not come with the permission to change the account', async () => {
    const role = await aRole('editor', 'service_account:update')
    const robot = await createRobot(server, 'acme', { acme: role })
    const { id } = await createAccount(server, { group: 'acme' })
    const [policy] = trustPolicies
    const answer = await robot.call('POST', `/service-accounts/${id}/trust-policies`, policy)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('trust_policy:create')
  })

  it('needs member:create for a group or a root account of its own', async () => {
    const needed = ['service_account:create', 'client_credential:create', 'group:create']
    const role = await aRole('no-members', ...needed, 'group:view')
    const robot = await createRobot(server, undefined, { '': role })
    const group = { group: 'acme', clientCredentials: { enabled: true }, createGroup: true }
    const root = { tokenEndpointAuthMethod: 'client_secret_basic', permissions: ['group:view'] }
    for (const [path, body] of [
      ['/service-accounts', { name: 'with-group', ...group }],
      ['/root-accounts', { name: 'with-role', ...root }],
    ] as const) {
      const answer = await robot.call('POST', path, body)
      expectProblem(answer, 403, 'forbidden')
      expect(answer.body.detail).toContain('member:create')
    }
  })
})
