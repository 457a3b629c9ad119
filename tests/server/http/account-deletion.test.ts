import { afterAll, describe, expect, it } from 'vitest'
import {
  asBasic,
  asBearer,
  createGroups,
  createRobot,
  fetchAccessToken,
  must,
} from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')

/** A service that may look at the tokens of others. */
const looker = await createAccount(server)
await must(server, 'POST', '/roles', { name: 'looker', permissions: ['token:introspect'] })
await must(server, 'POST', '/members', { namespace: '', principal: looker.id, role: 'looker' })

async function introspect(token: string): Promise<string> {
  const answer = await fetch(`${server.url}/oauth/introspect`, {
    method: 'POST',
    headers: toBasic(looker),
    body: new URLSearchParams({ token }),
  })
  return (await toAnswer(answer)).text
}

const aToken = (account: string, intent: string) =>
  must(server, 'POST', '/tokens', { name: intent, account, intent, expiresAt: null })

describe('deleting a service account', () => {
  it('ends its access token at the API and at introspection with the next call', async () => {
    const robot = await createRobot(server, 'acme', { acme: 'viewer' })
    expect((await robot.call('GET', '/groups/acme')).status).toBe(200)
    expect(await introspect(robot.accessToken)).toContain('"active":true')
    await must(server, 'DELETE', `/service-accounts/${robot.id}`)

    expectProblem(await robot.call('GET', '/groups/acme'), 401, 'unauthenticated')
    expectProblem(await robot.call('GET', '/whoami'), 401, 'unauthenticated')
    expect(await introspect(robot.accessToken)).toBe('{"active":false}')
  })

  it('ends its secret and its named tokens', async () => {
    const robot = await createRobot(server, 'acme')
    const api = await aToken(robot.id, 'api')
    const password = await aToken(robot.id, 'app_password')
    await must(server, 'DELETE', `/service-accounts/${robot.id}`)

    await expect(fetchAccessToken(server, robot)).rejects.toThrow('invalid_client')
    expect(await introspect(api.value)).toBe('{"active":false}')
    expect((await asBearer(server, api.value)('GET', '/whoami')).status).toBe(401)
    const byPassword = asBasic(server, robot.path, password.value)
    expect((await byPassword('GET', '/whoami')).status).toBe(401)
    for (const { token } of [api, password]) {
      expectProblem(await server.api('GET', `/tokens/${token.id}`), 404, 'not_found')
    }
  })

  it('drops its memberships', async () => {
    const robot = await createRobot(server, 'acme', { acme: 'viewer' })
    const listMembers = async () =>
      (await must(server, 'GET', '/members?namespace=acme&limit=100')).items
        .map(({ principal }: { principal: { id: string } }) => principal.id)
        .filter((id: string) => id === robot.id)

    expect(await listMembers()).toEqual([robot.id])
    await must(server, 'DELETE', `/service-accounts/${robot.id}`)
    expect(await listMembers()).toEqual([])
  })

  it('keeps its events, those on it and those by it', async () => {
    const robot = await createRobot(server, 'acme', { acme: 'deployer' })
    const body = { name: 'built', group: 'acme', clientCredentials: { enabled: true } }
    expect((await robot.call('POST', '/service-accounts', body)).status).toBe(201)
    await must(server, 'DELETE', `/service-accounts/${robot.id}`)
    const listActions = async (query: string) =>
      (await must(server, 'GET', `/audit/events?${query}`)).items.map(
        ({ action }: { action: string }) => action,
      )

    const on = await listActions(`target=${robot.id}`)
    expect(on[0]).toBe('serviceAccounts.delete')
    expect(on.at(-1)).toBe('serviceAccounts.create')
    const by = await listActions(`actor=${robot.id}`)
    expect(by).toContain('serviceAccounts.create')
    expect(by).toContain('token.issued')
    expect(await must(server, 'GET', '/audit/verify')).toMatchObject({ ok: true })
  })

  it('gives nothing of it to a new account of the same path', async () => {
    const more = { name: 'again', group: 'acme' }
    const first = await createAccount(server, more)
    const token = await fetchAccessToken(server, first)
    const password = await aToken(first.id, 'app_password')
    await must(server, 'POST', '/members', {
      namespace: 'acme',
      principal: first.id,
      role: 'deployer',
    })
    await must(server, 'DELETE', `/service-accounts/${first.id}`)
    const second = await createAccount(server, more)

    expect([second.path, second.id === first.id]).toEqual([first.path, false])
    expect((await asBearer(server, token)('GET', '/whoami')).status).toBe(401)
    const byPassword = asBasic(server, second.path, password.value)
    expect((await byPassword('GET', '/whoami')).status).toBe(401)
    const call = asBearer(server, await fetchAccessToken(server, second))
    expectProblem(await call('GET', '/groups/acme'), 404, 'not_found')
  })
})
