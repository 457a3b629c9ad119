import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

let count = 0

/** A top-level group with one owner, by name. */
async function anOwnedGroup(principal: string) {
  count += 1
  const name = `group-${count}`
  await createGroups(server, name)
  const member = await must(server, 'POST', '/members', {
    namespace: name,
    principal,
    role: 'owner',
  })
  return { name, member }
}

const anAccount = async () => (await createAccount(server)).id
const aPerson = async () => (await createPerson(server)).id
const aTeam = async () => {
  count += 1
  return (await must(server, 'POST', '/teams', { name: `team-${count}` })).id
}

async function expectOwned(name: string, memberId: string): Promise<void> {
  const { body } = await server.api('GET', `/members?namespace=${name}`)
  expect(
    body.items.map(({ id, roleName }: { id: string; roleName: string }) => [id, roleName]),
  ).toContainEqual([memberId, 'owner'])
}

const ways: readonly (readonly [
  string,
  () => Promise<string>,
  (of: Ends) => readonly unknown[],
])[] = [
  ['being removed', anAccount, ({ member }) => ['DELETE', `/members/${member}`]],
  [
    'being downgraded',
    aPerson,
    ({ member }) => ['PATCH', `/members/${member}`, { version: 1, role: 'deployer' }],
  ],
  ['the deletion of the person', aPerson, ({ principal }) => ['DELETE', `/users/${principal}`]],
  ['the deletion of the team', aTeam, ({ principal }) => ['DELETE', `/teams/${principal}`]],
  [
    'the deletion of the account',
    anAccount,
    ({ principal }) => ['DELETE', `/service-accounts/${principal}`],
  ],
  [
    'the deletion of the root account',
    anAccount,
    ({ principal }) => ['DELETE', `/root-accounts/${principal}`],
  ],
]

interface Ends {
  readonly member: string
  readonly principal: string
}

describe('the last owner of a top-level group', () => {
  it.each(ways)('stays in spite of %s', async (_, create, end) => {
    const principal = await create()
    const { name, member } = await anOwnedGroup(principal)
    const [method, path, body] = end({ member: member.id, principal }) as [string, string, unknown]

    const refused = await server.api(method, path, body)
    expectProblem(refused, 409, 'last_owner')
    expect(refused.body.detail).toContain(`"${name}"`)
    await expectOwned(name, member.id)

    await must(server, 'POST', '/members', {
      namespace: name,
      principal: await aPerson(),
      role: 'owner',
    })
    expect((await server.api(method, path, body)).status).toBeLessThan(300)
  })

  it('is not replaced by an owner above, by another role or by one below', async () => {
    const { name, member } = await anOwnedGroup(await aPerson())
    await createGroups(server, `${name}/below`)
    for (const [namespace, role] of [
      ['', 'owner'],
      [name, 'deployer'],
      [`${name}/below`, 'owner'],
    ] as const) {
      await must(server, 'POST', '/members', { namespace, principal: await aPerson(), role })
    }
    expectProblem(await server.api('DELETE', `/members/${member.id}`), 409, 'last_owner')
  })

  it('may go with the group, and from a group that is not at the top', async () => {
    const { name, member } = await anOwnedGroup(await aPerson())
    await createGroups(server, 'roof')
    await must(server, 'POST', `/groups/${name}/move`, { parent: 'roof' })
    expect((await server.api('DELETE', `/members/${member.id}`)).status).toBe(204)

    const other = await anOwnedGroup(await aPerson())
    expect((await server.api('DELETE', `/groups/${other.name}?force=true`)).status).toBe(204)
  })

  it('stays when two leave at the same time', async () => {
    const { name, member } = await anOwnedGroup(await aPerson())
    const principal = await aPerson()
    const second = await must(server, 'POST', '/members', {
      namespace: name,
      principal,
      role: 'owner',
    })

    const answers = await Promise.all(
      [member, second].map(({ id }) => server.api('DELETE', `/members/${id}`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409])
  })
})

describe('whoever founds a top-level group', () => {
  it('owns it, without any other right there before', async () => {
    await must(server, 'POST', '/roles', {
      name: 'founder',
      permissions: ['group:create_top_level'],
    })
    const founder = await createRobot(server, undefined, { '': 'founder' })
    expect((await founder.call('POST', '/groups', { name: 'founded' })).status).toBe(201)

    const { body } = await founder.call('GET', '/members?namespace=founded')
    expect(body.items).toMatchObject([{ principal: { id: founder.id }, roleName: 'owner' }])
    expectProblem(await server.api('DELETE', `/members/${body.items[0].id}`), 409, 'last_owner')
    expectProblem(await founder.call('GET', '/groups/roof'), 404, 'not_found')
  })

  it('does not become a member as the administrator', async () => {
    await createGroups(server, 'from-above')
    expect((await server.api('GET', '/members?namespace=from-above')).body.items).toEqual([])
  })
})
