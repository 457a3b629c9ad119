import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createRobot, encode, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { lockOut } from '#support/lock-out.ts'
import { startTestServer } from '#support/start-test-server.ts'

let ahead = 0
const server = await startTestServer({ now: () => Date.now() + ahead })
afterAll(() => server.close())
await createGroups(server, 'acme', 'umbrella')

const grant = { grant_type: 'client_credentials' }
const remove = (id: string) => server.api('DELETE', `/lockouts/${encode(id)}`)
const list = async (query = '') => (await must(server, 'GET', `/lockouts${query}`)).items

describe('a lockout', () => {
  it('is listed with its client, address and end, of one account or all', async () => {
    const client = await createAccount(server, { group: 'acme' })
    const other = await createAccount(server, { group: 'acme' })
    const id = await lockOut(server, client)
    await lockOut(server, other)
    const [lockout, ...others] = await list(`?account=${client.id}`)
    expect(lockout).toEqual({
      id,
      account: { id: client.id, path: client.path },
      address: '127.0.0.1',
      failures: 10,
      since: expect.any(String),
      until: expect.any(String),
    })
    expect(Date.parse(lockout.until) - Date.parse(lockout.since)).toBe(30_000)
    expect(others).toEqual([])
    expect((await list()).map(({ account }: { account: object }) => account)).toEqual(
      expect.arrayContaining([client, other].map(({ id, path }) => ({ id, path }))),
    )
    expect(await list(`?search=${encode(client.path)}`)).toHaveLength(1)
  })

  it('is listed to those who see credentials there, and to nobody else', async () => {
    const id = await lockOut(server, await createAccount(server, { group: 'acme' }))
    const near = await createRobot(server, 'acme', { acme: 'viewer' })
    const far = await createRobot(server, 'umbrella', { umbrella: 'owner' })
    const seen = async ({ call }: typeof near) =>
      (await call('GET', '/lockouts')).body.items.map((item: { id: string }) => item.id)
    expect(await seen(near)).toContain(id)
    expect(await seen(far)).not.toContain(id)
    expectProblem(await near.call('DELETE', `/lockouts/${encode(id)}`), 403, 'forbidden')
    expectProblem(await far.call('DELETE', `/lockouts/${encode(id)}`), 404, 'not_found')
    expect(await seen(near)).toContain(id)
  })

  it('can be cleared, and the client gets its token at once', async () => {
    const client = await createAccount(server, { group: 'acme' })
    const id = await lockOut(server, client)
    expect((await server.token(grant, toBasic(client))).status).toBe(429)
    expect((await remove(id)).status).toBe(204)
    expect((await server.token(grant, toBasic(client))).status).toBe(200)
    expectProblem(await remove(id), 404, 'not_found')
  })

  it('is listed no longer than it lasts', async () => {
    const client = await createAccount(server, { group: 'acme' })
    await lockOut(server, client)
    ahead += 30_000
    expect(await list(`?account=${client.id}`)).toEqual([])
  })

  it('goes with its account', async () => {
    const client = await createAccount(server, { group: 'acme' })
    const id = await lockOut(server, client)
    await must(server, 'DELETE', `/service-accounts/${client.id}`)
    expectProblem(await remove(id), 404, 'not_found')
  })
})
