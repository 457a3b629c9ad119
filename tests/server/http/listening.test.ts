import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defaultListening } from '#server/domain/decide-listening.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { ListeningSettings } from '#server/domain/model.ts'
import { StartError } from '#server/errors.ts'
import { openStore } from '#server/open-store.ts'
import { must } from '#support/callers.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { findFreePort } from '#support/find-free-port.ts'
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

/** As an installation that was started with neither flags nor variables. */
const untold = {
  ...{ host: undefined, port: undefined, publicUrl: undefined, tls: undefined },
} as const

async function start(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startTestServer(options)
  onTestFinished(() => server.close())
  return server
}

async function aDirectory(): Promise<string> {
  const directory = await makeTempDirectory()
  onTestFinished(() => directory.remove())
  return `${directory.path}/data`
}

/** Starts a server on a port of its own that only a flag sets, so that the rest is free to change. */
const startOnPort = (dataDirectory: string, more: object = {}) =>
  start({
    dataDirectory,
    config: { ...untold, setBy: { ...untold, port: '--port' }, port: 0, ...more },
  })

async function change(server: TestServer, asked: object) {
  const { version } = await must(server, 'GET', '/server/listening')
  return server.api('PATCH', '/server/listening', { version, ...asked })
}

/** Stores where to listen, as an earlier run could have. */
async function keep(dataDirectory: string, listening: ListeningSettings): Promise<void> {
  const store = await openStore(dataDirectory, pino({ level: 'silent' }))
  await store.change((tx) => tx.settings.put({ ...defaultSettings, listening }))
  await store.close()
}

describe('where the server listens', () => {
  it('is told as it is now and as it will be, with what set it', async () => {
    const server = await startOnPort(await aDirectory(), { publicUrl: 'https://a.example' })
    const now = {
      ...{ host: '127.0.0.1', publicUrl: 'https://a.example', issuer: 'https://a.example' },
      tls: { kind: 'none' },
    }
    expect(await must(server, 'GET', '/server/listening')).toEqual({
      now: { ...now, port: Number(new URL(server.url).port) },
      next: { ...now, port: 0 },
      setBy: { host: null, port: '--port', publicUrl: null, tls: null },
      restartNeeded: false,
      certificate: null,
      certificateAuthority: null,
      newAuthority: false,
      version: 1,
    })
  })

  it('changes at the next start, and not before', async () => {
    const dataDirectory = await aDirectory()
    const port = await findFreePort()
    const second = await start({ dataDirectory, config: { ...untold, setBy: untold, port } })
    const answer = await change(second, {
      ...{ host: '::1', publicUrl: 'https://b.example/', newIssuer: true },
    })
    expect(answer.body).toMatchObject({
      now: { host: '127.0.0.1', port, publicUrl: null, issuer: second.url },
      next: { host: '::1', port, publicUrl: 'https://b.example', issuer: 'https://b.example' },
      restartNeeded: true,
    })
    expect((await second.get('/healthz')).status).toBe(200)
    await second.running.close()

    const third = await start({ dataDirectory, config: { ...untold, setBy: untold, port } })
    expect([third.url, third.issuer]).toEqual([`http://[::1]:${port}`, 'https://b.example'])
    expect(await must(third, 'GET', '/server/listening')).toMatchObject({ restartNeeded: false })
  })

  it('is what was stored where nothing else is said, and what was given wins over it', async () => {
    const dataDirectory = await aDirectory()
    const [stored, given] = [await findFreePort(), await findFreePort()]
    await keep(dataDirectory, { ...defaultListening, port: stored })
    const second = await start({ dataDirectory, config: { ...untold, setBy: untold } })
    expect(second.url).toBe(`http://127.0.0.1:${stored}`)
    await second.running.close()
    const third = await start({ dataDirectory, config: { ...untold, setBy: untold, port: given } })
    expect(third.url).toBe(`http://127.0.0.1:${given}`)
    expect(await must(third, 'GET', '/server/listening')).toMatchObject({ next: { port: given } })
  })
})

describe('a change of where the server listens', () => {
  it.each([
    ['that a flag has set', { port: 8000 }, 'port', /set by --port; change it there/],
    [
      'to an address of another computer',
      { host: '192.0.2.254', withoutTls: true },
      'host',
      /no address of this/,
    ],
    [
      'to a name that leads untold',
      { host: 'nowhere.invalid', withoutTls: true },
      'host',
      /no address of this/,
    ],
    ['to a host in brackets', { host: '[::1]' }, 'host', /without brackets/],
    ['to port 0', { port: 0 }, 'port', /./],
    ['to a public URL over http', { publicUrl: 'http://door.example' }, 'publicUrl', /https URL/],
    ['to a public URL with a query', { publicUrl: 'https://a.example?b' }, 'publicUrl', /query/],
    ['to the network without TLS or a word', { host: '0.0.0.0' }, 'withoutTls', /read the secrets/],
    [
      'to another issuer without saying so',
      { publicUrl: 'https://other.example' },
      'newIssuer',
      /would name https:\/\/other\.example as their issuer/,
    ],
  ])('%s is refused, and nothing changes', async (_, asked, field, message) => {
    const server = await startOnPort(await aDirectory())
    const before = await must(server, 'GET', '/server/listening')
    const answer = await change(server, asked)

    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors).toEqual([{ field, message: expect.stringMatching(message) }])
    expect(await must(server, 'GET', '/server/listening')).toEqual(before)
  })

  it('to a port that is taken is refused, and to a free one it is not', async () => {
    const dataDirectory = await aDirectory()
    const other = await start()
    await keep(dataDirectory, { ...defaultListening, port: await findFreePort() })
    const server = await start({ dataDirectory, config: { ...untold, setBy: untold } })
    const taken = Number(new URL(other.url).port)
    const answer = await change(server, { port: taken, newIssuer: true })

    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors).toEqual([
      { field: 'port', message: `Port ${taken} on 127.0.0.1 is taken by another program.` },
    ])
    const free = { port: await findFreePort(), newIssuer: true }
    expect((await change(server, free)).body).toMatchObject({ next: { port: free.port } })
  })

  it('made from an older state is refused', async () => {
    const server = await startOnPort(await aDirectory())
    expect((await change(server, { host: 'localhost' })).status).toBe(200)
    const answer = await server.api('PATCH', '/server/listening', { version: 1, host: '::1' })
    expectProblem(answer, 409, 'version_conflict')
  })

  it('is on record as it was before and is after', async () => {
    const server = await startOnPort(await aDirectory())
    await change(server, { publicUrl: 'https://c.example', newIssuer: true })
    const { items } = await must(server, 'GET', '/audit/events?action=server.updateListening')

    expect(items[0]).toMatchObject({
      result: 'ok',
      before: { next: { publicUrl: null } },
      after: { next: { publicUrl: 'https://c.example' } },
    })
  })
})

describe('a stored address that cannot be used', () => {
  it('is told with the way around it, which then works', async () => {
    const dataDirectory = await aDirectory()
    const server = await startOnPort(dataDirectory)
    expect((await change(server, { host: 'localhost' })).status).toBe(200)
    await server.running.close()
    const other = await start({ config: { host: 'localhost' } })
    const port = Number(new URL(other.url).port)
    const refused = await startOnPort(dataDirectory, { port }).catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(StartError)
    expect(refused).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^Port \d+ on localhost is taken .* --host 127\.0\.0\.1/),
    })
    const again = await startOnPort(dataDirectory, { host: '127.0.0.1' })
    expect((await again.get('/healthz')).status).toBe(200)
  })
})
