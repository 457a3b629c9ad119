import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const items = async (path: string) => (await server.api('GET', `${path}?limit=100`)).body.items
const pathsOf = async (path: string): Promise<string[]> =>
  (await items(path)).map((item: { path: string }) => item.path)

async function readAll() {
  return {
    groups: await pathsOf('/groups'),
    workspaces: await pathsOf('/workspaces'),
    serviceAccounts: (await pathsOf('/service-accounts')).filter((path) => path.includes('/')),
    members: (await items('/members')).length,
    tokens: (await items('/tokens')).length,
  }
}

/** A group with something of everything in it, and a neighbour that must stay. */
async function fill(name: string) {
  await createGroups(server, name, `${name}/in`, `${name}/in/deep`, `${name}-next`)
  await must(server, 'POST', '/workspaces', { group: `${name}/in`, name: 'ws' })
  await must(server, 'POST', '/workspaces', { group: `${name}-next`, name: 'ws' })
  const robots = [
    await createRobot(server, name, { [name]: 'viewer', [`${name}/in/deep`]: 'deployer' }),
    await createRobot(server, `${name}/in/deep`),
    await createRobot(server, `${name}-next`, { [`${name}-next`]: 'viewer' }),
  ] as const
  await must(server, 'POST', '/members', {
    namespace: `${name}/in/ws`,
    principal: (await createPerson(server)).id,
    role: 'viewer',
  })
  for (const { id } of robots) {
    await must(server, 'POST', '/tokens', { account: id, name: 'its own', intent: 'api' })
  }
  return robots
}

describe('deleting a group by force', () => {
  it('deletes exactly what the preview names', async () => {
    const [gone, deep, stays] = await fill('acme')
    const before = await readAll()
    const { body: preview } = await server.api('GET', '/groups/acme/contents')
    expect(preview).toEqual({
      path: 'acme',
      groups: ['acme/in', 'acme/in/deep'],
      workspaces: ['acme/in/ws'],
      serviceAccounts: [gone.path, deep.path],
      memberships: 3,
      lastUsedAt: expect.stringMatching(/Z$/),
    })

    expect((await server.api('DELETE', '/groups/acme?force=true')).status).toBe(204)
    const after = await readAll()
    const without = (all: string[], gone: string[]) => all.filter((path) => !gone.includes(path))
    expect(after).toEqual({
      groups: without(before.groups, ['acme', ...preview.groups]),
      workspaces: without(before.workspaces, preview.workspaces),
      serviceAccounts: without(before.serviceAccounts, preview.serviceAccounts),
      members: before.members - preview.memberships,
      tokens: before.tokens - 2,
    })
    expectProblem(await gone.call('GET', '/whoami'), 401, 'unauthenticated')
    expect((await stays.call('GET', '/whoami')).status).toBe(200)
  })

  it('is refused without force while anything is in it', async () => {
    await fill('full')
    const before = await readAll()
    for (const path of ['full', 'full/in', 'full/in/deep']) {
      for (const query of ['', '?force=false']) {
        const answer = await server.api('DELETE', `/groups/${encode(path)}${query}`)
        expectProblem(answer, 409, 'not_empty')
      }
    }
    expect(await readAll()).toEqual(before)
  })

  it.each([
    ['group:delete', 'viewer', 'in/deep'],
    ['workspace:delete', 'no-workspaces', 'in/ws'],
    ['service_account:delete', 'no-accounts', 'in/deep'],
  ])('needs %s everywhere below', async (permission, role, place) => {
    const name = `barred-${permission.split(':')[0]}`.replace('_', '-')
    await fill(name)
    for (const [custom, without] of [
      ['no-workspaces', 'workspace:delete'],
      ['no-accounts', 'service_account:delete'],
    ] as const) {
      const { body } = await server.api('GET', '/roles/owner')
      const permissions = body.permissions.filter((each: string) => each !== without)
      await server.api('POST', '/roles', { name: custom, permissions })
    }
    const person = await createPerson(server, { [name]: 'owner', [`${name}/${place}`]: role })
    const before = await readAll()

    const answer = await person.call('DELETE', `/groups/${name}?force=true`)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toBe(`You need the permission ${permission} in "${name}/${place}".`)
    expect(await readAll()).toEqual(before)
  })

  it('neither shows nor names a group below that the caller may not see', async () => {
    await createGroups(server, 'veil', 'veil/secret', 'veil/secret/plan')
    await createAccount(server, { group: 'veil/secret', name: 'agent' })
    await must(server, 'POST', '/roles', { name: 'blind', permissions: ['audit:view'] })
    const person = await createPerson(server, { veil: 'owner', 'veil/secret': 'blind' })

    const contents = await person.call('GET', '/groups/veil/contents')
    expect(contents.body).toMatchObject({ groups: [], serviceAccounts: [] })
    expect((await person.call('GET', '/groups/veil/tree')).body.groups).toEqual([])
    const answer = await person.call('DELETE', '/groups/veil?force=true')
    expectProblem(answer, 403, 'forbidden')
    for (const { text } of [contents, answer]) expect(text).not.toMatch(/secret|plan|agent/)
  })
})
