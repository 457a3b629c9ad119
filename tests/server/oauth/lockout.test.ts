import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CreatedAccount, createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { createKeyClient, toAssertionForm } from '#support/key-client.ts'
import { sendFormFrom } from '#support/send-from.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

const FAILURES = 3
const SECONDS = 30

let ahead = 0
const now = () => Date.now() + ahead
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now })
  const limits = { lockoutFailures: FAILURES, lockoutSeconds: SECONDS }
  await server.api('PATCH', '/settings', { version: 1, ...limits })
})
afterAll(() => server.close())

const HERE = '127.0.0.2'
const ELSEWHERE = '127.0.0.3'
const grant = { grant_type: 'client_credentials' }
const endpoints = [
  ['the token endpoint (RFC 6749 §2.3.1)', '/oauth/token', grant],
  ['the introspection endpoint (RFC 7662 §4)', '/oauth/introspect', { token: 'x' }],
  ['the revocation endpoint (RFC 7009 §2.1)', '/oauth/revoke', { token: 'x' }],
] as const

type Credentials = Pick<CreatedAccount, 'clientId' | 'clientSecret'>
const wrong = (client: Credentials) => ({
  ...client,
  clientSecret: forgeSecret(client.clientSecret),
})
const toPost = ({ clientId, clientSecret }: Credentials) => ({
  client_id: clientId,
  client_secret: clientSecret,
})
const ask = (client: Credentials, from = HERE, path = '/oauth/token', form: object = grant) =>
  sendFormFrom(from, `${server.url}${path}`, { ...form, ...toPost(client) })

async function fail(client: Credentials, times = FAILURES, from = HERE): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    expectOAuthError(await ask(wrong(client), from), 401, 'invalid_client')
  }
}

/** The times of an assertion, by the clock of the server. */
function fresh() {
  const seconds = Math.floor(now() / 1000)
  return { iat: seconds, exp: seconds + 60 }
}

function expectLockedOut(answer: HttpAnswer, seconds = SECONDS): void {
  expectOAuthError(answer, 429, 'temporarily_unavailable')
  const wait = Number(answer.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(seconds)
}

const findEvents = async (action: string) =>
  (await server.api('GET', `/audit/events?action=${action}&limit=100`)).body.items

describe('a client that fails too often', () => {
  it.each(endpoints)(
    'waits at %s, also with the right secret, by both methods',
    async (_, path, form) => {
      const client = await createAccount(server)
      for (let count = 0; count < FAILURES; count += 1) {
        expect((await ask(wrong(client), HERE, path, form)).status).toBe(401)
      }
      expectLockedOut(await ask(wrong(client), HERE, path, form))
      expectLockedOut(await ask(client, HERE, path, form))
      expectLockedOut(
        await sendFormFrom(HERE, `${server.url}${path}`, { ...form }, toBasic(client)),
      )
    },
  )

  it.each(endpoints)('waits everywhere for what it failed at %s', async (_, path, form) => {
    const client = await createAccount(server)
    for (let count = 0; count < FAILURES; count += 1) await ask(wrong(client), HERE, path, form)
    for (const [, other, otherForm] of endpoints) {
      expectLockedOut(await ask(client, HERE, other, otherForm))
    }
  })

  it('waits also when it fails by assertions (RFC 7523 §3)', async () => {
    const client = await createKeyClient(server)
    const stranger = await createKeyClient(server)
    const url = `${server.url}/oauth/token`
    const send = (assertion: string, from = HERE) =>
      sendFormFrom(from, url, { ...grant, ...toAssertionForm(assertion) })
    const good = () => client.assert({ claims: fresh() })
    for (let count = 0; count < FAILURES; count += 1) {
      const forged = await client.assert({ key: stranger.privateKey, claims: fresh() })
      expectOAuthError(await send(forged), 401, 'invalid_client')
    }
    expectLockedOut(await send(await good()))
    expect((await send(await good(), ELSEWHERE)).status).toBe(200)
  })

  it('waits when many attempts are on their way at once', async () => {
    const client = await createKeyClient(server)
    const stranger = await createKeyClient(server)
    const url = `${server.url}/oauth/token`
    const forged = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.assert({ key: stranger.privateKey, claims: fresh() }),
      ),
    )
    const answers = await Promise.all(
      forged.map((assertion) =>
        sendFormFrom(HERE, url, { ...grant, ...toAssertionForm(assertion) }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status)).has(200)).toBe(false)
    const assertion = await client.assert({ claims: fresh() })
    expectLockedOut(await sendFormFrom(HERE, url, { ...grant, ...toAssertionForm(assertion) }))
  })

  it('gets its token from another address all the while', async () => {
    const client = await createAccount(server)
    await fail(client)
    expectLockedOut(await ask(client))
    expect((await ask(client, ELSEWHERE)).status).toBe(200)
    expectLockedOut(await ask(client))
  })

  it('hinders no other client at its address', async () => {
    const [client, other] = [await createAccount(server), await createAccount(server)]
    await fail(client)
    expectLockedOut(await ask(client))
    expect((await ask(other)).status).toBe(200)
  })

  it('is the one that its assertion names, whatever client_id says', async () => {
    const [client, other] = [await createKeyClient(server), await createKeyClient(server)]
    const url = `${server.url}/oauth/token`
    const send = (assertion: string, more: object = {}) =>
      sendFormFrom(HERE, url, { ...grant, ...toAssertionForm(assertion), ...more })
    for (let count = 0; count < FAILURES; count += 1) {
      const assertion = await client.assert({ key: other.privateKey, claims: fresh() })
      expectOAuthError(await send(assertion, { client_id: other.clientId }), 401, 'invalid_client')
    }
    expectLockedOut(await send(await client.assert({ claims: fresh() })))
    const good = await other.assert({ claims: fresh() })
    expect((await send(good, { client_id: other.clientId })).status).toBe(200)
  })

  it('may try again once the time is over, and waits twice as long the next time', async () => {
    const client = await createAccount(server)
    await fail(client)
    ahead += (SECONDS - 2) * 1000
    expectLockedOut(await ask(client), 2)
    ahead += 2000
    await fail(client)
    ahead += (SECONDS + 2) * 1000
    expectLockedOut(await ask(client))
    ahead += SECONDS * 1000
    expect((await ask(client)).status).toBe(200)
    await fail(client)
    ahead += SECONDS * 1000
    expect((await ask(client)).status, 'the success began it anew').toBe(200)
  })

  it('is not believed about its address', async () => {
    const client = await createAccount(server)
    const spoof = (address: string, who: Credentials) => {
      const names = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip']
      const headers = Object.fromEntries(names.map((name) => [name, address]))
      const form = { ...grant, ...toPost(who) }
      return sendFormFrom(HERE, `${server.url}/oauth/token`, form, headers)
    }
    for (let count = 0; count < FAILURES; count += 1) {
      expect((await spoof(`192.0.2.${count}`, wrong(client))).status).toBe(401)
    }
    expectLockedOut(await spoof('192.0.2.99', client))
  })

  it('is forgotten with a success', async () => {
    const client = await createAccount(server)
    for (let round = 0; round < 3; round += 1) {
      await fail(client, FAILURES - 1)
      expect((await ask(client)).status).toBe(200)
    }
  })

  it('is forgotten after a quiet time', async () => {
    const client = await createAccount(server)
    await fail(client, FAILURES - 1)
    ahead += 15 * 60_000
    await fail(client, FAILURES - 1)
    expect((await ask(client)).status).toBe(200)
  })

  it('does not learn whether it exists', async () => {
    const known = await createAccount(server)
    const unknown = { ...known, clientId: 'sa_00000000000000000000000000' }
    const seen = []
    for (const client of [known, unknown]) {
      const answers = []
      for (let count = 0; count < FAILURES + 2; count += 1) answers.push(await ask(wrong(client)))
      seen.push(
        answers.map(({ status, text, headers }) => [status, text, [...headers.keys()].toSorted()]),
      )
    }
    expect(seen[1]).toEqual(seen[0])
    expect(seen[0]?.at(-1)?.[0]).toBe(429)
  })

  it('leaves an event when the lockout begins, once', async () => {
    const client = await createAccount(server)
    await fail(client)
    await ask(client)
    const events = await findEvents('lockout.begin')
    expect(
      events.filter(({ target }: { target: { id: string } }) => target.id === client.id),
    ).toEqual([
      expect.objectContaining({
        actor: { kind: 'service_account', id: client.id, name: client.path },
        result: 'refused',
        reason: 'too_many_failures',
        address: HERE,
      }),
    ])
  })

  it('is only told what it sent wrong when it sent no credentials at all', async () => {
    for (let count = 0; count <= FAILURES; count += 1) {
      expect((await sendFormFrom(HERE, `${server.url}/oauth/token`, grant)).status).toBe(401)
    }
  })
})
