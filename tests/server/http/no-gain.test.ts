import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/a', 'other')
for (const [name, permissions] of Object.entries({
  manager: ['group:view', 'member:create', 'member:update', 'member:delete'],
  'team-keeper': ['team:update', 'user:view'],
  'role-keeper': ['role:update', 'role:delete'],
  'user-keeper': ['user:update'],
})) {
  await must(server, 'POST', '/roles', { name, permissions })
}
const manager = await createRobot(server, undefined, { acme: 'manager' })
const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
const owner = await createPerson(server, { acme: 'owner' })

const credentials = { clientCredentials: { enabled: true } }
const policy = {
  issuer: 'https://gitlab.com',
  audience: 'https://doorward.acme.example',
  matchMode: 'exact',
  boundClaims: { project_id: '20', ref_protected: 'true', ref_type: 'branch' },
}
// The first policy of the administrator registers the issuer for all.
await createAccount(server, { trustPolicies: [policy] })

/** Checks that a refusal names what would be gained and where. */
function expectGain(answer: HttpAnswer, permission: string, namespace: string): void {
  expectProblem(answer, 403, 'gain_not_allowed')
  expect(answer.body.detail).toContain(`This would give ${permission} in "${namespace}"`)
}

async function rolesOf(principal: string): Promise<readonly (readonly string[])[]> {
  const { body } = await server.api('GET', `/members?principal=${principal}`)
  return body.items.map((item: { namespacePath: string; roleName: string }) => [
    item.namespacePath,
    item.roleName,
  ])
}

async function memberIn(namespace: string, principal: string) {
  const query = `namespace=${encode(namespace)}&principal=${principal}`
  return (await must(server, 'GET', `/members?${query}`)).items[0]
}

describe('whoever manages members without being more', () => {
  it('cannot give anybody a role above their own, themselves included', async () => {
    const person = await createPerson(server)
    for (const principal of [person.id, manager.id]) {
      const request = { namespace: 'acme/a', principal, role: 'owner' }
      expectGain(await manager.call('POST', '/members', request), 'group:create', 'acme/a')
    }
    expect(await rolesOf(person.id)).toEqual([])
    expect(await rolesOf(manager.id)).toEqual([['acme', 'manager']])
  })

  it('cannot raise a role that somebody has', async () => {
    const person = await createPerson(server, { acme: 'manager' })
    const { id } = await memberIn('acme', person.id)
    const change = { version: 1, role: 'owner' }
    expectGain(await manager.call('PATCH', `/members/${id}`, change), 'group:create', 'acme')
    expect(await rolesOf(person.id)).toEqual([['acme', 'manager']])
  })

  it('cannot take away a nearer role that lowers one from above', async () => {
    const person = await createPerson(server, { acme: 'owner', 'acme/a': 'viewer' })
    const { id } = await memberIn('acme/a', person.id)
    expectGain(await manager.call('DELETE', `/members/${id}`), 'group:create', 'acme/a')
    expect((await rolesOf(person.id)).length).toBe(2)
    expect((await owner.call('DELETE', `/members/${id}`)).status).toBe(204)
  })

  it('may give what they hold, and take away what only lowers', async () => {
    const person = await createPerson(server)
    const request = { namespace: 'acme/a', principal: person.id, role: 'manager' }
    const answer = await manager.call('POST', '/members', request)
    expect(answer.status, answer.text).toBe(201)
    expect((await manager.call('DELETE', `/members/${answer.body.id}`)).status).toBe(204)
  })
})

describe('an owner', () => {
  it('makes others owners, but gives nothing that only the installation has', async () => {
    const person = await createPerson(server)
    const request = { namespace: 'acme', principal: `user:${person.email}` }
    const refused = await owner.call('POST', '/members', { ...request, role: 'system-admin' })
    expectGain(refused, 'group:create_top_level', 'acme')
    expect((await owner.call('POST', '/members', { ...request, role: 'owner' })).status).toBe(201)
  })
})

describe('through a team', () => {
  it('nobody comes to a role by putting themselves or another into it', async () => {
    const team = await must(server, 'POST', '/teams', { name: 'chiefs' })
    const place = { namespace: 'other', role: 'owner' }
    await must(server, 'POST', '/members', { ...place, principal: 'team:chiefs' })
    const keeper = await createPerson(server, { '': 'team-keeper' })
    const friend = await createPerson(server)

    for (const { id } of [keeper, friend]) {
      const answer = await keeper.call('PUT', `/teams/${team.id}/users/${id}`)
      expectGain(answer, 'group:view', 'other')
    }
    expect((await must(server, 'GET', `/teams/${team.id}`)).userCount).toBe(0)
    expectProblem(await keeper.call('GET', '/groups/other'), 404, 'not_found')
  })

  it('nobody gains where the person holds the role already', async () => {
    const team = await must(server, 'POST', '/teams', { name: 'equals' })
    const place = { namespace: 'other', role: 'viewer' }
    await must(server, 'POST', '/members', { ...place, principal: 'team:equals' })
    const keeper = await createPerson(server, { '': 'team-keeper' })
    const person = await createPerson(server, { other: 'viewer' })
    const answer = await keeper.call('PUT', `/teams/${team.id}/users/${person.id}`)
    expect(answer.status, answer.text).toBe(204)
  })
})

describe('through a custom role', () => {
  it('nobody comes to a permission by editing one that is held', async () => {
    const permissions = ['workspace:view']
    const role = await must(server, 'POST', '/roles', { name: 'small', permissions })
    const keeper = await createPerson(server, { '': 'role-keeper', acme: 'small' })
    const change = { version: 1, permissions: ['workspace:view', 'workspace:delete'] }
    const answer = await keeper.call('PATCH', `/roles/${role.id}`, change)
    expectGain(answer, 'workspace:delete', 'acme')
    expect(await must(server, 'GET', '/roles/small')).toEqual({ ...role, memberCount: 1 })
  })

  it('nobody lets a higher role through by deleting a lower one', async () => {
    await must(server, 'POST', '/roles', { name: 'lid', permissions: ['workspace:view'] })
    const person = await createPerson(server, { acme: 'owner', 'acme/a': 'lid' })
    const keeper = await createPerson(server, { '': 'role-keeper' })
    const refused = await keeper.call('DELETE', '/roles/lid?force=true')
    expectGain(refused, 'group:view', 'acme/a')
    expect(await rolesOf(person.id)).toContainEqual(['acme/a', 'lid'])

    expectProblem(await server.api('DELETE', '/roles/lid'), 409, 'in_use')
    expect((await server.api('DELETE', '/roles/lid?force=true')).status).toBe(204)
    expect(await rolesOf(person.id)).toEqual([['acme', 'owner']])
  })

  it('writing brings seeing along, and nothing else', async () => {
    await must(server, 'POST', '/roles', { name: 'builder', permissions: ['workspace:create'] })
    const builder = await createRobot(server, 'acme/a', { 'acme/a': 'builder' })
    expect((await builder.call('GET', `/workspaces?group=${encode('acme/a')}`)).status).toBe(200)
    const request = { group: 'acme/a', name: 'built' }
    const answer = await builder.call('POST', '/workspaces', request)
    expect(answer.status, answer.text).toBe(201)
    const path = `/workspaces/${answer.body.id}`
    expect((await builder.call('GET', path)).status).toBe(200)
    const refused = await builder.call('DELETE', path)
    expectProblem(refused, 403, 'forbidden')
    expect(refused.body.detail).toContain('workspace:delete')
  })
})

describe('through a richer account', () => {
  const reset = (id: string) => `/service-accounts/${id}/client-credentials/reset`
  const ways: readonly (readonly [string, string, (id: string) => string, object | undefined])[] = [
    ['a new secret', 'POST', reset, {}],
    ['a trust policy', 'POST', (id) => `/service-accounts/${id}/trust-policies`, policy],
    ['enabling it', 'POST', (id) => `/service-accounts/${id}/enable`, undefined],
    ['a token', 'POST', () => '/tokens', { name: 'mine', intent: 'api' }],
    ['an app password', 'POST', () => '/tokens', { name: 'mine', intent: 'app_password' }],
  ]

  for (const state of ['enabled', 'disabled']) {
    it.each(ways)(
      `a deployer gains nothing by %s while it is ${state}`,
      async (_, method, toPath, body) => {
        const rich = await createAccount(server, { group: 'acme' })
        const place = { namespace: 'acme/a', role: 'owner' }
        await must(server, 'POST', '/members', { ...place, principal: rich.id })
        if (state === 'disabled') await must(server, 'POST', `/service-accounts/${rich.id}/disable`)
        const before = await must(server, 'GET', `/service-accounts/${rich.id}`)

        const request = body && {
          ...body,
          ...(method === 'PATCH' && { version: before.version }),
          ...(toPath('') === '/tokens' && { account: rich.id }),
        }
        const answer = await deployer.call(method, toPath(rich.id), request)
        expectGain(answer, 'group:create', 'acme/a')
        expect(await must(server, 'GET', `/service-accounts/${rich.id}`)).toEqual(before)
        const { status } = await owner.call(method, toPath(rich.id), request)
        expect(status).toBeLessThan(300)
      },
    )
  }

  it('nor by switching client credentials off and on again', async () => {
    const rich = await createAccount(server, { group: 'acme', trustPolicies: [policy] })
    const place = { namespace: 'acme/a', role: 'owner' }
    await must(server, 'POST', '/members', { ...place, principal: rich.id })
    const path = `/service-accounts/${rich.id}/client-credentials`
    expect((await deployer.call('DELETE', path)).status).toBe(204)
    expectGain(await deployer.call('POST', path, {}), 'group:create', 'acme/a')
  })

  it('but resets the secret of one that holds no more than the deployer', async () => {
    const poor = await createRobot(server, 'acme', { 'acme/a': 'deployer' })
    const path = `/service-accounts/${poor.id}/client-credentials/reset`
    expect((await deployer.call('POST', path, {})).status).toBe(200)
  })
})

describe('through a person', () => {
  it('nobody enables an owner elsewhere again, who was disabled', async () => {
    const keeper = await createPerson(server, { '': 'user-keeper' })
    const person = await createPerson(server, { other: 'owner' })
    await must(server, 'PATCH', `/users/${person.id}`, { version: 1, disabled: true })
    const change = { version: 2, disabled: false }
    const answer = await keeper.call('PATCH', `/users/${person.id}`, change)
    expectGain(answer, 'group:view', 'other')
    expect((await must(server, 'GET', `/users/${person.id}`)).disabled).toBe(true)
  })

  it('nobody makes a token for one who may do more', async () => {
    const permissions = ['token:create', 'user:view']
    await must(server, 'POST', '/roles', { name: 'token-maker', permissions })
    const maker = await createPerson(server, { '': 'token-maker' })
    const person = await createPerson(server, { other: 'owner' })
    const request = { name: 'x', intent: 'api', user: person.id }
    const answer = await maker.call('POST', '/tokens', request)
    expectGain(answer, 'group:view', 'other')
    expect(await must(server, 'GET', `/tokens?user=${person.id}`)).toMatchObject({
      items: [{ name: 'own' }],
    })
  })
})

describe('with a new account', () => {
  it('an owner gives a first role within their own', async () => {
    const request = { group: 'acme', ...credentials }
    const first = (namespace: string, role: string, name: string) =>
      owner.call('POST', '/service-accounts', { ...request, name, membership: { namespace, role } })

    const made = await first('acme/a', 'deployer', 'first-role')
    expect(made.status, made.text).toBe(201)
    expect(await rolesOf(made.body.id)).toEqual([['acme/a', 'deployer']])
    expectGain(await first('acme', 'system-admin', 'too-much'), 'group:create_top_level', 'acme')
    expectProblem(await first('other', 'viewer', 'unseen'), 404, 'not_found')
    expectProblem(
      await server.api('GET', `/service-accounts/${encode('acme/too-much')}`),
      404,
      'not_found',
    )
    const group = { ...request, group: 'acme/a', name: 'outside' }
    const membership = { namespace: 'acme', role: 'viewer' }
    const outside = await owner.call('POST', '/service-accounts', { ...group, membership })
    expectProblem(outside, 400, 'scope_not_allowed')
  })

  it('an owner creates a group of the same name, which the account deploys to', async () => {
    const request = { group: 'acme', name: 'paired', createGroup: true, ...credentials }
    const made = await owner.call('POST', '/service-accounts', request)
    expect(made.status, made.text).toBe(201)
    expect((await owner.call('GET', `/groups/${encode('acme/paired')}`)).body).toMatchObject({
      path: 'acme/paired',
      description: 'Group of paired',
    })
    expect(await rolesOf(made.body.id)).toEqual([['acme/paired', 'deployer']])
  })

  it('a deployer does neither', async () => {
    const request = { group: 'acme', name: 'wished', ...credentials }
    for (const [more, permission] of [
      [{ createGroup: true }, 'group:create'],
      [{ membership: { namespace: 'acme', role: 'viewer' } }, 'member:create'],
    ] as const) {
      const answer = await deployer.call('POST', '/service-accounts', { ...request, ...more })
      expectProblem(answer, 403, 'forbidden')
      expect(answer.body.detail).toBe(`You need the permission ${permission} in "acme".`)
    }
    const path = `/service-accounts/${encode('acme/wished')}`
    expectProblem(await server.api('GET', path), 404, 'not_found')
    expectProblem(await server.api('GET', `/groups/${encode('acme/wished')}`), 404, 'not_found')
  })
})
