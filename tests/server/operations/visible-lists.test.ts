import { afterAll, describe, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

interface Caller {
  readonly authorization: string
}

async function make(path: string, body: object) {
  const answer = await server.api('POST', path, body)
  if (answer.status !== 201) throw new Error(`${path} ${JSON.stringify(body)}: ${answer.text}`)
  return answer.body
}

/** Creates an account with a token of its own, and with roles as `[namespace, role]`. */
async function aCaller(group: string | undefined, roles: readonly [string, string][]) {
  const { id } = await createAccount(server, group === undefined ? {} : { group })
  for (const [namespace, role] of roles) {
    await make('/members', { namespace, principal: id, role })
  }
  const { value } = await make('/tokens', { name: 'own', account: id, intent: 'api' })
  return { authorization: `Bearer ${value}` }
}

// A name that begins like its sibling and goes on sorts between it and what lies below it.
for (const path of ['a', 'a/x', 'a/x/y', 'a-b', 'a-b/x', 'b', 'b/x', 'c']) {
  const [name, ...above] = path.split('/').toReversed()
  const parent = above.toReversed().join('/')
  await make('/groups', { name, ...(parent && { parent }) })
}
for (const group of ['a', 'a/x', 'b']) await make('/workspaces', { name: 'prod', group })
await make('/roles', { name: 'blind', permissions: ['settings:view'] })
const { id: ada } = await make('/users', { name: 'Ada', email: 'ada@acme.example' })
for (const namespace of ['', 'a', 'a/x/y', 'b/prod']) {
  await make('/members', { namespace, principal: ada, role: 'viewer' })
}
const adasToken = { name: 'laptop', user: ada, intent: 'api' }
const { value: adasValue } = await make('/tokens', adasToken)
const { id: bob } = await make('/users', { name: 'Bob', email: 'bob@acme.example' })
const { value: bobsValue } = await make('/tokens', { name: 'own', user: bob, intent: 'api' })
const lessOfBob = { name: 'less', user: bob, intent: 'api', permissions: ['group:view'] }
const { value: lessValue } = await make('/tokens', lessOfBob)

const administrator: Caller = { authorization: `Bearer ${server.adminToken}` }
const callers: readonly (readonly [string, Caller])[] = [
  ['a person with several roles', { authorization: `Bearer ${adasValue}` }],
  ['a person without any role', { authorization: `Bearer ${bobsValue}` }],
  ['less than a person', { authorization: `Bearer ${lessValue}` }],
  ['the administrator', administrator],
  ['a viewer of everything', await aCaller(undefined, [['', 'viewer']])],
  [
    'a viewer of everything but one branch',
    await aCaller(undefined, [
      ['', 'viewer'],
      ['a/x', 'blind'],
    ]),
  ],
  ['an owner of a group', await aCaller('a', [['a', 'owner']])],
  ['a viewer of a group in the middle', await aCaller('a', [['a/x', 'viewer']])],
  [
    'a viewer of two branches',
    await aCaller(undefined, [
      ['a/x/y', 'viewer'],
      ['b', 'viewer'],
    ]),
  ],
  ['a viewer of a workspace', await aCaller('a', [['a/x/prod', 'viewer']])],
  ['somebody without any role', await aCaller('c', [])],
]

async function readAll(path: string, caller: Caller, limit: number) {
  const items: { readonly id: string; readonly path: string }[] = []
  for (let cursor = ''; ; ) {
    const query = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`
    const { body } = await server.api('GET', query, undefined, { ...caller })
    expect(body.items.length).toBeLessThanOrEqual(limit)
    items.push(...body.items)
    if (body.nextCursor === null) return items
    cursor = `&cursor=${body.nextCursor}`
  }
}

/** Whether the API shows a thing by itself, asked for it alone. */
async function isShown(path: string, caller: Caller): Promise<boolean> {
  return (await server.api('GET', path, undefined, { ...caller })).status === 200
}

describe.each(callers)('%s', (_, caller) => {
  it('lists exactly the tokens that it may see, newest first, however small the pages', async () => {
    const all = await readAll('/tokens', administrator, 100)
    const visible: string[] = []
    for (const { id } of all) if (await isShown(`/tokens/${id}`, caller)) visible.push(id)

    const listed = await readAll('/tokens', caller, 2)
    expect(listed.map(({ id }) => id)).toEqual(visible)
    expect(visible).toEqual(visible.toSorted().toReversed())
    expect(await readAll('/tokens', caller, 100)).toEqual(listed)
  })

  it('sees no more of them when it asks for those of somebody', async () => {
    const all = await readAll('/tokens', caller, 100)
    for (const { owner } of await readTokens(administrator)) {
      const query = `/tokens?${nameOf(owner)}=${owner.id}`
      const expected = all.filter((token) => ownerOf(token).id === owner.id)
      const isHidden = !(await isShown(query, caller))
      expect(isHidden ? [] : await readAll(query, caller, 1)).toEqual(expected)
    }
    const ofSystem = await readAll('/tokens?system=true', caller, 1)
    expect(ofSystem).toEqual(all.filter((token) => isSystem(ownerOf(token))))
  })

  it('lists exactly the members that it may see, by namespace', async () => {
    const all = await readAll('/members', administrator, 100)
    const places = await readAll('/members', caller, 100)
    expect(await readAll('/members', caller, 2)).toEqual(places)

    const namespaces = ['', ...(await listPaths('/groups')), ...(await listPaths('/workspaces'))]
    const visible: string[] = []
    for (const namespace of namespaces.toSorted(inTree)) {
      const query = `/members?limit=100&namespace=${encodeURIComponent(namespace)}`
      const { status, body } = await server.api('GET', query, undefined, { ...caller })
      if (status === 200) visible.push(...body.items.map(({ id }: { id: string }) => id))
    }
    expect(places.map(({ id }) => id)).toEqual(visible)
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(visible))
  })

  it('lists exactly the top-level groups that it may see', async () => {
    const visible: string[] = []
    for (const path of ['a', 'a-b', 'b', 'c']) {
      if (await isShown(`/groups/${path}`, caller)) visible.push(path)
    }
    const listed = await readAll('/groups?parent=', caller, 1)
    expect(listed.map(({ path }) => path)).toEqual(visible)
  })
})

interface Owner {
  readonly id: string
  readonly kind: string
  readonly name: string
}

function ownerOf(token: object): Owner {
  return (token as { owner: Owner }).owner
}

function nameOf({ kind }: Owner): string {
  return kind === 'user' ? 'user' : 'account'
}

/** System accounts live at the root. */
function isSystem({ kind, name }: Owner): boolean {
  return kind === 'service_account' && !name.includes('/')
}

async function readTokens(caller: Caller) {
  return (await readAll('/tokens', caller, 100)).map((token) => ({ owner: ownerOf(token) }))
}

async function listPaths(path: string): Promise<string[]> {
  return (await readAll(path, administrator, 100)).map((each) => each.path)
}

function inTree(one: string, other: string): number {
  return one.replaceAll('/', '\u0001') < other.replaceAll('/', '\u0001') ? -1 : 1
}

describe('a cursor outlives what it points at:', () => {
  it('members of a namespace and those above, nearest first', async () => {
    const query = '/members?namespace=a%2Fx%2Fy&inherited=true'
    const all = await readAll(query, administrator, 100)
    expect(all.map(({ id }) => id)).not.toEqual(all.map(({ id }) => id).toSorted())
    const first = await server.api('GET', `${query}&limit=1`)
    const { id } = await make('/users', { name: 'Eve', email: 'eve@acme.example' })
    const eve = await make('/members', { namespace: 'a/x/y', principal: id, role: 'viewer' })
    const second = await server.api('GET', `${query}&limit=1&cursor=${first.body.nextCursor}`)

    expect(await readAll(query, administrator, 1)).toHaveLength(all.length + 1)
    const [last] = (await server.api('GET', `${query}&limit=100`)).body.items.filter(
      (item: { id: string }) => item.id === eve.id,
    )
    expect(last.inheritedFrom).toBeNull()
    const cursors = [first.body.nextCursor, second.body.nextCursor]
    for (const member of [first.body.items[0], second.body.items[0]]) {
      if (!member.builtIn) await server.api('DELETE', `/members/${member.id}`)
    }
    for (const cursor of cursors) {
      const rest = await server.api('GET', `${query}&limit=100&cursor=${cursor}`)
      const ids = rest.body.items.map((item: { id: string }) => item.id)
      expect(ids).not.toContain(first.body.items[0].id)
    }
  })

  it('people of a team', async () => {
    await make('/teams', { name: 'crew' })
    for (const name of ['k', 'l', 'm']) {
      const { id } = await make('/users', { name, email: `${name}@acme.example` })
      await server.api('PUT', `/teams/crew/users/${id}`)
    }
    const { body } = await server.api('GET', '/users?team=crew&limit=1')
    await server.api('DELETE', `/users/${body.items[0].id}`)
    const rest = await server.api('GET', `/users?team=crew&cursor=${body.nextCursor}`)
    expect(rest.body.items.map(({ name }: { name: string }) => name)).toEqual(['l', 'm'])
  })

  it('custom roles, after the built-in ones', async () => {
    for (const name of ['p', 'q', 'r']) await make('/roles', { name, permissions: ['group:view'] })
    const all = await readAll('/roles', administrator, 3)
    const custom = all.findIndex((role) => role.id.startsWith('role_0'))
    expect(custom).toBeGreaterThanOrEqual(7)
    const page = await server.api('GET', `/roles?limit=${all.length - 1}`)
    await server.api('DELETE', '/roles/q')
    const rest = await server.api('GET', `/roles?cursor=${page.body.nextCursor}`)
    expect(rest.body.items.map(({ name }: { name: string }) => name)).toEqual(['r'])
  })
})
