import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, must } from '#support/callers.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme')
const create = (name: string) =>
  server.api('POST', '/root-accounts', {
    name,
    tokenEndpointAuthMethod: 'client_secret_basic',
    permissions: ['group:view'],
  })

describe("a root account's own role", () => {
  it('is given to nobody else, so none loses a role with the account', async () => {
    const { body } = await create('selfish')
    const [member, guest] = [
      await createPerson(server, { acme: 'owner' }),
      await createPerson(server),
    ]
    const { items } = await must(server, 'GET', `/members?principal=${member.id}`)
    const change = { version: 1, role: 'root-selfish' }
    const request = { namespace: 'acme', principal: guest.id, role: 'root-selfish' }

    expectProblem(await server.api('PATCH', `/members/${items[0].id}`, change), 403, 'read_only')
    expectProblem(await server.api('POST', '/members', request), 403, 'read_only')
    expect((await must(server, 'GET', '/roles/root-selfish')).memberCount).toBe(1)

    await must(server, 'DELETE', `/root-accounts/${body.clientId}`)
    expectProblem(await server.api('GET', '/roles/root-selfish'), 404, 'not_found')
  })

  it('has a name that is free, or there is no account', async () => {
    await must(server, 'POST', '/roles', { name: 'root-third', permissions: ['group:view'] })
    const answer = await create('third')
    expectProblem(answer, 409, 'name_taken')
    expect(refusedFields(answer)).toEqual(['name'])
    expectProblem(await server.api('GET', '/service-accounts/third'), 404, 'not_found')
  })
})
