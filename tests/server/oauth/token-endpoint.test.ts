import { afterAll, describe, expect, it } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const account = await createAccount(server)
const grant = { grant_type: 'client_credentials' }
const credentials = { client_id: account.clientId, client_secret: account.clientSecret }
const form = 'application/x-www-form-urlencoded'

describe('a token', () => {
  it('is answered as JSON that nobody keeps (RFC 6749 §5.1)', async () => {
    const { status, headers, body } = await server.token({ ...grant, ...credentials })

    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('pragma')).toBe('no-cache')
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 300,
    })
  })

  it('comes without a refresh token (RFC 6749 §4.4.3)', async () => {
    const { body } = await server.token(grant, toBasic(account))
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  })

  it('is given for a form with a charset, in any letter case (RFC 6749 §3.2)', async () => {
    for (const type of [`${form};charset=UTF-8`, `${form}; charset=utf-8`, form.toUpperCase()]) {
      const answer = await server.token(grant, { ...toBasic(account), 'content-type': type })
      expect(answer.status, type).toBe(200)
    }
  })

  it('is given whatever unknown parameters there are (RFC 6749 §3.2)', async () => {
    const unknown = { token_endpoint_auth_method: 'x', __proto__x: '1', constructor: 'y' }
    expect((await server.token({ ...grant, ...credentials, ...unknown })).status).toBe(200)
  })

  it('is given where an empty parameter counts as absent (RFC 6749 §3.2)', async () => {
    const empty = { scope: '', resource: '', client_assertion: '' }
    expect((await server.token({ ...grant, ...credentials, ...empty })).status).toBe(200)
    const twice = `grant_type=&grant_type=client_credentials&scope=&scope=`
    expect((await server.token(twice, toBasic(account))).status).toBe(200)
    expectOAuthError(await server.token({ grant_type: '', ...credentials }), 400, 'invalid_request')
  })

  it('is given for names and values that are percent-encoded without need (RFC 6749 §B)', async () => {
    const encode = (text: string) =>
      [...text].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')
    const body = Object.entries({ ...grant, ...credentials })
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join('&')
    expect((await server.token(body)).status).toBe(200)
  })

  it('is for the issuer where the resource names it (RFC 8707 §2)', async () => {
    const answer = await server.token({ ...grant, ...credentials, resource: server.issuer })
    expect(answer.status).toBe(200)
  })
})

describe('a request that is refused', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no grant type (RFC 6749 §5.2)', {}, 'invalid_request'],
    [
      'a grant type nobody knows (RFC 6749 §5.2)',
      { grant_type: 'magic' },
      'unsupported_grant_type',
    ],
    ['a password (RFC 9700 §2.4)', { grant_type: 'password' }, 'unsupported_grant_type'],
    [
      'a code (RFC 9700 §2.1.2)',
      { grant_type: 'authorization_code', code: 'x' },
      'unsupported_grant_type',
    ],
    [
      'a refresh token (RFC 6749 §4.4.3)',
      { grant_type: 'refresh_token' },
      'unsupported_grant_type',
    ],
    [
      'another letter case (RFC 6749 §5.2)',
      { grant_type: 'Client_Credentials' },
      'unsupported_grant_type',
    ],
    ['an inherited name', { grant_type: 'constructor' }, 'unsupported_grant_type'],
    [
      'a grant type as a list (RFC 6749 §3.2)',
      { 'grant_type[]': 'client_credentials' },
      'invalid_request',
    ],
    ['a grant type in an object', { 'grant_type[a]': 'client_credentials' }, 'invalid_request'],
    ['a scope (RFC 6749 §5.2)', { ...grant, scope: 'read' }, 'invalid_scope'],
    ['a malformed scope (RFC 6749 §3.3)', { ...grant, scope: '"\\' }, 'invalid_scope'],
    [
      'an unknown resource (RFC 8707 §2)',
      { ...grant, resource: 'https://x.example' },
      'invalid_target',
    ],
    ['a relative resource (RFC 8707 §2)', { ...grant, resource: '/api' }, 'invalid_target'],
    ['a fragment (RFC 8707 §2)', { ...grant, resource: 'https://x.example/#a' }, 'invalid_target'],
  ])('names why: %s', async (_, fields, error) => {
    expectOAuthError(await server.token({ ...fields, ...credentials }), 400, error)
  })

  it.each(['grant_type', 'client_id', 'client_secret', 'scope', 'unknown'])(
    'has %s twice, also with the same value (RFC 6749 §3.2)',
    async (name) => {
      const fields = new URLSearchParams({ ...grant, ...credentials })
      const value = fields.get(name) ?? 'x'
      fields.set(name, value)
      fields.append(name, value)
      expectOAuthError(await server.token(fields.toString()), 400, 'invalid_request')
    },
  )

  it('has one good and one foreign resource (RFC 8707 §2)', async () => {
    const fields = new URLSearchParams({ ...grant, ...credentials, resource: server.issuer })
    fields.append('resource', 'https://x.example')
    expectOAuthError(await server.token(fields.toString()), 400, 'invalid_target')
  })

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'comes by %s (RFC 6749 §3.2)',
    async (method) => {
      const query = new URLSearchParams({ ...grant, ...credentials })
      const answer = await sendRaw(server.url, { method, path: `/oauth/token?${query}` })

      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toBe('POST')
      expect(answer.body).not.toHaveProperty('access_token')
    },
  )

  it('has its parameters in the query (RFC 6749 §2.3.1)', async () => {
    const query = new URLSearchParams({ ...grant, ...credentials })
    const headers = [['content-type', form]] as const
    const post = (path: string, body: string) =>
      sendRaw(server.url, { method: 'POST', path, headers, body })

    expectOAuthError(await post(`/oauth/token?${query}`, ''), 400, 'invalid_request')
    expectOAuthError(
      await post(`/oauth/token?${query}`, 'grant_type=client_credentials'),
      401,
      'invalid_client',
    )
  })

  it.each([
    ['application/json', JSON.stringify({ ...grant, ...credentials })],
    ['text/plain', new URLSearchParams({ ...grant, ...credentials }).toString()],
    ['multipart/form-data; boundary=x', '--x--'],
    [
      'application/x-www-form-urlencodedx',
      new URLSearchParams({ ...grant, ...credentials }).toString(),
    ],
    ['', new URLSearchParams({ ...grant, ...credentials }).toString()],
  ])('is of the content type "%s" (RFC 6749 §3.2)', async (type, body) => {
    const headers = type === '' ? [] : [['content-type', type] as const]
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/oauth/token',
      headers,
      body,
    })
    expectOAuthError(answer, 400, 'invalid_request')
  })

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['a prototype', '__proto__=x&__proto__[grant_type]=client_credentials'],
    ['5,000 parameters', `${'a=1&b=2&'.repeat(2500)}`],
    ['5,000 different parameters', Array.from({ length: 5000 }, (_, i) => `p${i}=1`).join('&')],
    [
      '5,000 parameters besides the right one',
      `grant_type=client_credentials&${Array.from({ length: 5000 }, (_, i) => `p${i}=`).join('&')}`,
    ],
    ['1 MiB', `grant_type=client_credentials&x=${'x'.repeat(1_048_576)}`],
    ['bytes that are no UTF-8', Buffer.from('grant_type=client_credentials&x=\xff\xfe', 'latin1')],
    ['a NUL', 'grant_type=client_credentials\0'],
    ['an encoded NUL', 'grant_type=client_credentials%00'],
    ['broken escapes', 'grant_type=%zz&client_id=%'],
    ['escapes that are no UTF-8', 'grant_type=%ff%fe'],
    ['only separators', '&&&===&&&'],
    ['JSON', '{"grant_type":"client_credentials"}'],
  ])('holds %s, and is refused without a fault of ours', async (_, body) => {
    const headers = [
      ['content-type', form],
      ['authorization', toBasic(account).authorization],
    ] as const
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/oauth/token',
      headers,
      body,
    })

    expect([400, 401]).toContain(answer.status)
    expectOAuthError(answer, answer.status, answer.body.error)
  })

  it('leaves the server unharmed, with no error in its log', async () => {
    expect((await server.token(grant, toBasic(account))).status).toBe(200)
    const levels = server.log
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line).level)
    expect(levels.filter((level) => level >= 50)).toEqual([])
  })
})
