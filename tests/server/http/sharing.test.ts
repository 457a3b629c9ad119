import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AuditEvent } from '#contract/audit.ts'
import type { ListeningAddress } from '#contract/server.ts'
import { Sharing } from '#server/http/sharing.ts'
import { listNetworkAddresses } from '#server/list-network-addresses.ts'
import { must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const own = listNetworkAddresses().find(({ family }) => family === 'IPv4')?.address ?? ''

async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const server = await startTestServer(options)
  onTestFinished(() => server.close())
  return server
}

async function share(server: TestServer, more: object = {}): Promise<ListeningAddress> {
  const asked = { address: own, withoutTls: true, ...more }
  const { addresses } = await must(server, 'POST', '/server/share', asked)
  return addresses[1]
}

const isReachable = async (url: string) => {
  const answer = await fetch(`${url}/healthz`).catch(() => undefined)
  return answer?.status === 200
}

// Where a computer has no network, there is nothing to share on.
describe.skipIf(own === '')('sharing on the network', () => {
  it('opens a listener there and closes it again', async () => {
    const server = await start()
    const elsewhere = `http://${own}:${new URL(server.url).port}`
    expect(await isReachable(elsewhere)).toBe(false)
    const shared = await share(server)

    expect(shared).toMatchObject({ url: elsewhere, reach: 'network', shared: true, until: null })
    expect(await isReachable(elsewhere)).toBe(true)
    const { addresses } = await must(server, 'POST', '/server/unshare')
    expect(addresses).toHaveLength(1)
    expect(await isReachable(elsewhere)).toBe(false)
    expect(await isReachable(server.url)).toBe(true)
  })

  it('lets clients there get tokens, whose issuer stays what it was', async () => {
    const server = await start()
    const { url } = await share(server)
    const { clientId, clientSecret } = await createAccount(server)
    const form = { grant_type: 'client_credentials', client_id: clientId }
    const body = new URLSearchParams({ ...form, client_secret: clientSecret })
    const answer = await (await fetch(`${url}/oauth/token`, { method: 'POST', body })).json()
    const claims = JSON.parse(
      Buffer.from(answer.access_token.split('.')[1], 'base64url').toString(),
    )

    expect(claims.iss).toBe(server.issuer)
  })

  it('leaves the window out', async () => {
    const directory = await makeTempDirectory()
    onTestFinished(() => directory.remove())
    const folder = await makeWindowFolder(directory.path)
    const server = await start({ windowFolder: folder })
    const { url } = await share(server)

    expect((await fetch(`${server.url}/`)).status).toBe(200)
    for (const path of ['/', '/session', '/rpc/whoami', '/groups', '/docs', '//api/x']) {
      const answer = await fetch(`${url}${path}`, { method: path === '/session' ? 'POST' : 'GET' })
      expect([path, answer.status]).toEqual([path, 404])
    }
    expect((await fetch(`${url}/api/v1/whoami`)).status).toBe(401)
  })

  it('still answers to no other host name', async () => {
    const server = await start()
    const { url } = await share(server)
    const answer = await sendRaw(url, { path: '/healthz', headers: [['host', 'evil.example']] })
    expect(answer.status).toBe(421)
  })

  it('says when it ends by itself', async () => {
    const server = await start()
    const { until } = await share(server, { hours: 2 })
    const hours = (Date.parse(until ?? '') - Date.now()) / 3_600_000
    expect(Math.round(hours)).toBe(2)
  })

  it('is gone after a restart', async () => {
    const first = await startTestServer()
    const { url } = await share(first)
    await first.running.close()
    expect(await isReachable(url)).toBe(false)
    const second = await start({ dataDirectory: first.dataDirectory })
    const { addresses } = await must(second, 'GET', '/server')
    expect(addresses).toMatchObject([{ host: '127.0.0.1', shared: false }])
  })

  it.each([
    ['without saying that there is no TLS', { withoutTls: false }, 'withoutTls'],
    ['on an address of another computer', { address: '192.0.2.254' }, 'address'],
    ['on every address at once', { address: '0.0.0.0' }, 'address'],
    ['on a port that is taken', { port: 'taken' }, 'port'],
  ])('is refused %s', async (_, more, field) => {
    const server = await start()
    const other = await start({ config: { host: own } })
    const port = 'port' in more ? { port: Number(new URL(other.url).port) } : {}
    const asked = { address: own, withoutTls: true, ...more, ...port }
    const answer = await server.api('POST', '/server/share', asked)

    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors).toMatchObject([{ field }])
    expect((await must(server, 'GET', '/server')).addresses).toHaveLength(1)
  })

  it('is done once at a time', async () => {
    const server = await start()
    const asked = { address: own, withoutTls: true }
    const both = await Promise.all([
      server.api('POST', '/server/share', asked),
      server.api('POST', '/server/share', { ...asked, port: 40_000 + (process.pid % 20_000) }),
    ])
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    expectProblem(await server.api('POST', '/server/share', asked), 409, 'already_enabled')
    expect((await must(server, 'GET', '/server')).addresses).toHaveLength(2)
  })

  it('is on record with the addresses before and after', async () => {
    const server = await start()
    const { url } = await share(server)
    const { items } = await must(server, 'GET', '/audit/events?action=server.')
    const [event] = items as readonly AuditEvent[]

    expect(event).toMatchObject({ action: 'server.share', result: 'ok' })
    expect(JSON.stringify(event?.before)).not.toContain(url)
    expect(JSON.stringify(event?.after)).toContain(url)
  })
})

describe('a listener that is shared for a while', () => {
  it('closes when its time is over, and tells that', async () => {
    const origins: string[] = []
    const over: string[] = []
    const sharing = new Sharing({
      answer: (_, res) => res.end(),
      now: Date.now,
      origins,
      onOver: ({ url }) => over.push(url),
    })
    await sharing.begin('127.0.0.1', 0, Date.now() + 300)
    const url = sharing.current?.url ?? ''
    expect(origins).toEqual([url])

    await vi.waitUntil(() => over.length > 0, { timeout: 30_000 })
    expect(over).toEqual([url])
    expect([sharing.current, origins]).toEqual([undefined, []])
    expect(await isReachable(url)).toBe(false)
  })
})

describe('the request log', () => {
  it('tells who asked for what, and nothing that is secret', async () => {
    const server = await start()
    const { clientId, clientSecret, path } = await createAccount(server)
    const form = { grant_type: 'client_credentials', client_id: clientId }
    await server.token({ ...form, client_secret: clientSecret })
    await server.get('/healthz?token=in-the-query')
    const answer = await server.api('GET', '/server/requests')
    const { items } = answer.body

    expect(items).toContainEqual(
      expect.objectContaining({ method: 'POST', path: '/oauth/token', status: 200, client: path }),
    )
    expect(items.at(-1)).toMatchObject({ path: '/healthz', status: 200, client: null })
    expect(items[0]).toMatchObject({ path: '/api/v1/service-accounts', client: 'Administrator' })
    for (const secret of [clientSecret, server.adminToken, 'in-the-query']) {
      expect(answer.text).not.toContain(secret)
    }
    const { sequence } = items.at(-1)
    const later = await must(server, 'GET', `/server/requests?after=${sequence}`)
    expect(later.items.map((item: { path: string }) => item.path)).toEqual([
      '/api/v1/server/requests',
    ])
  })
})
