import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createPerson, createRobot, must } from '#support/callers.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme')

/** The event that a request left, found by its correlation id. */
async function eventOf(method: string, path: string, body?: unknown) {
  const { headers, status, text, body: answer } = await server.api(method, path, body)
  expect(status, text).toBeLessThan(300)
  const id = headers.get('x-correlation-id')
  const { items } = await must(server, 'GET', `/audit/events?correlationId=${id}`)
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ result: 'ok', actor: { kind: 'administrator' } })
  return { event: items[0], answer }
}

describe('the record of a change', () => {
  it.each([
    ['groups', '/groups', { name: 'changed' }, { description: 'new' }],
    ['teams', '/teams', { name: 'changed' }, { description: 'new' }],
    ['users', '/users', { name: 'Old', email: 'old@acme.example' }, { name: 'New' }],
    ['roles', '/roles', { name: 'changed', permissions: ['group:view'] }, { description: 'new' }],
    ['workspaces', '/workspaces', { name: 'changed', group: 'acme' }, { description: 'new' }],
  ])('of %s says what was before and after', async (name, path, create, change) => {
    const made = await eventOf('POST', path, create)
    expect(made.event).toMatchObject({ action: `${name}.create`, target: { id: made.answer.id } })
    expect(made.event.after).toEqual(made.answer)
    expect(made.event.before).toBeUndefined()

    const place = `${path}/${made.answer.id}`
    const changed = await eventOf('PATCH', place, { version: 1, ...change })
    expect(changed.event.before).toEqual(made.answer)
    expect(changed.event.after).toEqual(changed.answer)

    const gone = await eventOf('DELETE', place)
    expect(gone.event.before).toEqual(changed.answer)
    expect(gone.event.after).toBeUndefined()
  })

  it('of members says which role was before and after', async () => {
    const principal = (await createPerson(server)).id
    const request = { namespace: 'acme', principal, role: 'viewer' }
    const { answer } = await eventOf('POST', '/members', request)
    const change = { version: 1, role: 'deployer' }
    const { event } = await eventOf('PATCH', `/members/${answer.id}`, change)
    expect([event.before.roleName, event.after.roleName]).toEqual(['viewer', 'deployer'])
  })

  it('of a team says who joined and who left', async () => {
    const { id } = await must(server, 'POST', '/teams', { name: 'joined' })
    const person = await createPerson(server)
    const place = `/teams/${id}/users/${person.id}`
    const user = { id: person.id, email: person.email }
    const joined = (await eventOf('PUT', place)).event
    expect(joined).toMatchObject({ target: { id }, after: { added: user, userCount: 1 } })
    const left = (await eventOf('DELETE', place)).event
    expect(left).toMatchObject({ target: { id }, after: { removed: user, userCount: 0 } })
  })

  it('of the settings says what they were', async () => {
    const before = await must(server, 'GET', '/settings')
    const change = { version: before.version, accessTokenLifetimeSeconds: 600 }
    const { event } = await eventOf('PATCH', '/settings', change)
    expect(event.before).toEqual(before)
    expect(event.after).toMatchObject({ accessTokenLifetimeSeconds: 600 })
  })

  it('of a token is filed under the token, of a root account under the account', async () => {
    const robot = await createRobot(server, 'acme')
    const mint = { account: robot.id, name: 'filed', intent: 'api' }
    const { event, answer } = await eventOf('POST', '/tokens', mint)
    expect(event.target.id).toBe(answer.token.id)
    expect(event.after).toEqual(answer.token)

    const root = { name: 'filed', tokenEndpointAuthMethod: 'client_secret_basic' }
    const created = await eventOf('POST', '/root-accounts', root)
    expect(created.event.target.id).toBe(created.answer.clientId)
  })
})

describe('the record of a refusal', () => {
  it('says who wanted what, and why not', async () => {
    const viewer = await createRobot(server, 'acme', { acme: 'viewer' })
    const rows = [
      ['POST', '/workspaces', { name: 'x', group: 'acme' }, 'workspaces.create', 'forbidden'],
      ['DELETE', '/groups/acme', undefined, 'groups.delete', 'forbidden'],
      ['DELETE', '/groups/nope', undefined, 'groups.delete', 'not_found'],
      ['GET', '/settings', undefined, 'settings.get', 'forbidden'],
    ] as const
    for (const [method, path, body, action, reason] of rows) {
      const { headers } = await viewer.call(method, path, body)
      const id = headers.get('x-correlation-id')
      await server.api('POST', '/groups/acme/move', { parent: 'acme' })
      const { items } = await must(server, 'GET', `/audit/events?correlationId=${id}`)
      expect(items).toMatchObject([
        { action, result: 'refused', reason, actor: { id: viewer.id, name: viewer.path } },
      ])
      expect(items[0].after).toBeUndefined()
    }
  })
})

it('no secret is in the log, and its chain is whole', async () => {
  const robot = await createRobot(server, 'acme', { acme: 'viewer' })
  const secrets = [robot.clientSecret, robot.accessToken]
  for (const intent of ['api', 'app_password']) {
    const mint = { account: robot.id, name: intent, intent }
    const { token, value } = await must(server, 'POST', '/tokens', mint)
    secrets.push(value, (await must(server, 'POST', `/tokens/${token.id}/rotate`)).value)
  }
  const place = `/service-accounts/${robot.id}/client-credentials/reset`
  secrets.push((await must(server, 'POST', place, {})).clientSecret)
  const root = { name: 'silent', tokenEndpointAuthMethod: 'client_secret_basic' }
  secrets.push((await must(server, 'POST', '/root-accounts', root)).clientSecret)

  const log = await readFile(join(server.dataDirectory, 'audit.jsonl'), 'utf8')
  const { text } = await server.api('GET', '/audit/export')
  expect(secrets.every((secret) => secret.length > 40)).toBe(true)
  for (const secret of secrets) {
    expect(log).not.toContain(secret)
    expect(text).not.toContain(secret)
    expect(server.log.join('\n')).not.toContain(secret)
  }
  expect(await must(server, 'GET', '/audit/verify')).toMatchObject({ ok: true })
})
