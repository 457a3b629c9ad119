import { afterAll, describe, expect, it } from 'vitest'
import {
  createGroups,
  createPerson,
  createRobot,
  encode,
  must,
  type Robot,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

let count = 0
/** A top-level group that no other test uses. */
async function aRoot(...below: readonly string[]): Promise<string> {
  count += 1
  const name = `root-${count}`
  await createGroups(server, name, ...below.map((path) => `${name}/${path}`))
  return name
}

const move = (group: string, parent: string, more: object = {}) =>
  server.api('POST', `/groups/${encode(group)}/move`, { parent, ...more })
const addMember = (namespace: string, principal: string, role = 'viewer') =>
  must(server, 'POST', '/members', { namespace, principal, role })
const pathsOf = async (list: string) =>
  (await server.api('GET', `${list}?limit=100`)).body.items.map(
    ({ path }: { path: string }) => path,
  )

describe('moving a group', () => {
  it('carries everything below along, under the same ids', async () => {
    const root = await aRoot('from', 'from/g', 'from/g/below', 'to')
    const workspace = await must(server, 'POST', '/workspaces', {
      group: `${root}/from/g/below`,
      name: 'ws',
    })
    const account = await createAccount(server, { group: `${root}/from/g`, name: 'robot' })
    const group = await must(server, 'GET', `/groups/${encode(`${root}/from/g`)}`)

    const answer = await move(`${root}/from/g`, `${root}/to`)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body).toEqual({
      from: `${root}/from/g`,
      to: `${root}/to/g`,
      groups: 2,
      workspaces: 1,
      serviceAccounts: 1,
      lostMemberships: [],
      moved: true,
    })
    const places = [
      [`/groups/${group.id}`, `${root}/to/g`],
      [`/workspaces/${workspace.id}`, `${root}/to/g/below/ws`],
      [`/service-accounts/${account.id}`, `${root}/to/g/robot`],
    ]
    for (const [path, moved = ''] of places) {
      expect((await server.api('GET', path ?? '')).body.path).toBe(moved)
    }
    expectProblem(await server.api('GET', `/groups/${encode(`${root}/from/g`)}`), 404, 'not_found')
    expectProblem(
      await server.api('GET', `/service-accounts/${encode(account.path)}`),
      404,
      'not_found',
    )
    const moved = await must(server, 'GET', `/groups/${group.id}`)
    expect(moved).toMatchObject({ version: 2, parentId: expect.stringMatching(/^grp_/) })
  })

  it('drops exactly the memberships that the preview named', async () => {
    const root = await aRoot('a', 'a/g', 'a/g/deep', 'b')
    const [outer, inner, system] = [
      await createAccount(server, { group: `${root}/a` }),
      await createAccount(server, { group: `${root}/a/g` }),
      await createAccount(server),
    ]
    const over = await createAccount(server, { group: root })
    const person = await createPerson(server)
    const lost = [
      await addMember(`${root}/a/g`, outer.id, 'deployer'),
      await addMember(`${root}/a/g/deep`, outer.id),
    ]
    const kept = [
      await addMember(`${root}/a`, outer.id),
      await addMember(`${root}/a/g/deep`, inner.id),
      await addMember(`${root}/a/g`, system.id),
      await addMember(`${root}/a/g`, over.id),
      await addMember(`${root}/a/g`, person.id, 'owner'),
    ]

    const preview = await move(`${root}/a/g`, `${root}/b`, { dryRun: true })
    expect(preview.body.moved).toBe(false)
    expect(preview.body.lostMemberships).toEqual(
      lost.map(({ id, principal, namespacePath, roleName }) => ({
        member: id,
        principal,
        namespace: namespacePath,
        role: roleName,
      })),
    )
    expect(await pathsOf('/groups')).toContain(`${root}/a/g/deep`)
    for (const { id } of [...lost, ...kept]) {
      expect((await server.api('GET', '/members?limit=100')).text).toContain(id)
    }

    const done = await move(`${root}/a/g`, `${root}/b`)
    expect(done.body).toEqual({ ...preview.body, moved: true })
    const { text } = await server.api('GET', '/members?limit=100')
    for (const { id } of lost) expect(text).not.toContain(id)
    for (const { id } of kept) expect(text).toContain(id)
  })

  it.each([
    ['itself', 'g', 'g', 'A group cannot be moved into itself.'],
    ['a group below itself', 'g', 'g/below', 'A group cannot be moved into itself.'],
    ['where it is', 'g', '.', 'The group is there already.'],
  ])('is refused into %s', async (_, group, parent, problem) => {
    const root = await aRoot('g', 'g/below')
    const to = parent === '.' ? root : `${root}/${parent}`
    for (const dryRun of [true, false]) {
      const answer = await move(`${root}/${group}`, to, { dryRun })
      expectProblem(answer, 400, 'validation_failed')
      expect(answer.body.errors).toEqual([{ field: 'parent', message: problem }])
    }
    expect(await pathsOf('/groups')).toContain(`${root}/g/below`)
  })

  it('is refused where a group or workspace of that name is', async () => {
    const root = await aRoot('g', 'ws', 'to', 'to/g')
    await must(server, 'POST', '/workspaces', { group: `${root}/to`, name: 'ws' })
    for (const name of ['g', 'ws']) {
      expectProblem(await move(`${root}/${name}`, `${root}/to`), 409, 'name_taken')
    }
    expect(await pathsOf('/groups')).toEqual(expect.arrayContaining([`${root}/g`, `${root}/ws`]))
  })

  it('is refused where anything would lie deeper than 20', async () => {
    const path = Array.from({ length: 18 }, (_, index) => `d${index}`)
    const root = await aRoot(
      ...path.map((_, index) => path.slice(0, index + 1).join('/')),
      'g',
      'g/h',
    )
    const deepest = `${root}/${path.join('/')}`

    const answer = await move(`${root}/g`, deepest)
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual(['parent'])
    expect(await pathsOf('/groups')).toContain(`${root}/g/h`)
    expect((await move(`${root}/g/h`, deepest)).status).toBe(200)
  })

  it('is refused to a place that is not there', async () => {
    const root = await aRoot('g')
    expectProblem(await move(`${root}/g`, 'nowhere'), 404, 'not_found')
  })

  it('goes to the top and back', async () => {
    const root = await aRoot('riser')
    expect((await move(`${root}/riser`, '')).body.to).toBe('riser')
    expect((await must(server, 'GET', '/groups/riser')).parentId).toBeNull()
    expect((await move('riser', root)).body.to).toBe(`${root}/riser`)
  })
})

describe('whoever moves a group', () => {
  const moveAs = (robot: Robot, group: string, parent: string) =>
    robot.call('POST', `/groups/${encode(group)}/move`, { parent })

  it('needs to update it, and to create groups at the new place', async () => {
    const root = await aRoot('from', 'from/g', 'to')
    const owner = await createRobot(server, root, { [root]: 'owner', [`${root}/to`]: 'viewer' })
    const answer = await moveAs(owner, `${root}/from/g`, `${root}/to`)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toBe(`You need the permission group:create in "${root}/to".`)

    const top = await moveAs(owner, `${root}/from/g`, '')
    expectProblem(top, 403, 'forbidden')
    expect(top.body.detail).toContain('group:create_top_level in the installation')

    const viewer = await createRobot(server, root, { [root]: 'viewer', [`${root}/to`]: 'owner' })
    const refused = await moveAs(viewer, `${root}/from/g`, `${root}/to`)
    expectProblem(refused, 403, 'forbidden')
    expect(refused.body.detail).toContain('group:update')
  })

  it('must hold what those above the new place gain', async () => {
    const root = await aRoot('from', 'from/g', 'to')
    await addMember(`${root}/to`, (await createPerson(server)).id, 'owner')
    await must(server, 'POST', '/roles', {
      name: `mover-${count}`,
      permissions: ['group:update', 'group:create'],
    })
    const mover = await createRobot(server, root, { [root]: `mover-${count}` })
    expectProblem(await moveAs(mover, `${root}/from/g`, `${root}/to`), 403, 'gain_not_allowed')
    const owner = await createRobot(server, root, { [root]: 'owner' })
    expect((await moveAs(owner, `${root}/from/g`, `${root}/to`)).status).toBe(200)
  })

  it('must hold what a role above the old place held down', async () => {
    const root = await aRoot('mid', 'mid/g')
    await createPerson(server, { [root]: 'owner', [`${root}/mid`]: 'viewer' })
    await must(server, 'POST', '/roles', {
      name: `mover-${count}`,
      permissions: ['group:update', 'group:create'],
    })
    const mover = await createRobot(server, root, { [root]: `mover-${count}` })
    expectProblem(await moveAs(mover, `${root}/mid/g`, root), 403, 'gain_not_allowed')
  })

  it('must hold what a token limited to the new place reaches then', async () => {
    const root = await aRoot('from', 'from/g', 'to')
    const rich = await createRobot(server, root, { [root]: 'owner' })
    await must(server, 'POST', '/tokens', {
      account: rich.id,
      name: 'limited',
      intent: 'api',
      namespaces: [`${root}/to`],
    })
    await must(server, 'POST', '/roles', {
      name: `mover-${count}`,
      permissions: ['group:update', 'group:create'],
    })
    const mover = await createRobot(server, root, { [root]: `mover-${count}` })
    expectProblem(await moveAs(mover, `${root}/from/g`, `${root}/to`), 403, 'gain_not_allowed')
  })

  it('is not kept back by a role that does not come through', async () => {
    const root = await aRoot('from', 'from/g', 'to')
    await createPerson(server, { [`${root}/to`]: 'owner', [`${root}/from/g`]: 'viewer' })
    await must(server, 'POST', '/roles', {
      name: `mover-${count}`,
      permissions: ['group:update', 'group:create'],
    })
    const mover = await createRobot(server, root, { [root]: `mover-${count}` })
    expect((await moveAs(mover, `${root}/from/g`, `${root}/to`)).status).toBe(200)
  })
})
