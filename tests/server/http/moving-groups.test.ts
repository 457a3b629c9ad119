import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const move = (path: string, parent: string, more: object = {}) =>
  server.api('POST', `/groups/${encode(path)}/move`, { parent, ...more })

async function membersIn(...namespaces: readonly string[]) {
  const pages = namespaces.map((each) =>
    must(server, 'GET', `/members?namespace=${encode(each)}&limit=100`),
  )
  return (await Promise.all(pages)).flatMap(({ items }) => items)
}

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort()

describe('what a move drops', () => {
  it('is exactly what its preview names', async () => {
    await createGroups(server, 'old', 'old/team', 'old/team/inner', 'new')
    await must(server, 'POST', '/workspaces', { group: 'old/team', name: 'prod' })
    const inside = ['old/team', 'old/team/inner', 'old/team/prod']
    const outside = ['old', 'new', '']
    const visitor = await createRobot(server, 'old', {
      old: 'viewer',
      'old/team': 'deployer',
      'old/team/prod': 'viewer',
    })
    await createRobot(server, 'old/team', { 'old/team': 'deployer', 'old/team/inner': 'viewer' })
    await createRobot(server, undefined, { 'old/team/inner': 'viewer', old: 'viewer' })
    await createPerson(server, { 'old/team': 'owner', 'old/team/prod': 'viewer', new: 'viewer' })
    await must(server, 'POST', '/teams', { name: 'movers' })
    const place = { namespace: 'old/team/inner', role: 'viewer' }
    await must(server, 'POST', '/members', { ...place, principal: 'team:movers' })
    const before = await membersIn(...inside, ...outside)

    const preview = await move('old/team', 'new', { dryRun: true })
    expect(preview.status, preview.text).toBe(200)
    expect(preview.body).toEqual({
      from: 'old/team',
      to: 'new/team',
      groups: 2,
      workspaces: 1,
      serviceAccounts: 1,
      lostMemberships: expect.any(Array),
      moved: false,
    })
    const principal = { kind: 'service_account', id: visitor.id, name: visitor.path }
    const lost = [
      { member: expect.any(String), principal, namespace: 'old/team', role: 'deployer' },
      { member: expect.any(String), principal, namespace: 'old/team/prod', role: 'viewer' },
    ]
    expect(preview.body.lostMemberships).toHaveLength(2)
    expect(preview.body.lostMemberships).toEqual(expect.arrayContaining(lost))
    expect(await membersIn(...inside, ...outside)).toEqual(before)

    const moved = await move('old/team', 'new')
    expect(moved.body).toEqual({ ...preview.body, moved: true })
    const now = inside.map((path) => path.replace(/^old/, 'new'))
    const gone = moved.body.lostMemberships.map(({ member }: { member: string }) => member)
    const kept = before.filter(({ id }) => !gone.includes(id))
    expect(idsOf(await membersIn(...now, ...outside))).toEqual(idsOf(kept))
    for (const id of gone) {
      expectProblem(await server.api('DELETE', `/members/${id}`), 404, 'not_found')
    }
  })

  it('is nothing where everybody has their home in it or nowhere', async () => {
    await createGroups(server, 'calm', 'calm/a', 'calm-target')
    await createRobot(server, 'calm/a', { 'calm/a': 'owner' })
    await createPerson(server, { 'calm/a': 'owner' })
    expect((await move('calm/a', 'calm-target')).body.lostMemberships).toEqual([])
  })

  it('spares an account whose home is above both places', async () => {
    await createGroups(server, 'roof', 'roof/a', 'roof/b', 'roof/a/x')
    await createRobot(server, 'roof', { 'roof/a/x': 'viewer' })
    expect((await move('roof/a/x', 'roof/b')).body.lostMemberships).toEqual([])
    expect(await membersIn('roof/b/x')).toHaveLength(1)
  })
})

describe('everything below a moved group', () => {
  it('has its new path, the same id, and nothing at the old path', async () => {
    await createGroups(server, 'from', 'from/g', 'from/g/sub', 'to')
    const workspace = await must(server, 'POST', '/workspaces', { group: 'from/g/sub', name: 'w' })
    const account = await createAccount(server, { group: 'from/g/sub', name: 'robot' })
    const groups = await Promise.all(
      ['from/g', 'from/g/sub'].map((path) => must(server, 'GET', `/groups/${encode(path)}`)),
    )
    await move('from/g', 'to')

    const things = [
      ['groups', groups[0].id, 'from/g', 'to/g'],
      ['groups', groups[1].id, 'from/g/sub', 'to/g/sub'],
      ['workspaces', workspace.id, 'from/g/sub/w', 'to/g/sub/w'],
      ['service-accounts', account.id, 'from/g/sub/robot', 'to/g/sub/robot'],
    ] as const
    for (const [kind, id, from, to] of things) {
      expectProblem(await server.api('GET', `/${kind}/${encode(from)}`), 404, 'not_found')
      const { body } = await server.api('GET', `/${kind}/${encode(to)}`)
      expect(body).toMatchObject({ id, path: to })
      expect((await server.api('GET', `/${kind}/${id}`)).body).toEqual(body)
    }
    const { body } = await server.api('GET', `/groups/${encode('to/g')}/tree`)
    expect(body.groups).toMatchObject([{ path: 'to/g/sub' }])
    expect((await server.api('GET', '/groups/from')).body.groupCount).toBe(0)
    expect((await server.api('GET', '/groups/to')).body.groupCount).toBe(1)
    const parentId = (await server.api('GET', '/groups/to')).body.id
    const moved = await server.api('GET', `/groups/${groups[0].id}`)
    expect(moved.body).toMatchObject({ parentId, version: 2 })
  })

  it('leaves the old names free', async () => {
    await createGroups(server, 'again', 'again/g', 'again/g/x', 'away')
    await move('again/g', 'away')
    await createGroups(server, 'again/g', 'again/g/x')
    expect((await server.api('GET', `/groups/${encode('away/g/x')}`)).status).toBe(200)
  })

  it('goes to the top and back', async () => {
    await createGroups(server, 'base', 'base/riser')
    expect((await move('base/riser', '')).body).toMatchObject({ to: 'riser', moved: true })
    expect((await server.api('GET', '/groups/riser')).body.parentId).toBeNull()
    expect((await move('riser', 'base')).body.to).toBe('base/riser')
  })
})

describe('a move is refused', () => {
  it('into itself, below itself and to where it is', async () => {
    await createGroups(server, 'self', 'self/a', 'self/a/b')
    for (const parent of ['self/a', 'self/a/b', 'self']) {
      for (const dryRun of [true, false]) {
        const answer = await move('self/a', parent, { dryRun })
        expectProblem(answer, 400, 'validation_failed')
        expect(refusedFields(answer)).toEqual(['parent'])
      }
    }
  })

  it('where a group or a workspace has the name', async () => {
    await createGroups(server, 'one', 'one/name', 'one/other', 'two', 'two/name')
    await must(server, 'POST', '/workspaces', { group: 'two', name: 'other' })
    expectProblem(await move('one/name', 'two'), 409, 'name_taken')
    expectProblem(await move('one/other', 'two', { dryRun: true }), 409, 'name_taken')
    expect((await server.api('GET', `/groups/${encode('one/name')}`)).status).toBe(200)
  })

  it('when anything below would lie deeper than 20', async () => {
    const deep = Array.from({ length: 18 }, (_, index) =>
      Array.from({ length: index + 1 }, (__, at) => `d${at}`).join('/'),
    )
    await createGroups(server, ...deep, 'tall', 'tall/b', 'tall/b/c')
    const bottom = deep.at(-1) ?? ''
    const answer = await move('tall', bottom)
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual(['parent'])
    expect((await move('tall/b', bottom)).body.to.split('/')).toHaveLength(19)
  })

  it('without group:create at the new place, which is hidden from who does not see it', async () => {
    await createGroups(server, 'mine', 'mine/g', 'seen', 'unseen')
    const person = await createPerson(server, { mine: 'owner', seen: 'deployer' })
    const ask = (parent: string) =>
      person.call('POST', `/groups/${encode('mine/g')}/move`, { parent, dryRun: true })

    const seen = await ask('seen')
    expectProblem(seen, 403, 'forbidden')
    expect(seen.body.detail).toBe('You need the permission group:create in "seen".')
    const top = await ask('')
    expectProblem(top, 403, 'forbidden')
    expect(top.body.detail).toContain('group:create_top_level in the installation')
    const [unseen, missing] = [await ask('unseen'), await ask('missing')]
    expectProblem(unseen, 404, 'not_found')
    expectProblem(missing, 404, 'not_found')
    expect(unseen.body.detail.replace('unseen', 'missing')).toBe(missing.body.detail)
  })

  it('without group:update on the group', async () => {
    await createGroups(server, 'fixed', 'fixed/g', 'goal')
    const person = await createPerson(server, { fixed: 'deployer', goal: 'owner' })
    const request = { parent: 'goal' }
    const answer = await person.call('POST', `/groups/${encode('fixed/g')}/move`, request)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toBe('You need the permission group:update in "fixed/g".')
  })

  it('when a role at the new place would give more than the mover holds', async () => {
    const permissions = ['group:view', 'group:update']
    await must(server, 'POST', '/roles', { name: 'shifter', permissions })
    await createGroups(server, 'poor', 'poor/g', 'rich')
    const person = await createPerson(server, { poor: 'shifter', rich: 'owner' })
    const request = { parent: 'rich' }
    const answer = await person.call('POST', `/groups/${encode('poor/g')}/move`, request)
    expectProblem(answer, 403, 'gain_not_allowed')
    expect(answer.body.detail).toContain('group:create in "poor/g"')
    expect((await server.api('GET', `/groups/${encode('poor/g')}`)).status).toBe(200)
  })
})

describe('access after a move', () => {
  it('follows the new place at the next request', async () => {
    await createGroups(server, 'here', 'here/g', 'there')
    const host = await createPerson(server, { here: 'owner', there: 'owner' })
    const old = await createRobot(server, 'here', { here: 'deployer' })
    const fresh = await createRobot(server, 'there', { there: 'deployer' })
    const within = await createRobot(server, 'here/g', { 'here/g': 'deployer' })
    const { id } = await must(server, 'GET', `/groups/${encode('here/g')}`)
    const see = async () => {
      const calls = [old, fresh, within].map(({ call }) => call('GET', `/groups/${id}`))
      return (await Promise.all(calls)).map(({ status }) => status)
    }
    expect(await see()).toEqual([200, 404, 200])

    const answer = await host.call('POST', `/groups/${id}/move`, { parent: 'there' })
    expect(answer.status, answer.text).toBe(200)
    expect(await see()).toEqual([404, 200, 200])
    const add = { group: 'there/g', name: 'added' }
    expect((await within.call('POST', '/workspaces', add)).status).toBe(201)
    expectProblem(await within.call('GET', '/groups/there'), 404, 'not_found')
  })

  it('lets exactly one of two moves of the same group through', async () => {
    await createGroups(server, 'raced', 'left', 'right')
    const answers = await Promise.all([move('raced', 'left'), move('raced', 'right')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
    const { body } = await server.api('GET', '/groups?search=raced')
    expect(body.items).toHaveLength(1)
  })
})
