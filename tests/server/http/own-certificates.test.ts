import { X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ListeningSettings } from '#server/domain/model.ts'
import { listNetworkAddresses } from '#server/list-network-addresses.ts'
import { must } from '#support/callers.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { runCurl } from '#support/run-curl.ts'
import { sendSecure } from '#support/send-secure.ts'
import {
  callInside,
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const DAY_MS = 86_400_000
const own = { kind: 'own', names: [] } as const
const untold = { host: undefined, port: undefined, publicUrl: undefined, tls: undefined }

async function start(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startTestServer({
    ...{ trust: 'own', ...options },
    config: { tls: own, ...options.config },
  })
  onTestFinished(() => server.close())
  return server
}

async function aDirectory(): Promise<string> {
  const directory = await makeTempDirectory()
  onTestFinished(() => directory.remove())
  return join(directory.path, 'data')
}

const shownBy = async (server: TestServer) =>
  (await must(server, 'GET', '/server/listening')).certificate

describe('a certificate that is made here', () => {
  it('is accepted by clients that trust the authority of this installation, and by no others', async () => {
    const server = await start()
    const other = await start()
    expect((await server.get('/healthz')).status).toBe(200)
    await expect(sendSecure(`${server.url}/healthz`, { trust: other.trust })).rejects.toThrow(
      /certificate/,
    )
    const file = join(await aDirectory(), '..', 'ca.pem')
    await writeFile(file, server.trust)
    expect(await runCurl(`curl --silent --cacert ${file} ${server.url}/healthz`)).not.toBe('')
  })

  it('is for this computer, its addresses, the public URL and the names that were asked for', async () => {
    const names = ['door.internal', '192.0.2.77']
    const config = { publicUrl: 'https://door.example:8443', tls: { kind: 'own', names } } as const
    const server = await start({ config })
    const certificate = await shownBy(server)

    const addresses = listNetworkAddresses().filter(({ family }) => family === 'IPv4')
    expect(certificate.names).toEqual(
      expect.arrayContaining(['door.example', 'localhost', '127.0.0.1', ...names]),
    )
    for (const { address } of addresses) expect(certificate.names).toContain(address)
    const { host } = new URL(server.url)
    for (const named of ['door.internal', 'door.example', host]) {
      expect((await server.get('/healthz', { host: named })).status, named).toBe(200)
    }
    const asked = { trust: server.trust, expect: 'localhost', headers: { host: 'evil.example' } }
    expect((await sendSecure(`${server.url}/healthz`, asked)).status).toBe(421)
  })

  it('lives shortly, its authority long; and the authority signs for no other hosts', async () => {
    const server = await start()
    const { certificate, certificateAuthority } = await must(server, 'GET', '/server/listening')
    const lifeOf = (expiresAt: string) => (Date.parse(expiresAt) - Date.now()) / DAY_MS
    expect(lifeOf(certificate.expiresAt)).toBeLessThan(397)
    expect(lifeOf(certificateAuthority.expiresAt)).toBeGreaterThan(3000)
    const authority = new X509Certificate(server.trust)
    expect(authority.ca).toBe(true)
    expect(authority.raw.includes(Buffer.from('551d1e0101ff', 'hex'))).toBe(true)
    expect(certificate.issuer).toBe(certificateAuthority.name)
  })

  it('is kept with its authority for the next start, and the keys are kept encrypted', async () => {
    const first = await start()
    const before = await must(first, 'GET', '/server/listening')
    await first.running.close()
    const second = await start({ dataDirectory: first.dataDirectory })
    const after = await must(second, 'GET', '/server/listening')

    expect(second.trust).toBe(first.trust)
    expect(after.certificate.fingerprint).toBe(before.certificate.fingerprint)
    const stored = await readFile(join(first.dataDirectory, 'doorward.json'), 'utf8')
    expect(stored).toContain('BEGIN CERTIFICATE')
    expect(stored).not.toContain('PRIVATE KEY')
    const answers = [
      await second.api('GET', '/server/listening'),
      await second.api('GET', '/server/certificate-authority'),
      await second.api('POST', '/server/certificate/renew'),
      await second.api('GET', '/audit/events'),
    ]
    for (const { text } of answers) expect(text).not.toMatch(/PRIVATE KEY|privateKey|ciphertext/)
  })

  it('is made anew by the upkeep well before it ends, by the same authority', async () => {
    const clock = { ahead: 0 }
    const server = await start({ now: () => Date.now() + clock.ahead })
    // To other clocks than the server's, its next certificates are of the future.
    const client = await callInside(server.running)
    const shown = async () => (await client.server.listening()).certificate
    const before = await shown()
    clock.ahead = 59 * DAY_MS
    await server.running.upkeep()
    expect((await shown())?.fingerprint).toBe(before?.fingerprint)
    clock.ahead = 61 * DAY_MS
    await server.running.upkeep()

    expect((await shown())?.fingerprint).not.toBe(before?.fingerprint)
    expect((await shown())?.issuer).toBe(before?.issuer)
    const { items } = await client.audit.list({ action: 'server.renewCertificate' })
    expect(items).toMatchObject([{ actor: { name: 'Doorward' }, result: 'ok' }])
  })

  it('is made anew when somebody asks, and connections get it at once', async () => {
    const server = await start()
    const before = await shownBy(server)
    const { certificate } = await must(server, 'POST', '/server/certificate/renew')

    expect(certificate.fingerprint).not.toBe(before.fingerprint)
    const { fingerprint } = await sendSecure(`${server.url}/healthz`, { trust: server.trust })
    expect(fingerprint).toBe(certificate.fingerprint)
  })

  it('makes sharing on the network encrypted, without a confirmation that it is not', async () => {
    const address = listNetworkAddresses().find(({ family }) => family === 'IPv4')?.address
    if (address === undefined) return
    const server = await start()
    const { addresses } = await must(server, 'POST', '/server/share', { address })

    expect(addresses[1].url).toMatch(/^https:/)
    const { status } = await sendSecure(`${addresses[1].url}/healthz`, { trust: server.trust })
    expect(status).toBe(200)
  })
})

describe('TLS by certificates of our own that is set', () => {
  async function plain(dataDirectory?: string): Promise<TestServer> {
    const server = await startTestServer({
      ...(dataDirectory && { dataDirectory }),
      config: { ...untold, port: 0, setBy: { ...untold, port: '--port' } },
    })
    onTestFinished(() => server.close())
    return server
  }
  const set = async (server: TestServer, change: Partial<ListeningSettings>) =>
    server.api('PATCH', '/server/listening', {
      ...{ version: (await must(server, 'GET', '/server/listening')).version, newIssuer: true },
      ...change,
    })

  it('offers its authority before the restart, which takes that one', async () => {
    const server = await plain()
    expectProblem(await server.api('GET', '/server/certificate-authority'), 409, 'not_enabled')
    const tls = { kind: 'own', names: ['door.internal'] } as const
    const answer = await set(server, { tls, publicUrl: 'https://door.example' })
    expect(answer.body).toMatchObject({
      next: { tls, issuer: 'https://door.example' },
      ...{ certificate: null, restartNeeded: true },
      certificateAuthority: {
        names: expect.arrayContaining(['localhost', 'door.example', 'door.internal']),
      },
    })
    const { certificate: trust } = await must(server, 'GET', '/server/certificate-authority')
    await server.running.close()
    const config = { ...untold, port: 0 }
    const again = await startTestServer({ dataDirectory: server.dataDirectory, trust, config })
    onTestFinished(() => again.close())
    expect((await again.get('/healthz')).status).toBe(200)
  })

  it('warns of another authority before the restart that makes it', async () => {
    const server = await start()
    const below = await set(server, { publicUrl: 'https://localhost:8443' })
    expect(below.body).toMatchObject({ newAuthority: false, restartNeeded: true })
    const other = await set(server, { publicUrl: 'https://new.example' })
    expect(other.body).toMatchObject({ newAuthority: true })
    // Until then the one that clients trust signs on.
    await must(server, 'POST', '/server/certificate/renew')
    expect((await server.get('/healthz')).status).toBe(200)
  })

  it('makes another authority at the start that needs it for another host, and says it then', async () => {
    const first = await start({ config: { publicUrl: 'https://one.example' } })
    await first.running.close()
    const { dataDirectory } = first
    const same = await start({ dataDirectory, config: { publicUrl: 'https://sub.one.example' } })
    expect(same.trust).toBe(first.trust)
    await same.running.close()
    const other = await start({ dataDirectory, config: { publicUrl: 'https://two.example' } })
    expect(other.trust).not.toBe(first.trust)
    expect((await other.get('/healthz')).status).toBe(200)
    expect(other.log.join()).toContain('another certificate authority was made')
  })

  it.each(['*.example', 'Door.example', 'door example', 'a..b', '-a', '1.2.3.999', 'a:b'])(
    'is refused for "%s"',
    async (name) => {
      const server = await plain()
      const answer = await set(server, { tls: { kind: 'own', names: [name] } })
      expectProblem(answer, 400, 'validation_failed')
      expect(answer.body.errors[0].field).toBe('tls.names.0')
    },
  )
})
