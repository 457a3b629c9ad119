import { describe, expect, it, onTestFinished } from 'vitest'
import type { Overview } from '#contract/overview.ts'
import { createGroups, createRobot, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { makeAttempt } from '#support/make-attempt.ts'
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '#support/start-test-server.ts'

const DAY = 86_400_000
const HOUR = DAY / 24
const NOON = Date.parse('2026-11-20T12:00:00Z')

async function start(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startTestServer(options)
  onTestFinished(() => server.close())
  return server
}

const see = (server: TestServer): Promise<Overview> => must(server, 'GET', '/overview')

const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0)

async function getToken(server: TestServer, clientSecret?: string) {
  const account = await createAccount(server)
  const client = { ...account, ...(clientSecret !== undefined && { clientSecret }) }
  return server.token({ grant_type: 'client_credentials' }, toBasic(client))
}

describe('the way to the first token', () => {
  it('is seen step by step', async () => {
    const server = await start()
    const setup = async () => (await see(server)).setup
    expect(await setup()).toEqual({ hasGroup: false, hasAccount: false, hasToken: false })
    await createGroups(server, 'acme')
    expect(await setup()).toEqual({ hasGroup: true, hasAccount: false, hasToken: false })
    const account = await createAccount(server, { group: 'acme' })
    expect(await setup()).toEqual({ hasGroup: true, hasAccount: true, hasToken: false })
    await server.token({ grant_type: 'client_credentials' }, toBasic(account))
    expect(await setup()).toEqual({ hasGroup: true, hasAccount: true, hasToken: true })
  })

  it('is not reached by a refusal, nor by a call with a named token', async () => {
    const server = await start()
    expect((await getToken(server, 'wrong')).status).toBe(401)
    const { id } = await createAccount(server)
    const request = { account: id, name: 'api', intent: 'api' }
    const { value } = await must(server, 'POST', '/tokens', request)
    await server.api('GET', '/whoami', undefined, { authorization: `Bearer ${value}` })

    expect((await see(server)).setup?.hasToken).toBe(false)
  })
})

describe('tokens over time', () => {
  it('are counted by the minute and by the hour, issued and refused', async () => {
    const clock = { now: NOON }
    const server = await start({ now: () => clock.now })
    await getToken(server)
    clock.now += HOUR
    await getToken(server, 'wrong')
    const { tokens } = await see(server)

    expect(tokens?.hours.issued.slice(-2)).toEqual([1, 0])
    expect(tokens?.hours.refused.slice(-2)).toEqual([0, 1])
    expect(Date.parse(tokens?.hours.from ?? '') + 167 * HOUR).toBe(clock.now)
    expect([sum(tokens?.minutes.issued), sum(tokens?.minutes.refused)]).toEqual([0, 1])
  })

  it('are known again after a restart, each once, for the week that is shown', async () => {
    const clock = { now: NOON - 10 * DAY }
    const first = await startTestServer({ now: () => clock.now })
    await getToken(first)
    clock.now = NOON
    await getToken(first)
    await getToken(first, 'wrong')
    await first.running.close()
    clock.now += HOUR
    const { dataDirectory } = first
    const second = await startTestServer({ now: () => clock.now, dataDirectory })
    onTestFinished(async () => {
      await second.close()
      await first.close().catch(() => undefined)
    })
    await getToken(second)
    const overview = await see(second)

    expect(overview.tokens?.hours.issued.slice(-2)).toEqual([1, 1])
    expect(sum(overview.tokens?.hours.issued)).toBe(2)
    expect(overview.tokens?.hours.refused.slice(-2)).toEqual([1, 0])
    expect(overview.tokens?.countedSince).toBe('2026-11-13T13:00:00Z')
    expect(overview.refusals).toHaveLength(1)
    expect(overview.setup?.hasToken).toBe(true)
  })
})

describe('what needs attention', () => {
  it('is what expires within two weeks, the most urgent first', async () => {
    const clock = { now: NOON }
    const server = await start({ now: () => clock.now })
    const at = (days: number) => new Date(NOON + days * DAY).toISOString()
    const later = await createAccount(server, {
      clientCredentials: { enabled: true, expiresAt: at(10) },
    })
    await createAccount(server, { clientCredentials: { enabled: true, expiresAt: at(15) } })
    const request = { account: later.id, name: 'ci', intent: 'api', expiresAt: at(3) }
    await must(server, 'POST', '/tokens', request)
    const { expiring } = await see(server)

    expect(expiring).toMatchObject({ withinDays: 14, count: 2 })
    expect(expiring.items.map(({ kind, owner }) => [kind, owner.name])).toEqual([
      ['named_token', later.path],
      ['client_secret', later.path],
    ])
    clock.now = NOON + 4 * DAY
    expect((await see(server)).expiring.items.map(({ kind }) => kind)).toEqual([
      'client_secret',
      'client_secret',
    ])
  })

  it('is who was not used for 90 days, however long ago that was', async () => {
    const clock = { now: NOON }
    const server = await start({ now: () => clock.now })
    const used = await createAccount(server)
    const never = await createAccount(server)
    const disabled = await createAccount(server)
    await must(server, 'POST', `/service-accounts/${disabled.id}/disable`)
    clock.now += 60 * DAY
    await server.token({ grant_type: 'client_credentials' }, toBasic(used))
    await createAccount(server)
    clock.now += 31 * DAY

    const { unused } = await see(server)
    expect(unused).toMatchObject({ forDays: 90, count: 1, items: [{ id: never.id }] })
    expect(unused.items[0]?.lastUsedAt).toBeNull()
    clock.now += 60 * DAY
    expect((await see(server)).unused.items.map(({ id }) => id)).toContain(used.id)
  })

  it('is who was refused last, with the attempt that explains it', async () => {
    const server = await start()
    const { id, path } = await createAccount(server)
    const attempt = await makeAttempt(server, id)
    await getToken(server, 'not-it')
    const { refusals } = await see(server)

    expect(refusals.map((refusal) => refusal.attempt)).toEqual([null, attempt])
    expect(refusals[1]).toMatchObject({ account: path, address: '127.0.0.1' })
    expect(JSON.stringify(refusals)).not.toContain('not-it')
  })
})

describe('whoever sees a group only', () => {
  it('sees what concerns it, and nothing of its neighbours or of the installation', async () => {
    const clock = { now: NOON }
    const server = await start({ now: () => clock.now })
    await createGroups(server, 'acme', 'umbrella')
    const expiresAt = new Date(NOON + 95 * DAY).toISOString()
    const settings = await must(server, 'GET', '/settings')
    const change = { version: settings.version, clientSecretMaximumDays: 365 }
    await must(server, 'PATCH', '/settings', change)
    const clientCredentials = { enabled: true, expiresAt }
    const own = await createAccount(server, { group: 'acme', clientCredentials })
    const other = await createAccount(server, { group: 'umbrella', clientCredentials })
    clock.now += 91 * DAY
    for (const { id } of [own, other]) await makeAttempt(server, id)
    const { call } = await createRobot(server, 'acme', { acme: 'viewer' })
    const { status, body, text } = await call('GET', '/overview')

    expect(status).toBe(200)
    expect(body).toMatchObject({
      server: null,
      setup: null,
      tokens: null,
      expiring: { count: 1 },
      unused: { count: 1 },
      refusals: [{ account: own.path }],
    })
    expect(text).not.toContain('umbrella')
  })
})

describe('the server', () => {
  it('tells since when it runs, how busy it is, and that all is well', async () => {
    const server = await start()
    const { server: shown } = await see(server)
    const { server: again } = await see(server)

    expect(shown).toMatchObject({ issuer: server.issuer, trouble: null })
    expect(Date.parse(shown?.startedAt ?? '')).toBeLessThanOrEqual(Date.now())
    expect(again?.requestsLastMinute).toBeGreaterThan(shown?.requestsLastMinute ?? 0)
  })
})
