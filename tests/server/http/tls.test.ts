import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { Agent } from 'node:https'
import { connect as connectSecurely } from 'node:tls'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { StartError } from '#server/errors.ts'
import { must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { type MadePair, makeAuthority, writePair } from '#support/make-certificate.ts'
import { makeProof, makeProofKey } from '#support/make-proof.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { sendSecure } from '#support/send-secure.ts'
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const authority = makeAuthority()
const trust = authority.certificate
const good = authority.issue(['localhost', '127.0.0.1', 'door.example'])
const fingerprintOf = (pem: string) =>
  createHash('sha256')
    .update(Buffer.from(pem.replaceAll(/-.*-|\s/g, ''), 'base64'))
    .digest('hex')

async function aDirectory(): Promise<string> {
  const directory = await makeTempDirectory()
  onTestFinished(() => directory.remove())
  return directory.path
}

type Secure = TestServer & {
  readonly files: { readonly certificateFile: string; readonly keyFile: string }
}

/** Starts a server that shows a certificate from files, as a flag may ask for. */
async function start(pair: MadePair = good, options: TestServerOptions = {}): Promise<Secure> {
  const files = await writePair(await aDirectory(), pair)
  const server = await startTestServer({
    ...{ trust, ...options },
    config: { tls: files, ...options.config },
  })
  onTestFinished(() => server.close())
  return { ...server, files }
}

describe('a server with a certificate from files', () => {
  it('speaks https, and names its endpoints and its issuer so', async () => {
    const server = await start()
    const { body } = await server.get('/.well-known/openid-configuration')

    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(server.issuer).toBe(server.url)
    expect(body).toMatchObject({
      issuer: server.url,
      token_endpoint: `${server.url}/oauth/token`,
      jwks_uri: `${server.url}/.well-known/jwks.json`,
    })
    expect((await must(server, 'GET', '/server')).addresses).toMatchObject([{ url: server.url }])
    expect(server.running.createSignInLink()).toMatch(/^https:/)
  })

  it('issues tokens that a client verifies by its key set, over https', async () => {
    const server = await start()
    const { clientId, clientSecret } = await createAccount(server)
    const form = { grant_type: 'client_credentials', client_id: clientId }
    const { body } = await server.token({ ...form, client_secret: clientSecret })
    const jwks = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`), {
      [customFetch]: async (url) => {
        const { status, text, headers } = await sendSecure(String(url), { trust })
        return new Response(text, { status, headers })
      },
    })
    const { payload } = await jwtVerify(body.access_token, jwks, { issuer: server.url })
    expect(payload.sub).toBe(clientId)
  })

  it('binds tokens to a key by proofs that name its https address (RFC 9449 §4.3)', async () => {
    const server = await start()
    const key = await makeProofKey()
    const { clientId: client_id, clientSecret: client_secret } = await createAccount(server)
    const form = { grant_type: 'client_credentials', client_id, client_secret }
    const ask = async (url: string) =>
      server.token(form, { dpop: await makeProof(key, 'POST', `${url}/oauth/token`) })

    expect((await ask(server.url)).body).toMatchObject({ token_type: 'DPoP' })
    const refused = await ask(server.url.replace('https:', 'http:'))
    expect(refused.body).toMatchObject({ error: 'invalid_dpop_proof' })
  })

  it('is refused by a client that trusts another authority', async () => {
    const server = await start()
    const other = makeAuthority('Another').certificate
    await expect(sendSecure(`${server.url}/healthz`, { trust: other })).rejects.toThrow(
      /certificate/,
    )
  })

  it('tells what is to be known of its certificate, and never the key', async () => {
    const server = await start()
    const answer = await server.api('GET', '/server/listening')

    expect(answer.body).toMatchObject({
      now: { tls: { kind: 'files' } },
      certificate: {
        subject: 'Server localhost',
        issuer: 'Test authority',
        names: ['localhost', '127.0.0.1', 'door.example'],
        trouble: [],
      },
    })
    expect(answer.body.certificate.fingerprint.replaceAll(':', '').toLowerCase()).toBe(
      fingerprintOf(good.certificate),
    )
    const key = good.key.split('\n')[1] ?? ''
    await server.api('POST', '/server/certificate/renew')
    const events = await server.api('GET', '/audit/events')
    for (const text of [answer.text, events.text, ...server.log]) expect(text).not.toContain(key)
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('does not speak %s', async (version) => {
    const server = await start()
    const { port } = new URL(server.url)
    const ended = new Promise<string>((resolve) => {
      // Or this client would not offer it.
      const ciphers = 'DEFAULT@SECLEVEL=0'
      const limits = { minVersion: version, maxVersion: version, ciphers, ca: trust } as const
      const socket = connectSecurely({ port: Number(port), host: '127.0.0.1', ...limits }, () =>
        resolve('connected'),
      )
      socket.on('error', ({ message }) => resolve(message))
      onTestFinished(() => void socket.destroy())
    })
    expect(await ended).toMatch(/alert protocol version/)
  })

  it('speaks TLS 1.2 and 1.3', async () => {
    const server = await start()
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const agent = new Agent({ minVersion: version, maxVersion: version })
      const { protocol } = await sendSecure(`${server.url}/healthz`, { trust, agent })
      expect(protocol).toBe(version)
    }
  })

  it('closes on plain HTTP and on bytes that are nothing, and goes on', async () => {
    const server = await start()
    const plain = server.url.replace('https:', 'http:')
    const answers = await Promise.all(
      ['GET', '\0'.repeat(2000)].map((method) =>
        sendRaw(plain, { method, path: '/healthz' }).catch(() => undefined),
      ),
    )
    for (const answer of answers) expect(answer?.text ?? '').toBe('')
    expect((await server.get('/healthz')).status).toBe(200)
  })
})

describe('what https changes for browsers', () => {
  const named = { config: { publicUrl: 'https://door.example' } }

  it('is TLS from now on, for the public host alone', async () => {
    const server = await start(good, named)
    const hsts = async (host: string) => {
      const { headers } = await server.get('/healthz', { host })
      return headers.get('strict-transport-security')
    }
    expect(await hsts('door.example')).toMatch(/^max-age=\d{8}/)
    const { port } = new URL(server.url)
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', `[::1]:${port}`]) {
      expect(await hsts(host), host).toBeNull()
    }
    const { headers } = await server.get('/.well-known/jwks.json', { host: 'door.example' })
    expect(headers.get('strict-transport-security')).not.toBeNull()
  })

  it('is not demanded of a loopback address', async () => {
    const server = await start()
    const { headers } = await server.get('/healthz')
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('is a cookie for https alone, and an origin that is https', async () => {
    const directory = await aDirectory()
    const windowFolder = await makeWindowFolder(directory)
    const server = await start(good, { windowFolder })
    const signIn = (origin: string) => {
      const link = server.running.createSignInLink().split('#sign-in=')[1]
      return sendSecure(`${server.url}/session`, {
        ...{ trust, method: 'POST', body: JSON.stringify({ link }) },
        headers: { 'content-type': 'application/json', origin },
      })
    }
    const signedIn = await signIn(server.url)
    expect(signedIn.status).toBe(204)
    expect(signedIn.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Strict$/)
    expectProblem(await signIn(server.url.replace('https:', 'http:')), 403, 'forbidden')
  })
})

describe('a certificate that is renewed', () => {
  const next = authority.issue(['localhost', '127.0.0.1', 'next.example'])
  const shown = async (server: Secure) =>
    (await sendSecure(`${server.url}/healthz`, { trust })).fingerprint
      .replaceAll(':', '')
      .toLowerCase()

  async function replace({ files }: Secure, { certificate, key }: MadePair): Promise<void> {
    await writeFile(files.certificateFile, certificate)
    await writeFile(files.keyFile, key)
  }

  it('is shown to new connections, and those that are open go on', async () => {
    const server = await start()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const before = await sendSecure(`${server.url}/healthz`, { trust, agent })
    await replace(server, next)
    expect(await shown(server)).toBe(fingerprintOf(good.certificate))
    const answer = await server.api('POST', '/server/certificate/renew')

    expect(answer.body.certificate.names).toContain('next.example')
    expect(await shown(server)).toBe(fingerprintOf(next.certificate))
    const after = await sendSecure(`${server.url}/healthz`, { trust, agent })
    expect([after.status, after.fingerprint]).toEqual([200, before.fingerprint])
    const { items } = await must(server, 'GET', '/audit/events?action=server.renewCertificate')
    expect(items[0]).toMatchObject({
      before: { certificate: { names: good.names } },
      after: { certificate: { names: next.names } },
    })
  })

  it.each([
    ['the key of another', { ...next, key: good.key }, 'tls.keyFile', /does not belong/],
    ['no certificate', { ...next, certificate: 'soon' }, 'tls.certificateFile', /no certificate/],
    [
      'one that has expired',
      authority.issue(['127.0.0.1'], { until: Date.now() - 60_000 }),
      'tls.certificateFile',
      /^It expired at/,
    ],
    [
      'one for other hosts',
      authority.issue(['other.example']),
      'tls.certificateFile',
      /^It is for other\.example, and clients come by 127\.0\.0\.1/,
    ],
  ])('stays as it was where the files hold %s, and says so', async (_, pair, field, message) => {
    const server = await start()
    await replace(server, pair)
    const answer = await server.api('POST', '/server/certificate/renew')

    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors).toEqual([{ field, message: expect.stringMatching(message) }])
    expect(await shown(server)).toBe(fingerprintOf(good.certificate))
    expect((await must(server, 'GET', '/server/listening')).certificate).toMatchObject({
      names: good.names,
      trouble: [expect.stringMatching(message)],
    })
  })

  it('is refused without TLS', async () => {
    const server = await startTestServer()
    onTestFinished(() => server.close())
    expectProblem(await server.api('POST', '/server/certificate/renew'), 409, 'not_enabled')
  })
})

describe('certificate files that are set', () => {
  async function plain(): Promise<TestServer> {
    const untold = { host: undefined, publicUrl: undefined, tls: undefined }
    const config = { ...untold, setBy: { ...untold, port: '--port' } }
    const server = await startTestServer({ config })
    onTestFinished(() => server.close())
    return server
  }
  async function change(server: TestServer, asked: object) {
    const { version } = await must(server, 'GET', '/server/listening')
    return server.api('PATCH', '/server/listening', { version, newIssuer: true, ...asked })
  }
  const publicUrl = 'https://door.example'
  const encrypted =
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n-----END ENCRYPTED PRIVATE KEY-----\n'

  it.each<[string, MadePair, object, string, RegExp]>([
    ['a key of another', { ...good, key: makeAuthority().issue([]).key }, {}, 'keyFile', /belong/],
    ['an encrypted key', { ...good, key: encrypted }, {}, 'keyFile', /passphrase/],
    ['no key', { ...good, key: 'none' }, {}, 'keyFile', /no private key/],
    ['no certificate', { ...good, certificate: good.key }, {}, 'certificateFile', /no certificate/],
    [
      'a certificate that has expired',
      authority.issue(['door.example'], { until: Date.now() - 1000 }),
      ...([{}, 'certificateFile', /^It expired at 20/] as const),
    ],
    [
      'one of the future',
      authority.issue(['door.example'], { from: Date.now() + 3_600_000 }),
      ...([{}, 'certificateFile', /^It is not valid before 20/] as const),
    ],
    [
      'one for another host',
      good,
      ...([{ publicUrl: 'https://doo.example' }, 'certificateFile', /come by doo\.ex/] as const),
    ],
    ['an http address', good, { publicUrl: 'http://localhost:7420' }, 'publicUrl', /must be https/],
  ])('are refused for %s, and nothing changes', async (_, pair, more, field, message) => {
    const server = await plain()
    const tls = await writePair(await aDirectory(), pair)
    const before = await must(server, 'GET', '/server/listening')
    const answer = await change(server, { tls, publicUrl, ...more })

    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors).toEqual([
      {
        field: field === 'publicUrl' ? field : `tls.${field}`,
        message: expect.stringMatching(message),
      },
    ])
    expect(await must(server, 'GET', '/server/listening')).toEqual(before)
    expect(answer.text).not.toContain(good.key.split('\n')[1])
  })

  it.each([
    ['that are not there', '/nowhere/chain.pem', /is not there, on the machine of the server/],
    ['that are directories', '/tmp', /is a directory/],
    ['by a path that is not whole', 'chain.pem', /full path/],
  ])('are refused %s', async (_, certificateFile, message) => {
    const server = await plain()
    const tls = { ...(await writePair(await aDirectory(), good)), certificateFile }
    const answer = await change(server, { tls, publicUrl })
    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors[0].message).toMatch(message)
  })

  it('bind the public URL from then on', async () => {
    const server = await plain()
    const tls = await writePair(await aDirectory(), good)
    expect((await change(server, { tls, publicUrl })).status).toBe(200)
    const answer = await change(server, { publicUrl: 'https://elsewhere.example' })
    expect(answer.body.errors).toMatchObject([{ field: 'publicUrl' }])
  })

  it('are used from the next start on, and one without TLS leads back', async () => {
    const server = await plain()
    const { dataDirectory } = server
    const tls = await writePair(await aDirectory(), good)
    const answer = await change(server, { tls, publicUrl })
    expect(answer.body).toMatchObject({ restartNeeded: true, next: { tls }, certificate: null })
    await server.running.close()

    const again = await startTestServer({ dataDirectory, trust })
    expect([again.url.slice(0, 6), again.issuer]).toEqual(['https:', publicUrl])
    await again.running.close()
    await writeFile(tls.keyFile, 'lost')
    const refused = await startTestServer({ dataDirectory }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StartError)
    expect(refused).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/no private key in PEM.*--tls none/),
    })
    const back = await startTestServer({ dataDirectory, config: { tls: { kind: 'none' } } })
    onTestFinished(() => back.close())
    expect(back.url).toMatch(/^http:/)
  })
})

describe('a start by files that a flag names', () => {
  it('is refused where they cannot be used, as a wrong setting', async () => {
    const pair = { ...good, key: 'none' }
    const setBy = {
      ...{ host: undefined, port: undefined, publicUrl: undefined, tls: '--tls-cert-file' },
    }
    const error = await start(pair, { config: { setBy } }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ exitCode: 2 })
    expect(String(error)).toMatch(/as --tls-cert-file ask/)
  })

  it('goes on by a certificate that has expired, and says so', async () => {
    const old = authority.issue(['127.0.0.1'], { until: Date.now() - 1000 })
    const files = await writePair(await aDirectory(), old)
    const server = await startTestServer({ config: { tls: files } })
    onTestFinished(() => server.close())
    expect(server.log.join()).toContain('clients may refuse the TLS certificate')
  })

  it('is refused together with a public URL over http', async () => {
    const config = { publicUrl: 'http://localhost:7420' }
    const error = await start(good, { config }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StartError)
  })
})
