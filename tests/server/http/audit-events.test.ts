import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { AuditEvent } from '#contract/audit.ts'
import {
  type Call,
  createGroups,
  createPerson,
  createRobot,
  encode,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/a', 'target')
const keeper = await createRobot(server, undefined, { '': 'system-admin' })
const owner = await createRobot(server, 'acme', { acme: 'owner' })
const viewer = await createPerson(server, { acme: 'viewer' })

async function list(query: string, { api }: Pick<TestServer, 'api'> = server) {
  const events: AuditEvent[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: string = cursor && `&cursor=${encode(cursor)}`
    const { status, text, body } = await api('GET', `/audit/events?${query}${next}`)
    if (status !== 200) throw new Error(text)
    events.push(...body.items)
    cursor = body.nextCursor
  }
  return events
}

/** Gives the one event that a request left behind. */
async function eventOf({ headers }: HttpAnswer): Promise<AuditEvent> {
  const events = await list(`correlationId=${headers.get('x-correlation-id')}`)
  expect(events).toHaveLength(1)
  return events[0] as AuditEvent
}

interface Change {
  readonly action: string
  readonly method: string
  readonly path: string
  readonly body?: object
  /** Part of what the event says that there was, and is then. */
  readonly before?: object
  readonly after?: object
}

/** Every kind of change, in an order in which each finds what it needs. */
function listChanges(ids: Readonly<Record<string, string>>): readonly Change[] {
  const { user, team, account, member, token, role } = ids
  const secret = `/service-accounts/${account}/client-credentials`
  return [
    {
      action: 'groups.create',
      method: 'POST',
      path: '/groups',
      body: { name: 'g', parent: 'acme' },
      after: { path: 'acme/g', version: 1 },
    },
    {
      action: 'groups.update',
      method: 'PATCH',
      path: `/groups/${encode('acme/g')}`,
      body: { version: 1, description: 'new' },
      before: { description: '', version: 1 },
      after: { description: 'new', version: 2 },
    },
    {
      action: 'groups.move',
      method: 'POST',
      path: `/groups/${encode('acme/g')}/move`,
      body: { parent: 'target' },
      before: { path: 'acme/g' },
      after: { from: 'acme/g', to: 'target/g', moved: true },
    },
    {
      action: 'workspaces.create',
      method: 'POST',
      path: '/workspaces',
      body: { name: 'w', group: 'acme' },
      after: { path: 'acme/w' },
    },
    {
      action: 'workspaces.update',
      method: 'PATCH',
      path: `/workspaces/${encode('acme/w')}`,
      body: { version: 1, description: 'new' },
      before: { description: '' },
      after: { description: 'new' },
    },
    {
      action: 'workspaces.delete',
      method: 'DELETE',
      path: `/workspaces/${encode('acme/w')}`,
      before: { path: 'acme/w', description: 'new' },
    },
    {
      action: 'groups.delete',
      method: 'DELETE',
      path: `/groups/${encode('target/g')}`,
      before: { path: 'target/g' },
    },
    {
      action: 'serviceAccounts.create',
      method: 'POST',
      path: '/service-accounts',
      body: { name: 'made', group: 'acme', clientCredentials: { enabled: true } },
      after: { path: 'acme/made', disabled: false },
    },
    {
      action: 'serviceAccounts.update',
      method: 'PATCH',
      path: `/service-accounts/${account}`,
      body: { version: 1, labels: { a: 'b' } },
      before: { labels: {} },
      after: { labels: { a: 'b' } },
    },
    {
      action: 'serviceAccounts.disable',
      method: 'POST',
      path: `/service-accounts/${account}/disable`,
      before: { disabled: false },
      after: { disabled: true },
    },
    {
      action: 'serviceAccounts.enable',
      method: 'POST',
      path: `/service-accounts/${account}/enable`,
      before: { disabled: true },
      after: { disabled: false },
    },
    {
      action: 'clientCredentials.reset',
      method: 'POST',
      path: `${secret}/reset`,
      body: {},
      after: { clientId: account },
    },
    {
      action: 'members.create',
      method: 'POST',
      path: '/members',
      body: { namespace: 'acme', principal: user, role: 'viewer' },
      after: { namespacePath: 'acme', roleName: 'viewer' },
    },
    {
      action: 'members.update',
      method: 'PATCH',
      path: `/members/${member}`,
      body: { version: 1, role: 'deployer' },
      before: { roleName: 'viewer' },
      after: { roleName: 'deployer' },
    },
    {
      action: 'members.delete',
      method: 'DELETE',
      path: `/members/${member}`,
      before: { roleName: 'deployer', namespacePath: 'acme/a' },
    },
    {
      action: 'roles.create',
      method: 'POST',
      path: '/roles',
      body: { name: 'new-role', permissions: ['group:view'] },
      after: { name: 'new-role', permissions: ['group:view'] },
    },
    {
      action: 'roles.update',
      method: 'PATCH',
      path: `/roles/${role}`,
      body: { version: 1, permissions: ['workspace:view'] },
      before: { permissions: ['group:view'] },
      after: { permissions: ['workspace:view'] },
    },
    {
      action: 'roles.delete',
      method: 'DELETE',
      path: `/roles/${role}`,
      before: { name: 'old-role' },
    },
    {
      action: 'users.create',
      method: 'POST',
      path: '/users',
      body: { name: 'New', email: 'new@acme.example' },
      after: { email: 'new@acme.example' },
    },
    {
      action: 'users.update',
      method: 'PATCH',
      path: `/users/${user}`,
      body: { version: 1, name: 'Renamed' },
      before: { version: 1 },
      after: { name: 'Renamed', version: 2 },
    },
    {
      action: 'teams.create',
      method: 'POST',
      path: '/teams',
      body: { name: 'new-team' },
      after: { name: 'new-team' },
    },
    {
      action: 'teams.update',
      method: 'PATCH',
      path: `/teams/${team}`,
      body: { version: 1, description: 'new' },
      before: { description: '' },
      after: { description: 'new' },
    },
    {
      action: 'teams.addUser',
      method: 'PUT',
      path: `/teams/${team}/users/${user}`,
      before: { userCount: 0 },
      after: { userCount: 1, added: { id: user } },
    },
    {
      action: 'teams.removeUser',
      method: 'DELETE',
      path: `/teams/${team}/users/${user}`,
      before: { userCount: 1 },
      after: { userCount: 0, removed: { id: user } },
    },
    { action: 'teams.delete', method: 'DELETE', path: `/teams/${team}`, before: { id: team } },
    {
      action: 'tokens.create',
      method: 'POST',
      path: '/tokens',
      body: { name: 'new-token', account, intent: 'api' },
      after: { name: 'new-token', intent: 'api' },
    },
    { action: 'tokens.rotate', method: 'POST', path: `/tokens/${token}/rotate` },
    { action: 'tokens.delete', method: 'DELETE', path: `/tokens/${token}`, before: { id: token } },
    { action: 'users.delete', method: 'DELETE', path: `/users/${user}`, before: { id: user } },
    {
      action: 'serviceAccounts.delete',
      method: 'DELETE',
      path: `/service-accounts/${account}`,
      before: { id: account },
    },
    {
      action: 'settings.update',
      method: 'PATCH',
      path: '/settings',
      body: { version: 1, accessTokenLifetimeSeconds: 600 },
      before: { accessTokenLifetimeSeconds: 300 },
      after: { accessTokenLifetimeSeconds: 600 },
    },
  ]
}

async function prepareIds(): Promise<Record<string, string>> {
  const { id: account } = await createAccount(server, { group: 'acme/a' })
  const { id: user } = await createPerson(server)
  const team = await must(server, 'POST', '/teams', { name: 'old-team' })
  const permissions = ['group:view']
  const role = await must(server, 'POST', '/roles', { name: 'old-role', permissions })
  const place = { namespace: 'acme/a', role: 'viewer' }
  const member = await must(server, 'POST', '/members', { ...place, principal: account })
  const request = { name: 'old-token', account, intent: 'api' }
  const { token } = await must(server, 'POST', '/tokens', request)
  return { account, user, team: team.id, role: role.id, member: member.id, token: token.id }
}

describe('every change', () => {
  it('is an event: who, what, before, after and in which request, without a secret', async () => {
    const secrets: string[] = []
    for (const change of listChanges(await prepareIds())) {
      const answer = await keeper.call(change.method, change.path, change.body)
      expect(answer.status, `${change.action}: ${answer.text}`).toBeLessThan(300)
      const event = await eventOf(answer)
      expect(event, change.action).toMatchObject({
        action: change.action,
        actor: { kind: 'service_account', id: keeper.id, name: keeper.path },
        result: 'ok',
        target: { id: change.action === 'settings.update' ? 'settings' : expect.any(String) },
        address: '127.0.0.1',
        correlationId: answer.headers.get('x-correlation-id'),
        ...(change.before && { before: change.before }),
        ...(change.after && { after: change.after }),
      })
      expect('before' in event, change.action).toBe(
        change.before !== undefined || /^(?:tokens.rotate|clientCred)/.test(change.action),
      )
      const { value, clientSecret = answer.body?.clientCredentials?.clientSecret } =
        answer.body ?? {}
      secrets.push(...[value, clientSecret].filter((each) => typeof each === 'string'))
    }
    expect(secrets.length).toBeGreaterThanOrEqual(4)
    const known = [...secrets, keeper.clientSecret, keeper.accessToken, viewer.token]
    const { text } = await server.api('GET', '/audit/export')
    for (const secret of [...known, server.adminToken]) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/dwcs_\w{20}|dwat_\w{20}|dwap_\w{20}/)
  })
})

describe('every refusal', () => {
  const refusals: readonly (readonly [string, string, string, object | undefined])[] = [
    ['forbidden', 'POST', '/groups', { name: 'x', parent: 'acme' }],
    ['forbidden', 'DELETE', '/groups/acme', undefined],
    ['forbidden', 'GET', '/users', undefined],
    ['forbidden', 'GET', '/audit/events', undefined],
    ['not_found', 'DELETE', '/groups/target', undefined],
    ['not_found', 'PATCH', '/groups/missing', { version: 1, description: '' }],
    ['validation_failed', 'POST', '/groups', { name: 'NOT A NAME', parent: 'acme' }],
  ]

  it.each(refusals)('as %s of %s %s is an event', async (reason, method, path, body) => {
    const answer = await viewer.call(method, path, body)
    const event = await eventOf(answer)
    expect(event).toMatchObject({ result: 'refused', reason, actor: { id: viewer.id } })
    expect(event).not.toHaveProperty('after')
    expect(event).not.toHaveProperty('before')
    expect(answer.body.correlationId).toBe(event.correlationId)
  })

  it('of somebody unknown is an event of nobody', async () => {
    const headers = { authorization: 'Bearer dwat_unknown' }
    const answer = await server.api('POST', '/groups', { name: 'x' }, headers)
    expectProblem(answer, 401, 'unauthenticated')
    expect((await eventOf(answer)).actor).toMatchObject({ kind: 'system', id: 'nobody' })
  })

  it('is told apart from a read that finds nothing, which is none', async () => {
    const answer = await viewer.call('GET', '/groups/missing')
    const id = answer.headers.get('x-correlation-id')
    expect(await list(`correlationId=${id}`)).toEqual([])
  })
})

describe('the list of events', () => {
  it('is filtered by actor, action, target, result and time, alone and together', async () => {
    expectProblem(await viewer.call('DELETE', '/groups/acme'), 403, 'forbidden')
    await keeper.call('POST', '/groups', { name: 'of-the-keeper' })
    const all = await list('limit=100')
    const middle = all[Math.floor(all.length / 2)]?.at ?? ''
    const filters: Readonly<Record<string, (event: AuditEvent) => boolean>> = {
      [`actor=${viewer.id}`]: ({ actor }) => actor.id === viewer.id,
      [`actor=${encode(keeper.path)}`]: ({ actor }) => actor.name === keeper.path,
      'action=groups.create': ({ action }) => action === 'groups.create',
      'target=acme': ({ target }) => target?.path === 'acme',
      'result=refused': ({ result }) => result === 'refused',
      [`since=${middle}`]: ({ at }) => at >= middle,
      [`until=${middle}`]: ({ at }) => at < middle,
      [`actor=${viewer.id}&result=refused&action=groups`]: ({ actor, action, result }) =>
        actor.id === viewer.id && result === 'refused' && action.startsWith('groups'),
    }
    for (const [query, fits] of Object.entries(filters)) {
      const expected = all.filter(fits).map(({ id }) => id)
      expect(expected.length, query).toBeGreaterThan(0)
      expect(
        (await list(`${query}&limit=100`)).map(({ id }) => id),
        query,
      ).toEqual(expected)
    }
  })

  it('pages without a gap or a repeat, also while events are added', async () => {
    const before = await list('limit=100')
    const paged: AuditEvent[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const next: string = cursor && `&cursor=${encode(cursor)}`
      const { body } = await server.api('GET', `/audit/events?limit=7${next}`)
      paged.push(...body.items)
      cursor = body.nextCursor
      await viewer.call('DELETE', '/groups/acme')
    }
    expect(paged).toEqual(before)
    const sequences = before.map(({ sequence }) => sequence)
    expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index))
  })

  it.each(['since=yesterday', 'result=perhaps', 'limit=0', 'limit=101', 'about=x'])(
    'refuses "%s"',
    async (query) => {
      const answer = await server.api('GET', `/audit/events?${query}`)
      expectProblem(answer, 400, 'validation_failed')
    },
  )

  it('is whole for holders of audit:view at the root alone, as are check and export', async () => {
    const permissions = ['audit:view']
    await must(server, 'POST', '/roles', { name: 'auditor', permissions })
    const auditor = await createRobot(server, undefined, { '': 'auditor' })
    const below = await createRobot(server, undefined, { acme: 'auditor' })
    const other: readonly Call[] = [owner.call, viewer.call, below.call]
    for (const path of ['/audit/events', '/audit/verify', '/audit/export']) {
      expect((await auditor.call('GET', path)).status).toBe(200)
      for (const call of other) {
        const answer = await call('GET', path)
        expectProblem(answer, 403, 'forbidden')
        const expected = 'You need the permission audit:view in the installation.'
        expect(answer.body.detail).toBe(expected)
      }
    }
  })
})

describe('the export', () => {
  it('is JSON lines of the same events, oldest first, and takes the same filters', async () => {
    const events = (await list('action=members&limit=100')).reverse()
    const answer = await server.api('GET', '/audit/export?action=members')
    expect(answer.headers.get('content-type')).toMatch(/^application\/(?:jsonl|x-ndjson)/)
    expect(answer.text.endsWith('\n')).toBe(true)
    const lines = answer.text.split('\n').slice(0, -1)
    expect(lines.map((line) => JSON.parse(line))).toEqual(events)
  })
})

describe('the check of the chain', () => {
  it('finds it whole, and names the line after one byte was changed', async () => {
    const other = await startTestServer()
    onTestFinished(() => other.close())
    for (const name of ['a', 'b', 'c', 'd', 'e']) await createGroups(other, name)
    const whole = await must(other, 'GET', '/audit/verify')
    expect(whole).toEqual({ ok: true, events: 5, broken: null })

    const file = join(other.dataDirectory, 'audit.jsonl')
    const bytes = await readFile(file)
    const at = bytes.indexOf('"path":"c"') + '"path":"'.length
    const changed = Buffer.from(bytes)
    changed[at] = 'x'.charCodeAt(0)
    await writeFile(file, changed)
    const { ok, broken } = await must(other, 'GET', '/audit/verify')
    expect([ok, broken]).toEqual([
      false,
      { file: 'audit.jsonl', line: 3, problem: 'it was changed after it was written' },
    ])
  })
})
