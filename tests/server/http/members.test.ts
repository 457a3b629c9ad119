import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/a', 'acme/a/deep', 'acme/b')
await must(server, 'POST', '/workspaces', { group: 'acme/a', name: 'prod' })
const viewer = await createRobot(server, 'acme', { acme: 'viewer' })
const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
const owner = await createRobot(server, 'acme', { acme: 'owner' })

const credentials = { clientCredentials: { enabled: true } }

describe('a deployer of acme', () => {
  it('creates an account and a token for it, which works', async () => {
    const request = { group: 'acme', name: 'made', ...credentials }
    const account = await deployer.call('POST', '/service-accounts', request)
    expect(account.status, account.text).toBe(201)
    const token = await deployer.call('POST', '/tokens', {
      account: 'acme/made',
      name: 'ci',
      intent: 'api',
    })
    expect(token.status, token.text).toBe(201)

    const headers = { authorization: `Bearer ${token.body.value}` }
    const { body } = await server.api('GET', '/whoami', undefined, headers)
    expect(body).toMatchObject({
      actor: { kind: 'service_account', name: 'acme/made' },
      authenticatedBy: 'api_token',
    })
  })

  it('cannot add members, and learns which permission is missing', async () => {
    const request = { namespace: 'acme', principal: viewer.id, role: 'viewer' }
    const answer = await deployer.call('POST', '/members', request)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toBe('You need the permission member:create in "acme".')
  })

  it('cannot add one with a new account either', async () => {
    const request = { group: 'acme', name: 'sly', ...credentials }
    const membership = { namespace: 'acme', role: 'viewer' }
    const answer = await deployer.call('POST', '/service-accounts', { ...request, membership })
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('member:create')
    expectProblem(await server.api('GET', '/service-accounts/acme%2Fsly'), 404, 'not_found')
  })
})

describe('a viewer of acme', () => {
  it.each([
    ['/groups', { name: 'x', parent: 'acme' }, 'group:create'],
    ['/workspaces', { name: 'x', group: 'acme' }, 'workspace:create'],
    ['/service-accounts', { name: 'x', group: 'acme', ...credentials }, 'service_account:create'],
    ['/tokens', { name: 'x', account: viewer.path, intent: 'api' }, 'token:create'],
  ])('cannot create anything by %s', async (path, body, permission) => {
    const answer = await viewer.call('POST', path, body)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toBe(`You need the permission ${permission} in "acme".`)
  })
})

describe('the home of a service account', () => {
  it('is where it may be a member, and below', async () => {
    const account = await createAccount(server, { group: 'acme/a' })
    for (const namespace of ['acme/a', 'acme/a/deep', 'acme/a/prod']) {
      const request = { namespace, principal: account.id, role: 'viewer' }
      expect((await owner.call('POST', '/members', request)).status).toBe(201)
    }
    for (const namespace of ['acme', 'acme/b', '']) {
      const request = { namespace, principal: account.id, role: 'viewer' }
      const answer = await server.api('POST', '/members', request)
      expectProblem(answer, 400, 'scope_not_allowed')
      expect(answer.body.detail).toContain('home group "acme/a"')
      expect(refusedFields(answer)).toEqual(['namespace'])
    }
  })

  it('keeps it from seeing what lies beside it', async () => {
    const robot = await createRobot(server, 'acme/a', { 'acme/a': 'owner' })
    for (const path of ['/groups/acme', `/groups/${encode('acme/b')}`]) {
      expectProblem(await robot.call('GET', path), 404, 'not_found')
    }
    const { body } = await robot.call('GET', '/groups')
    const paths = body.items.map((group: { path: string }) => group.path)
    expect(paths).toEqual(['acme/a', 'acme/a/deep'])
  })

  it('is anywhere for an account at the root', async () => {
    const robot = await createRobot(server, undefined, { 'acme/b': 'viewer' })
    expect((await robot.call('GET', `/groups/${encode('acme/b')}`)).status).toBe(200)
    expectProblem(await robot.call('GET', '/groups/acme'), 404, 'not_found')
  })
})

describe('a role', () => {
  it('reaches down the tree, and the nearest one wins, also when it is less', async () => {
    const person = await createPerson(server, { acme: 'owner', 'acme/a': 'viewer' })
    const create = (group: string) =>
      person.call('POST', '/workspaces', { group, name: `of-${person.id.slice(-6)}` })

    expect((await create('acme')).status).toBe(201)
    expect((await create('acme/b')).status).toBe(201)
    expectProblem(await create('acme/a'), 403, 'forbidden')
    expectProblem(await create('acme/a/deep'), 403, 'forbidden')
  })

  it('of a team adds to what its people hold themselves', async () => {
    const person = await createPerson(server, { 'acme/a': 'viewer' })
    const team = await must(server, 'POST', '/teams', { name: 'helpers' })
    await must(server, 'POST', '/members', {
      namespace: 'acme',
      principal: 'team:helpers',
      role: 'deployer',
    })
    const create = () => person.call('POST', '/workspaces', { group: 'acme/a', name: 'by-team' })
    expectProblem(await create(), 403, 'forbidden')

    await must(server, 'PUT', `/teams/${team.id}/users/${person.id}`)
    expect((await create()).status).toBe(201)
    await must(server, 'DELETE', `/teams/${team.id}/users/${person.id}`)
    expectProblem(
      await person.call('DELETE', `/workspaces/${encode('acme/a/by-team')}`),
      403,
      'forbidden',
    )
  })

  it('is one for each principal and place', async () => {
    const person = await createPerson(server, { acme: 'viewer' })
    const request = { namespace: 'acme', principal: person.id, role: 'deployer' }
    expectProblem(await owner.call('POST', '/members', request), 409, 'already_member')
  })

  it('taken away ends at the next request, with the same access token', async () => {
    const robot = await createRobot(server, 'acme', { acme: 'deployer' })
    const create = (name: string) => robot.call('POST', '/workspaces', { group: 'acme', name })
    expect((await create('first')).status).toBe(201)

    const { body } = await server.api('GET', `/members?principal=${robot.id}`)
    await must(server, 'DELETE', `/members/${body.items[0].id}`)
    expectProblem(await create('second'), 404, 'not_found')
  })

  it.each(['admin', 'doorward-window'])('of %s is fixed', async (account) => {
    const request = { namespace: 'acme', principal: `serviceAccount:${account}`, role: 'viewer' }
    expectProblem(await server.api('POST', '/members', request), 403, 'read_only')
    const { body } = await server.api('GET', `/members?principal=serviceAccount:${account}`)
    for (const { id, version } of body.items) {
      const change = { version, role: 'viewer' }
      expectProblem(await server.api('PATCH', `/members/${id}`, change), 403, 'read_only')
      expectProblem(await server.api('DELETE', `/members/${id}`), 403, 'read_only')
    }
  })
})

describe('the members of a namespace', () => {
  it('come with those from above, nearest first, and where they come from', async () => {
    const person = await createPerson(server, { 'acme/a': 'viewer', 'acme/a/deep': 'viewer' })
    const path = `/members?namespace=${encode('acme/a/deep')}`
    const own = await owner.call('GET', path)
    expect(
      own.body.items.map(({ principal }: { principal: { id: string } }) => principal.id),
    ).toContain(person.id)
    for (const { inheritedFrom, namespacePath } of own.body.items) {
      expect([inheritedFrom, namespacePath]).toEqual([null, 'acme/a/deep'])
    }

    const { body } = await owner.call('GET', `${path}&inherited=true&limit=100`)
    const sources = body.items.map((item: { inheritedFrom: string | null }) => item.inheritedFrom)
    expect([...new Set(sources)]).toEqual([null, 'acme/a', 'acme', ''])
    const found = body.items.find(
      (item: { principal: { id: string } }) => item.principal.id === owner.id,
    )
    expect(found).toMatchObject({ inheritedFrom: 'acme', namespacePath: 'acme', roleName: 'owner' })
  })

  it.each(['user', 'team', 'service_account'])('are narrowed to the kind %s', async (kind) => {
    await createPerson(server, { 'acme/a': 'viewer' })
    const team = await must(server, 'POST', '/teams', { name: `kind-${kind.replace('_', '-')}` })
    const membership = { namespace: 'acme/a', principal: team.id, role: 'viewer' }
    await must(server, 'POST', '/members', membership)
    const kindsOf = async (path: string) => {
      const { body } = await owner.call('GET', path)
      return body.items.map(({ principal }: { principal: { kind: string } }) => principal.kind)
    }

    const path = `/members?namespace=${encode('acme/a/deep')}&inherited=true&limit=100`
    expect(await kindsOf(path)).toEqual(expect.arrayContaining(['user', 'team', 'service_account']))
    expect(new Set(await kindsOf(`${path}&kind=${kind}`))).toEqual(new Set([kind]))
    expect(new Set(await kindsOf(`/members?limit=100&kind=${kind}`))).toEqual(new Set([kind]))
  })

  it('page without a gap, inherited ones included', async () => {
    const path = `/members?namespace=${encode('acme/a/deep')}&inherited=true`
    const all = (await owner.call('GET', `${path}&limit=100`)).body.items
    const paged: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await owner.call(
        'GET',
        `${path}&limit=2${cursor && `&cursor=${encode(cursor)}`}`,
      )
      paged.push(...body.items)
      cursor = body.nextCursor
    }
    expect(paged).toEqual(all)
  })
})

describe('the accounts of a group', () => {
  it('come with those from above that the caller sees, and where they come from', async () => {
    const deep = await createAccount(server, { group: 'acme/a/deep' })
    const path = `/service-accounts?group=${encode('acme/a/deep')}&limit=100`
    expect((await owner.call('GET', path)).body.items).toHaveLength(1)

    const { body } = await owner.call('GET', `${path}&inherited=true`)
    const of = (id: string) => body.items.find((item: { id: string }) => item.id === id)
    expect(of(deep.id).inheritedFrom).toBeNull()
    expect(of(owner.id).inheritedFrom).toBe('acme')
    expect(body.items.every((item: { path: string }) => item.path.startsWith('acme/'))).toBe(true)

    const administrator = await server.api('GET', `${path}&inherited=true`)
    const admin = administrator.body.items.find((item: { path: string }) => item.path === 'admin')
    expect(admin.inheritedFrom).toBe('')
  })
})
