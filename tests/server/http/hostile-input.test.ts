import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { sendBytes } from '#support/send-bytes.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'

const server = await startTestServer()
afterAll(() => server.close())
await turnLimitsOff(server)
const client = await createAccount(server)

const FORM = 'content-type: application/x-www-form-urlencoded'
const BASIC = `authorization: ${toBasic(client).authorization}`
const GRANT = 'grant_type=client_credentials'
const { host } = new URL(server.url)

/** Writes a request as it stands on the wire; without a length where the lines give their own. */
function toRequest(path: string, lines: readonly string[], body: string): string {
  const framing = lines.some((line) => /^(content-length|transfer-encoding)/i.test(line))
    ? []
    : [`content-length: ${Buffer.byteLength(body, 'latin1')}`]
  const head = [`POST ${path} HTTP/1.1`, `host: ${host}`, ...lines, ...framing]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}

const send = (path: string, lines: readonly string[], body: string) =>
  sendBytes(
    server.url,
    Buffer.from(toRequest(path, [...lines, 'connection: close'], body), 'latin1'),
  )

/** Takes everything apart that came back: one refusal in JSON that tells nothing of the inside. */
function expectRefusal(text: string): void {
  expect(text).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(text.toLowerCase()).toMatch(/\r\ncontent-type: application\/json\r\n/)
  expect(text.toLowerCase()).toMatch(/\r\ncache-control: no-store\r\n/)
  // The only characters that RFC 6749 §5.2 allows there.
  const words = expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).toMatchObject({
    error: words,
    error_description: words,
  })
  expect(text).not.toMatch(/\bat .*\.(?:ts|js):\d|node_modules|Error:|access_token/)
}

const many = (text: string, times: number) => Array(times).fill(text).join('&')
const bodies: readonly (readonly [string, readonly string[], string])[] = [
  ['5,000 parameters', [FORM, BASIC], many('a=1', 5000)],
  ['a form bomb of nested names', [FORM, BASIC], `a${'[b]'.repeat(20_000)}=1`],
  ['1 MiB', [FORM, BASIC], `${GRANT}&x=${'x'.repeat(1_048_576)}`],
  ['bytes that are no UTF-8', [FORM, BASIC], `${GRANT}&x=\xff\xfe`],
  ['two Authorization headers (RFC 9110 §5.3)', [FORM, BASIC, BASIC], GRANT],
  ['a list in place of a value', [FORM], 'grant_type[]=client_credentials&token[]=x'],
  ['a prototype', [FORM], '__proto__=x&__proto__[token]=y'],
  ['inherited names', [FORM], 'constructor=x&toString=y&hasOwnProperty=z'],
  ['a NUL in a parameter', [FORM], 'grant_type=\0&token\0=x'],
  ['a duplicated parameter (RFC 6749 §3.2)', [FORM, BASIC], `${GRANT}&token=a&token=b&${GRANT}`],
  ['chunks that are none', [FORM, BASIC, 'transfer-encoding: chunked'], 'zz\r\nnonsense\r\n'],
  [
    'a chunk that ends too early',
    [FORM, BASIC, 'transfer-encoding: chunked'],
    'ff\r\nshort\r\n0\r\n\r\n',
  ],
  ['two lengths', [FORM, BASIC, 'content-length: 5', 'content-length: 7'], 'token=x'],
  [
    'a length and chunks (RFC 9112 §6.1)',
    [FORM, BASIC, 'content-length: 7', 'transfer-encoding: chunked'],
    '0\r\n\r\n',
  ],
  ['a negative length', [FORM, BASIC, 'content-length: -1'], GRANT],
  ['huge headers (RFC 6585 §5)', [FORM, BASIC, `x-big: ${'x'.repeat(100_000)}`], GRANT],
  ['a NUL in a header', [FORM, 'authorization: Basic \0'], GRANT],
  ['a body that is compressed', [FORM, BASIC, 'content-encoding: gzip'], '\x1f\x8b\x08\x00garbage'],
]

describe.each(['/oauth/token', '/oauth/introspect', '/oauth/revoke'])('POST %s', (path) => {
  afterEach(async () => {
    const headers = toBasic(client)
    expect((await server.token({ grant_type: 'client_credentials' }, headers)).status).toBe(200)
  })

  it.each(bodies)('refuses %s', async (_, lines, body) => {
    expectRefusal(await send(path, lines, body))
  })
})

it('takes what follows a body for a request of its own (RFC 9112 §9.3.2)', async () => {
  const one = toRequest('/oauth/token', [FORM, BASIC], GRANT)
  const last = toRequest('/oauth/token', [FORM, 'connection: close'], GRANT)
  const text = await sendBytes(server.url, one + one + last, { staysOpen: true })
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 401'])
})

it('does not let garbage behind a good request harm anybody', async () => {
  await sendBytes(server.url, `${toRequest('/oauth/token', [FORM, BASIC], GRANT)}GARBAGE\r\n\r\n`)
  expect((await server.token({ grant_type: 'client_credentials' }, toBasic(client))).status).toBe(
    200,
  )
})

it('answers a body that does not come with 408 (RFC 9110 §15.5.9), and others meanwhile', async () => {
  const lines = [FORM, BASIC, 'content-length: 100000']
  const slow = sendBytes(server.url, toRequest('/oauth/token', lines, GRANT), { dripMs: 1000 })
  const others = Array.from({ length: 20 }, () =>
    server.token({ grant_type: 'client_credentials' }, toBasic(client)),
  )
  for (const { status } of await Promise.all(others)) expect(status).toBe(200)
  const text = await slow
  expect(text).toMatch(/^HTTP\/1\.1 408 /)
  expectRefusal(text)
}, 60_000)

it('leaves no error in the log', () => {
  expect(server.log.filter((line) => /"level":[56]0/.test(line))).toEqual([])
})
