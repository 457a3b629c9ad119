import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { exchange } from '#support/exchange.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { type LoopbackIssuer, startLoopbackIssuer } from '#support/loopback-issuer.ts'
import { selfSigned } from '#support/self-signed.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'
import { aDirectory } from '#support/temporary-store.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await aServer()
afterAll(() => server.close())

async function aServer(dataDirectory?: string): Promise<TestServer> {
  return startTestServer(dataDirectory === undefined ? {} : { dataDirectory })
}

async function anIssuer(options: Parameters<typeof startLoopbackIssuer>[0] = {}) {
  const issuer = await startLoopbackIssuer(options)
  onTestFinished(() => issuer.close())
  return issuer
}

const trust = ({ url }: Pick<LoopbackIssuer, 'url'>, more: object = {}, at = server) =>
  createTrustingAccount(at, {
    ...{ issuer: url, boundClaims: { project_id: '20' } },
    issuerSettings: { allowPrivateNetwork: true, ...more },
  })

const show = async (issuer: LoopbackIssuer, { id }: { readonly id: string }, at = server) =>
  exchange(at, await issuer.sign(), { client_id: id })

async function keyErrorOf(issuer: Pick<LoopbackIssuer, 'url'>): Promise<string> {
  const { body } = await server.api('GET', `/issuers?search=${encodeURIComponent(issuer.url)}`)
  return body.items[0].health.lastError
}

describe('while an issuer is down', () => {
  it('its tokens are exchanged by its last good keys, also after a restart and a kill', async () => {
    const own = await aServer()
    const issuer = await anIssuer()
    const account = await trust(issuer, {}, own)
    expect((await show(issuer, account, own)).status).toBe(200)
    // A change is durable when it is answered, and with it everything before.
    await own.api('POST', '/groups', { name: 'flush' })
    const killed = join(await aDirectory(), 'data')
    const isNoLock = (path: string) => !/lock|pid/.test(path.slice(own.dataDirectory.length))
    await cp(own.dataDirectory, killed, { recursive: true, filter: isNoLock })

    issuer.misbehave((response) => response.destroy())
    expect((await show(issuer, account, own)).status).toBe(200)
    await own.running.close()
    const asked = issuer.requests.length
    for (const directory of [own.dataDirectory, killed]) {
      const again = await aServer(directory)
      expect((await show(issuer, account, again)).status).toBe(200)
      await again.close()
    }
    expect(issuer.requests).toHaveLength(asked)
    await own.close()
  })
})

it('takes a new key of an issuer within one request', async () => {
  const issuer = await anIssuer()
  const account = await trust(issuer)
  expect((await show(issuer, account)).status).toBe(200)
  await issuer.rotate()
  expect((await show(issuer, account)).status).toBe(200)
})

it('asks an issuer at most twice for a thousand tokens with unknown keys', async () => {
  const issuer = await anIssuer()
  const account = await trust(issuer)
  await show(issuer, account)
  const asked = issuer.requests.length
  for (let batch = 0; batch < 20; batch += 1) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const token = await issuer.sign({}, { kid: `nobody-${batch}-${n}` })
        return exchange(server, token, { client_id: account.id })
      }),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]))
  }
  // Discovery and keys, once.
  expect(issuer.requests.length - asked).toBeLessThanOrEqual(2)
  expect((await show(issuer, account)).status).toBe(200)
})

const send =
  (text: string, status = 200, headers = {}): Parameters<LoopbackIssuer['misbehave']>[0] =>
  (response) =>
    response.writeHead(status, headers).end(text)

describe('an issuer is refused, without keeping others waiting, that', () => {
  it.each<[string, Parameters<LoopbackIssuer['misbehave']>[0], RegExp]>([
    ['hangs', () => undefined, /no answer within 5 s/],
    ['never ends its answer', (response) => response.write('{"issuer":'), /5 s|abort/i],
    ['answers too much', send('x'.repeat(1_100_000)), /more than 1048576 bytes/],
    ['redirects', send('', 302, { location: 'http://127.0.0.1:1/' }), /answered 302/],
    ['answers no JSON', send('<html>'), /did not answer JSON/],
    [
      'answers for another',
      send('{"issuer":"https://x.example","jwks_uri":"https://x.example/k"}'),
      /names another issuer/,
    ],
    ['answers no keys', send('{"keys":[]}'), /names no issuer/],
  ])('%s', async (_, answer, reason) => {
    const [bad, good] = [await anIssuer(), await anIssuer()]
    const [badAccount, goodAccount] = [await trust(bad), await trust(good)]
    await show(good, goodAccount)
    const reached = new Promise<void>((resolve) => {
      bad.misbehave((response) => {
        resolve()
        // An answer that has begun waits until the others are through.
        void others.then(() => answer?.(response))
      })
    })
    const ended: string[] = []
    const refused = show(bad, badAccount).then((result) => {
      ended.push('bad')
      return result
    })
    const others = reached
      .then(() => Promise.all([show(good, goodAccount), show(good, goodAccount)]))
      .then((results) => {
        ended.push('good')
        return results
      })
    expect((await others).map(({ status }) => status)).toEqual([200, 200])
    const { status, body, text } = await refused
    expect(status).toBe(400)
    expect(body.error_description, text).toMatch(/signature/)
    expect(ended).toEqual(['good', 'bad'])
    expect(await keyErrorOf(bad)).toMatch(reason)
  })

  it('has an address inside, unless it may', async () => {
    const issuer = await anIssuer({ tls: true })
    const refused = await server.api('POST', '/issuers', { url: issuer.url })
    expectProblem(refused, 400, 'issuer_not_allowed')
    const keySource = { jwksUrl: `${issuer.url}/keys` }
    const byKeys = { url: `https://outside-${issuer.port}.example`, keySource }
    expectProblem(await server.api('POST', '/issuers', byKeys), 400, 'issuer_not_allowed')
    expect(issuer.requests).toEqual([])
  })
})

describe('an issuer with a certificate of its own', () => {
  const certificateAuthority = selfSigned.cert

  it('is believed by the authority that was given', async () => {
    const issuer = await anIssuer({ tls: true })
    const account = await trust(issuer, { certificateAuthority })
    const answer = await show(issuer, account)
    expect(answer.status, answer.text).toBe(200)
  })

  it('is not believed without', async () => {
    const issuer = await anIssuer({ tls: true })
    expect((await show(issuer, await trust(issuer))).status).toBe(400)
    expect(await keyErrorOf(issuer)).toMatch(/self.signed/i)
    expect(issuer.requests).toEqual([])
  })

  it('is not believed under another name', async () => {
    const issuer = await anIssuer({ tls: true, host: '127.0.0.2' })
    const account = await trust(issuer, { certificateAuthority })
    expect((await show(issuer, account)).status).toBe(400)
    expect(await keyErrorOf(issuer)).toMatch(/does not match/i)
    expect(issuer.requests).toEqual([])
  })

  it('gives its keys at the address that was named', async () => {
    const issuer = await anIssuer({ tls: true })
    const keySource = { jwksUrl: `${issuer.url}/keys` }
    const account = await trust(issuer, { certificateAuthority, keySource })
    expect((await show(issuer, account)).status).toBe(200)
    expect(issuer.requests).toEqual(['/keys'])
  })
})
