import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { type CreatedAccount, createAccount } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { sendRaw } from '#support/raw-request.ts'
import { sendFormFrom } from '#support/send-from.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

const MINUTE_MS = 60_000

let clock = Date.now()
let server: TestServer
let client: CreatedAccount
beforeAll(async () => {
  server = await startTestServer({ now: () => clock })
  client = await createAccount(server)
})
afterAll(() => server.close())

const HERE = '127.0.0.2'
const ELSEWHERE = '127.0.0.3'
const paths = [
  '/oauth/token',
  '/v1/serviceaccounts/token',
  '/api/m2m/oauth/token',
  '/oauth/introspect',
  '/oauth/revoke',
]

/** Sets the limits and begins a new minute. */
async function setLimits(requestsPerMinute: number, requestsPerMinutePerAddress: number) {
  const { version } = await must(server, 'GET', '/settings')
  const limits = { requestsPerMinute, requestsPerMinutePerAddress }
  await must(server, 'PATCH', '/settings', { version, ...limits })
  clock += MINUTE_MS
}

const ask = (from = HERE, path = '/oauth/token', headers = {}) =>
  sendFormFrom(
    from,
    `${server.url}${path}`,
    {
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
      token: 'x',
    },
    headers,
  )

const toLimit = ({ headers }: HttpAnswer) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`))

function expectRefused(answer: HttpAnswer): void {
  expectOAuthError(answer, 429, 'temporarily_unavailable')
  expect(answer.headers.get('retry-after')).toBe(answer.headers.get('ratelimit-reset'))
}

describe('a limit for each address', () => {
  it('counts every request and refuses what is beyond, until the minute ends (RFC 6585 §4)', async () => {
    await setLimits(0, 3)
    expect(toLimit(await ask())).toEqual(['3', '2', '60'])
    clock += 10_000
    expect(toLimit(await ask())).toEqual(['3', '1', '50'])
    expect(toLimit(await ask())).toEqual(['3', '0', '50'])
    const refused = await ask()
    expectRefused(refused)
    expect(toLimit(refused)).toEqual(['3', '0', '50'])
    clock += 50_000
    expect((await ask()).status).toBe(200)
  })

  it('is one for all endpoints', async () => {
    await setLimits(0, paths.length)
    for (const path of paths) expect((await ask(HERE, path)).status).toBe(200)
    for (const path of paths) expectRefused(await ask(HERE, path))
  })

  it('stops at one address only', async () => {
    await setLimits(0, 1)
    await ask()
    expectRefused(await ask())
    expect((await ask(ELSEWHERE)).status).toBe(200)
  })

  it('goes by the socket, whatever a header says of where the request is from', async () => {
    await setLimits(0, 2)
    const spoof = (address: string) =>
      ask(HERE, '/oauth/token', { 'x-forwarded-for': address, forwarded: `for=${address}` })
    await spoof('192.0.2.1')
    await spoof('192.0.2.2')
    expectRefused(await spoof('192.0.2.3'))
    expect((await ask(ELSEWHERE)).status).toBe(200)
  })

  it('also counts what is refused for another reason', async () => {
    await setLimits(0, 2)
    await server.get('/oauth/token')
    await server.token('grant_type=nonsense')
    expectRefused(await server.token('grant_type=nonsense'))
  })

  it('answers before the body is there', async () => {
    await setLimits(0, 1)
    await ask('127.0.0.1')
    const headers = [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['content-length', '1000'],
    ] as const
    // The promised body never comes.
    const answer = await sendRaw(server.url, { method: 'POST', path: '/oauth/token', headers })
    expectRefused(answer)
  })
})

describe('a limit for all', () => {
  it('holds for all addresses together', async () => {
    await setLimits(2, 0)
    expect(toLimit(await ask())).toEqual(['2', '1', '60'])
    expect(toLimit(await ask(ELSEWHERE))).toEqual(['2', '0', '60'])
    expectRefused(await ask('127.0.0.4'))
  })

  it('is not used up by an address that is beyond its own', async () => {
    await setLimits(4, 2)
    for (let count = 0; count < 20; count += 1) await ask()
    expect((await ask(ELSEWHERE)).status).toBe(200)
  })

  it('is told of where less of it is left than of that for the address', async () => {
    await setLimits(3, 2)
    expect(toLimit(await ask())).toEqual(['2', '1', '60'])
    expect(toLimit(await ask(ELSEWHERE))).toEqual(['2', '1', '60'])
    expect(toLimit(await ask('127.0.0.4'))).toEqual(['3', '0', '60'])
  })
})

describe('no limit', () => {
  it('says nothing and refuses nothing', async () => {
    await setLimits(0, 0)
    for (let count = 0; count < 50; count += 1) {
      const answer = await ask()
      expect(answer.status).toBe(200)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('ratelimit'))).toEqual([])
    }
  })

  it('stands between the management API, the keys and whoever asks for them', async () => {
    await setLimits(1, 1)
    await ask('127.0.0.1')
    expectRefused(await ask('127.0.0.1'))
    expect((await server.api('GET', '/whoami')).status).toBe(200)
    expect((await server.get('/.well-known/jwks.json')).status).toBe(200)
  })
})

it('does not make anybody wait when the clock is set back', async () => {
  await setLimits(0, 1)
  await ask()
  expectRefused(await ask())
  clock -= 60 * MINUTE_MS
  expect((await ask()).status).toBe(200)
})
