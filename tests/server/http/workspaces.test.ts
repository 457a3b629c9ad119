import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/a', 'other')
const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
const viewer = await createRobot(server, 'acme', { acme: 'viewer' })

async function create(group: string, name: string) {
  const answer = await deployer.call('POST', '/workspaces', { group, name })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

describe('a workspace', () => {
  it('is created in a group, by id or path, with its history', async () => {
    const group = await must(server, 'GET', '/groups/acme')
    const request = { group: group.id, name: 'prod', description: 'the real one' }
    const answer = await deployer.call('POST', '/workspaces', request)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^ws_[0-9a-z]{26}$/),
      path: 'acme/prod',
      name: 'prod',
      groupId: group.id,
      groupPath: 'acme',
      description: 'the real one',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      createdBy: { kind: 'service_account', id: deployer.id, name: deployer.path },
      updatedAt: answer.body.createdAt,
      updatedBy: answer.body.createdBy,
      version: 1,
    })
    for (const reference of [answer.body.id, encode('acme/prod')]) {
      expect((await viewer.call('GET', `/workspaces/${reference}`)).body).toEqual(answer.body)
    }
  })

  it('is changed from the version that was seen', async () => {
    const { id } = await create('acme', 'described')
    const change = (description: string) =>
      deployer.call('PATCH', `/workspaces/${id}`, { version: 1, description })
    expect((await change('first')).body).toMatchObject({ description: 'first', version: 2 })
    expectProblem(await change('second'), 409, 'version_conflict')
  })

  it('is gone at once when it is deleted, with its roles', async () => {
    const { id } = await create('acme/a', 'gone')
    const person = await createPerson(server, { 'acme/a/gone': 'viewer' })
    expect((await deployer.call('DELETE', `/workspaces/${id}`)).status).toBe(204)
    expectProblem(await server.api('GET', `/workspaces/${id}`), 404, 'not_found')
    expectProblem(await deployer.call('DELETE', `/workspaces/${id}`), 404, 'not_found')
    expect((await server.api('GET', `/members?principal=${person.id}`)).body.items).toEqual([])
  })

  it('holds no workspaces, groups or accounts of its own', async () => {
    const { id } = await create('acme', 'leaf')
    for (const reference of [id, 'acme/leaf']) {
      const inside = { group: reference, name: 'x' }
      expectProblem(await server.api('POST', '/workspaces', inside), 404, 'not_found')
      const below = { parent: reference, name: 'x' }
      expectProblem(await server.api('POST', '/groups', below), 404, 'not_found')
      const account = { ...inside, clientCredentials: { enabled: true } }
      expectProblem(await server.api('POST', '/service-accounts', account), 404, 'not_found')
    }
  })

  it('is never at the top, nor in a group that is not seen', async () => {
    const nowhere = await deployer.call('POST', '/workspaces', { group: '', name: 'x' })
    expectProblem(nowhere, 400, 'validation_failed')
    expect(refusedFields(nowhere)).toEqual(['group'])
    const hidden = await deployer.call('POST', '/workspaces', { group: 'other', name: 'x' })
    expectProblem(hidden, 404, 'not_found')
  })

  it.each(['Prod', 'a b', '-a', 'a-', '', 'a/b', 'ä', 'x'.repeat(65)])(
    'is not called "%s"',
    async (name) => {
      const answer = await deployer.call('POST', '/workspaces', { group: 'acme', name })
      expectProblem(answer, 400, 'validation_failed')
      expect(refusedFields(answer)).toEqual(['name'])
    },
  )

  it('is changed and deleted by a deployer, not by a viewer', async () => {
    const { id } = await create('acme', 'guarded')
    const path = `/workspaces/${id}`
    for (const [method, body, permission] of [
      ['PATCH', { version: 1, description: 'x' }, 'workspace:update'],
      ['DELETE', undefined, 'workspace:delete'],
    ] as const) {
      const answer = await viewer.call(method, path, body)
      expectProblem(answer, 403, 'forbidden')
      expect(answer.body.detail).toBe(`You need the permission ${permission} in "acme/guarded".`)
    }
    expect((await deployer.call('DELETE', path)).status).toBe(204)
  })
})

describe('the names in a group', () => {
  it('are shared by groups and workspaces', async () => {
    await create('acme/a', 'taken')
    await createGroups(server, 'acme/a/occupied')
    const group = { parent: 'acme/a', name: 'taken' }
    expectProblem(await server.api('POST', '/groups', group), 409, 'name_taken')
    for (const name of ['occupied', 'taken']) {
      const answer = await deployer.call('POST', '/workspaces', { group: 'acme/a', name })
      expectProblem(answer, 409, 'name_taken')
      expect(refusedFields(answer)).toEqual(['name'])
    }
  })

  it('go to exactly one of many who ask at once', async () => {
    const ask = (index: number) =>
      index % 2 === 0
        ? server.api('POST', '/workspaces', { group: 'acme/a', name: 'contested' })
        : server.api('POST', '/groups', { parent: 'acme/a', name: 'contested' })
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(index)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  })
})

describe('a list of workspaces', () => {
  it('pages in order, of one group or of all that the caller sees', async () => {
    await createGroups(server, 'acme/listed', 'acme/listed/below')
    for (const name of ['c', 'a', 'b']) await create('acme/listed', name)
    await create('acme/listed/below', 'd')
    await must(server, 'POST', '/workspaces', { group: 'other', name: 'hidden' })

    const list = async (query: string) => {
      const paths: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const next: string = cursor && `&cursor=${encode(cursor)}`
        const { body } = await viewer.call('GET', `/workspaces?limit=2&${query}${next}`)
        paths.push(...body.items.map(({ path }: { path: string }) => path))
        cursor = body.nextCursor
      }
      return paths
    }
    const own = ['acme/listed/a', 'acme/listed/b', 'acme/listed/c']
    expect(await list(`group=${encode('acme/listed')}`)).toEqual(own)
    const all = await list('')
    expect(all).toEqual(expect.arrayContaining([...own, 'acme/listed/below/d']))
    expect(all).not.toContain('other/hidden')
    expect(await list('search=LISTED%2FB')).toEqual(['acme/listed/b', 'acme/listed/below/d'])
    expectProblem(await viewer.call('GET', '/workspaces?group=other'), 404, 'not_found')
  })
})

describe('a role in a workspace', () => {
  it('counts there and neither beside nor above', async () => {
    const { id } = await create('acme', 'own')
    await create('acme', 'beside')
    const person = await createPerson(server, { 'acme/own': 'deployer' })
    const change = { version: 1, description: 'mine' }
    expect((await person.call('PATCH', `/workspaces/${id}`, change)).status).toBe(200)
    const beside = `/workspaces/${encode('acme/beside')}`
    expectProblem(await person.call('GET', beside), 404, 'not_found')
    expectProblem(await person.call('GET', '/groups/acme'), 404, 'not_found')
    const { body } = await person.call('GET', '/workspaces')
    expect(body.items.map(({ path }: { path: string }) => path)).toEqual(['acme/own'])
  })

  it('lowers one from above', async () => {
    const { id } = await create('acme', 'lowered')
    const person = await createPerson(server, { acme: 'owner', 'acme/lowered': 'viewer' })
    expect((await person.call('GET', `/workspaces/${id}`)).status).toBe(200)
    expectProblem(await person.call('DELETE', `/workspaces/${id}`), 403, 'forbidden')
  })
})

describe('deleting a group with everything in it', () => {
  it('is refused without force and takes exactly its contents with it', async () => {
    await createGroups(server, 'full', 'full/in', 'full/in/deep', 'full-beside')
    await must(server, 'POST', '/workspaces', { group: 'full/in', name: 'w' })
    const robot = await createRobot(server, 'full/in', { 'full/in': 'viewer' })
    const unused = await createAccount(server, { group: 'full' })
    const person = await createPerson(server, { 'full/in/w': 'viewer', 'full-beside': 'viewer' })

    const { body: contents } = await server.api('GET', '/groups/full/contents')
    expect(contents).toEqual({
      path: 'full',
      groups: ['full/in', 'full/in/deep'],
      workspaces: ['full/in/w'],
      serviceAccounts: expect.arrayContaining([robot.path, unused.path]),
      memberships: 2,
      lastUsedAt: expect.any(String),
    })
    expect(contents.serviceAccounts).toHaveLength(2)
    const events = await server.api('GET', `/audit/events?target=${robot.id}`)

    for (const query of ['', '?force=false']) {
      expectProblem(await server.api('DELETE', `/groups/full${query}`), 409, 'not_empty')
    }
    expect((await server.api('GET', '/groups/full/contents')).body).toEqual(contents)
    expect((await server.api('DELETE', '/groups/full?force=true')).status).toBe(204)

    const paths = [
      ...['full', ...contents.groups].map((path: string) => `/groups/${encode(path)}`),
      ...contents.workspaces.map((path: string) => `/workspaces/${encode(path)}`),
      ...contents.serviceAccounts.map((path: string) => `/service-accounts/${encode(path)}`),
    ]
    for (const path of paths) expectProblem(await server.api('GET', path), 404, 'not_found')
    const { body } = await server.api('GET', `/members?principal=${person.id}`)
    expect(body.items).toMatchObject([{ namespacePath: 'full-beside' }])
    expectProblem(await robot.call('GET', '/whoami'), 401, 'unauthenticated')
    const kept = await server.api('GET', `/audit/events?target=${robot.id}`)
    expect(kept.body.items).toEqual(events.body.items)
  })

  it('is refused where a nearer role forbids it below', async () => {
    await createGroups(server, 'mixed', 'mixed/kept')
    await must(server, 'POST', '/workspaces', { group: 'mixed/kept', name: 'w' })
    const person = await createPerson(server, { mixed: 'owner', 'mixed/kept': 'viewer' })
    const answer = await person.call('DELETE', '/groups/mixed?force=true')
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('group:delete in "mixed/kept"')
    expect((await server.api('GET', `/workspaces/${encode('mixed/kept/w')}`)).status).toBe(200)
  })
})
