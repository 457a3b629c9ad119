import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type CreatedAccount, createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'

// The server takes its clock when it starts, so the tests can make time pass.
const realNow = Date.now.bind(Date)
let ahead = 0
vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead)

const server = await startTestServer()
afterAll(async () => {
  await server.close()
  vi.restoreAllMocks()
})

await turnLimitsOff(server)
const account = await createAccount(server)
const DAY_MS = 86_400_000
const grant = { grant_type: 'client_credentials' }
const toForm = ({ clientId, clientSecret }: Pick<CreatedAccount, 'clientId' | 'clientSecret'>) => ({
  ...grant,
  client_id: clientId,
  client_secret: clientSecret,
})
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const post = (
  headers: readonly (readonly [string, string])[],
  body = 'grant_type=client_credentials',
) =>
  sendRaw(server.url, {
    method: 'POST',
    path: '/oauth/token',
    headers: [['content-type', 'application/x-www-form-urlencoded'], ...headers],
    body,
  })
const percent = (text: string) =>
  [...text].map((char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).join('')

/** Everything about an answer but what is new in each. */
const toComparable = ({ status, headers, text }: HttpAnswer) => {
  const seen = Object.fromEntries(headers)
  return { status, text, headers: { ...seen, 'x-correlation-id': '', date: '' } }
}

describe('a client that proves itself', () => {
  it.each([
    ['in the body (RFC 6749 §2.3.1)', () => server.token(toForm(account))],
    ['by Basic (RFC 6749 §2.3.1)', () => server.token(grant, toBasic(account))],
    [
      'by Basic in any letter case (RFC 7617 §2)',
      () => post([['authorization', toBasic(account).authorization.replace('Basic', 'bAsIc')]]),
    ],
    [
      'by Basic with id and secret percent-encoded (RFC 6749 §2.3.1)',
      () =>
        post([
          ['authorization', basic(`${percent(account.clientId)}:${percent(account.clientSecret)}`)],
        ]),
    ],
    [
      'by Basic with the same client_id in the body (RFC 6749 §2.3.1)',
      () => server.token({ ...grant, client_id: account.clientId }, toBasic(account)),
    ],
  ])('%s gets a token', async (_, ask) => {
    const { status, body } = await ask()
    expect([status, body.token_type]).toEqual([200, 'Bearer'])
  })
})

describe('a client that does not', () => {
  const other = { clientId: account.clientId, clientSecret: account.clientSecret }
  const lastChanged = `${account.clientSecret.slice(0, -1)}${account.clientSecret.endsWith('0') ? '1' : '0'}`

  it('is told that it must (RFC 6749 §5.2)', async () => {
    const answer = await server.token(grant)
    expectOAuthError(answer, 401, 'invalid_client')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/)
  })

  it.each([
    ['another secret', { ...other, clientSecret: 'wrong' }],
    ['a well-formed guess', { ...other, clientSecret: forgeSecret(account.clientSecret) }],
    ['a secret with one character changed', { ...other, clientSecret: lastChanged }],
    ['a secret that is cut', { ...other, clientSecret: account.clientSecret.slice(0, -1) }],
    ['a secret with more behind it', { ...other, clientSecret: `${account.clientSecret}x` }],
    [
      'a secret in another letter case',
      { ...other, clientSecret: account.clientSecret.toUpperCase() },
    ],
    ['the API token of the administrator', { ...other, clientSecret: server.adminToken }],
    ['an unknown client', { ...other, clientId: 'sa_00000000000000000000000000' }],
    ['the path in place of the id', { ...other, clientId: account.path }],
    ['an inherited name', { ...other, clientId: '__proto__' }],
  ])('is refused with %s, by both methods (RFC 6749 §5.2)', async (_, credentials) => {
    expectOAuthError(await server.token(toForm(credentials)), 401, 'invalid_client')
    expectOAuthError(await server.token(grant, toBasic(credentials)), 401, 'invalid_client')
  })

  it('is refused with the secret of another account', async () => {
    const second = await createAccount(server)
    const mixed = { clientId: second.clientId, clientSecret: account.clientSecret }
    expectOAuthError(await server.token(toForm(mixed)), 401, 'invalid_client')
  })

  it('does not learn whether the client exists (RFC 6749 §10.10)', async () => {
    const unknown = {
      clientId: 'sa_00000000000000000000000000',
      clientSecret: account.clientSecret,
    }
    const wrong = { clientId: account.clientId, clientSecret: lastChanged }
    const nonsense = { clientId: account.clientId, clientSecret: 'nonsense' }
    const disabled = await createAccount(server)
    await server.api('POST', `/service-accounts/${disabled.id}/disable`)

    const answers = await Promise.all(
      [unknown, wrong, nonsense, disabled].map((each) => server.token(toForm(each))),
    )
    const [first, ...others] = answers.map(toComparable)
    for (const each of others) expect(each).toEqual(first)
  })

  it.each([
    ['no credentials', 'Basic'],
    ['no base64', 'Basic !!!!'],
    ['no colon', basic('nothing')],
    ['no id', basic(`:${account.clientSecret}`)],
    ['no secret', basic(`${account.clientId}:`)],
    ['a broken escape', basic(`${account.clientId}:%zz`)],
    ['escapes that are no UTF-8', basic(`${account.clientId}:%ff`)],
    ['another scheme', `Bearer ${account.clientSecret}`],
    ['the API token', `Bearer ${server.adminToken}`],
    ['nothing but a scheme', 'Digest'],
  ])('is refused when its header holds %s (RFC 6749 §5.2)', async (_, authorization) => {
    expectOAuthError(await post([['authorization', authorization]]), 401, 'invalid_client')
  })

  it.each([
    ['both methods', toBasic(account), toForm(account)],
    [
      'another id in the body than in the header',
      toBasic(account),
      { ...grant, client_id: 'sa_x' },
    ],
    ['a secret without an id', {}, { ...grant, client_secret: account.clientSecret }],
  ])('is refused with %s (RFC 6749 §2.3)', async (_, headers, form) => {
    expectOAuthError(await server.token(form, { ...headers }), 400, 'invalid_request')
  })

  it('is refused with two Authorization headers, whichever is good (RFC 9110 §5.3)', async () => {
    const good = ['authorization', toBasic(account).authorization] as const
    const bad = ['authorization', basic('sa_x:wrong')] as const
    for (const headers of [
      [good, good],
      [good, bad],
      [bad, good],
    ]) {
      expectOAuthError(await post(headers), 400, 'invalid_request')
    }
  })
})

describe('a secret', () => {
  it('ends at the next request after a reset, and the new one works', async () => {
    const client = await createAccount(server)
    expect((await server.token(toForm(client))).status).toBe(200)
    const { body: reset } = await server.api(
      'POST',
      `/service-accounts/${client.id}/client-credentials/reset`,
    )

    expectOAuthError(await server.token(toForm(client)), 401, 'invalid_client')
    expect((await server.token(toForm(reset))).status).toBe(200)
  })

  it('ends while its account is disabled', async () => {
    const client = await createAccount(server)
    await server.api('POST', `/service-accounts/${client.id}/disable`)
    expectOAuthError(await server.token(toForm(client)), 401, 'invalid_client')
    await server.api('POST', `/service-accounts/${client.id}/enable`)
    expect((await server.token(toForm(client))).status).toBe(200)
  })

  it('ends with its account', async () => {
    const client = await createAccount(server)
    await server.api('DELETE', `/service-accounts/${client.id}`)
    expectOAuthError(await server.token(toForm(client)), 401, 'invalid_client')
  })

  /** A client whose secret ends, and a way to that instant; the clock is right again after the test. */
  async function createExpiring() {
    const expiresAt = realNow() + 2 * DAY_MS
    const asked = { enabled: true, expiresAt: new Date(expiresAt).toISOString() }
    const client = await createAccount(server, { clientCredentials: asked })
    onTestFinished(() => {
      ahead = 0
    })
    const goTo = (ms: number) => {
      ahead = expiresAt - realNow() + ms
    }
    return { client, goTo }
  }

  describe('with an expiry', () => {
    it('works until that instant and not from it on', async () => {
      const { client, goTo } = await createExpiring()
      goTo(-10_000)
      expect((await server.token(toForm(client))).status).toBe(200)
      goTo(1)
      expectOAuthError(await server.token(toForm(client)), 401, 'invalid_client')
    })
  })

  it('leaves a trace of every refusal and none of itself', async () => {
    const disabled = await createAccount(server)
    await server.api('POST', `/service-accounts/${disabled.id}/disable`)
    const { client, goTo } = await createExpiring()
    goTo(1)
    for (const form of [
      grant,
      { ...toForm(account), client_id: 'sa_x' },
      { ...toForm(account), client_secret: 'dwcs_guess' },
      toForm(disabled),
      toForm(client),
    ]) {
      expectOAuthError(await server.token(form), 401, 'invalid_client')
    }
    await server.api('POST', '/groups', { name: 'flushes-the-log' })
    const log = await readFile(`${server.dataDirectory}/audit.jsonl`, 'utf8')
    const reasons = new Set(
      log
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
        .filter((event) => event.action === 'token.refused')
        .map((event) => event.reason),
    )

    expect([...reasons]).toEqual(
      expect.arrayContaining([
        'unknown_client',
        'wrong_secret',
        'secret_expired',
        'account_disabled',
        'no_client_authentication',
      ]),
    )
    expect(log).not.toContain('dwcs_guess')
  })
})
