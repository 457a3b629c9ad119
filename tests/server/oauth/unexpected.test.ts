import { connect } from 'node:net'
import { afterAll, afterEach, expect, it } from 'vitest'
import { fetchAccessToken } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'

const SECRET_DETAIL = 'the clock of the machine stands still'
const clock = { isBroken: false }
const server = await startTestServer({
  now: () => {
    if (!clock.isBroken) return Date.now()
    // It fails once: nothing else of a request, such as its line in the log, is to fail with it.
    clock.isBroken = false
    throw new Error(SECRET_DETAIL)
  },
})
afterEach(() => {
  clock.isBroken = false
})
afterAll(() => server.close())
await turnLimitsOff(server)

const client = await createAccount(server)
const token = await fetchAccessToken(server, client)

it.each([
  ['/oauth/token', { grant_type: 'client_credentials' }],
  ['/oauth/introspect', { token }],
  ['/oauth/revoke', { token }],
])(
  'a fault of ours at %s is an error without details, which the log has (RFC 6749 §5.2)',
  async (path, form) => {
    const ask = async () =>
      toAnswer(
        await fetch(`${server.url}${path}`, {
          method: 'POST',
          headers: toBasic(client),
          body: new URLSearchParams(form),
        }),
      )
    clock.isBroken = true
    const answer = await ask()
    expectOAuthError(answer, 500, 'server_error')
    expect(answer.text).not.toContain(SECRET_DETAIL)

    const id = answer.headers.get('x-correlation-id') ?? ''
    const lines = server.log.filter((line) => line.includes(id)).map((line) => JSON.parse(line))
    expect(lines).toEqual([expect.objectContaining({ level: 50, correlationId: id })])
    expect(lines[0].err.message).toBe(SECRET_DETAIL)
    expect(JSON.stringify(lines)).not.toContain(client.clientSecret)
    expect(JSON.stringify(lines)).not.toContain(token)

    clock.isBroken = false
    expect((await ask()).status).toBe(200)
  },
)

it('a client that goes away is no fault of ours', async () => {
  const lines = [
    'POST /oauth/introspect HTTP/1.1',
    `host: ${new URL(server.url).host}`,
    'content-type: application/x-www-form-urlencoded',
    'content-length: 1000',
  ]
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await new Promise<void>((resolve) =>
    socket.write(`${lines.join('\r\n')}\r\n\r\ntoken=`, () => resolve()),
  )
  // The server has the beginning once it answers somebody who came later.
  await server.get('/healthz')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resetAndDestroy()
  await closed
  await server.get('/healthz')

  const before = server.log.filter((line) => line.includes(SECRET_DETAIL)).length
  expect(server.log.filter((line) => /"level":[56]0/.test(line))).toHaveLength(before)
})
