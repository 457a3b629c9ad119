import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme')

const things: readonly (readonly [string, () => Promise<string>, (value: string) => object])[] = [
  ['group', async () => '/groups/acme', (description) => ({ description })],
  [
    'workspace',
    async () => {
      const { id } = await must(server, 'POST', '/workspaces', { group: 'acme', name: 'ws' })
      return `/workspaces/${id}`
    },
    (description) => ({ description }),
  ],
  [
    'service account',
    async () =>
      `/service-accounts/${encode((await createAccount(server, { group: 'acme' })).path)}`,
    (description) => ({ description }),
  ],
  [
    'member',
    async () => {
      const principal = (await createPerson(server)).id
      const request = { namespace: 'acme', principal, role: 'viewer' }
      return `/members/${(await must(server, 'POST', '/members', request)).id}`
    },
    (value) => ({ role: value === 'one' ? 'deployer' : 'owner' }),
  ],
  [
    'role',
    async () => {
      const request = { name: 'edited', permissions: ['group:view'] }
      return `/roles/${(await must(server, 'POST', '/roles', request)).id}`
    },
    (description) => ({ description }),
  ],
  ['person', async () => `/users/${(await createPerson(server)).id}`, (name) => ({ name })],
  [
    'team',
    async () => `/teams/${(await must(server, 'POST', '/teams', { name: 'edited' })).id}`,
    (description) => ({ description }),
  ],
  [
    'settings',
    async () => '/settings',
    (value) => ({ accessTokenLifetimeSeconds: value === 'one' ? 301 : 302 }),
  ],
]

/** Members and settings have no description to look at, so their own fields tell who won. */
const read = async (path: string): Promise<Record<string, unknown>> => {
  if (!path.startsWith('/members/')) return must(server, 'GET', path)
  const { items } = await must(server, 'GET', '/members?limit=100')
  return items.find(({ id }: { id: string }) => path.endsWith(id))
}

describe.each(things)('a change to a %s', (_, create, change) => {
  it('wins alone among many from one version, and only the version of now counts', async () => {
    const path = await create()
    const { version } = await read(path)
    const bodies = Array.from({ length: 6 }, (_, index) => change(index % 2 ? 'one' : 'two'))
    const answers = await Promise.all(
      bodies.map((body) => server.api('PATCH', path, { ...body, version })),
    )
    const winners = answers.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    for (const answer of answers) {
      if (answer.status !== 200) expectProblem(answer, 409, 'version_conflict')
    }
    const now = await read(path)
    expect(now).toEqual(winners[0]?.body)
    expect(now.version).toBe(Number(version) + 1)

    for (const wrong of [Number(version), Number(version) + 2]) {
      const late = await server.api('PATCH', path, { ...change('one'), version: wrong })
      expectProblem(late, 409, 'version_conflict')
    }
    expect(await read(path)).toEqual(now)
  })
})
