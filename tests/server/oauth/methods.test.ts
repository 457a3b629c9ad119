import { afterAll, describe, expect, it } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const { authorization } = toBasic(await createAccount(server))
const headers = [
  ['authorization', authorization],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['origin', 'https://evil.example'],
  ['access-control-request-method', 'POST'],
] as const

const endpoints = [
  '/oauth/token',
  '/v1/serviceaccounts/token',
  '/api/m2m/oauth/token',
  '/v1/serviceaccounts/login',
  '/oauth/introspect',
  '/oauth/revoke',
]
const documents = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
  '/.well-known/jwks.json',
]

describe.each(endpoints)('%s', (path) => {
  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'wants POST, not %s (RFC 6749 §3.2, RFC 7662 §2.1, RFC 7009 §2.1)',
    async (method) => {
      const body = 'grant_type=client_credentials'
      const answer = await sendRaw(server.url, { method, path, headers, body })
      expectOAuthError(answer, 405, 'invalid_request')
      expect(answer.body.error_description).toBe('Use POST.')
    },
  )

  it('answers HEAD as it would GET, without the body (RFC 9110 §9.3.2)', async () => {
    const { status, headers: sent, text } = await sendRaw(server.url, { method: 'HEAD', path })
    expect([status, sent.get('allow'), text]).toEqual([405, 'POST', ''])
    expect(sent.get('cache-control')).toBe('no-store')
  })

  it('tells other sites nothing of what they may send (RFC 9700 §2.6)', async () => {
    const answer = await sendRaw(server.url, { method: 'OPTIONS', path, headers })
    expect([...answer.headers.keys()].filter((name) => /^access-control/.test(name))).toEqual([])
  })
})

describe.each(documents)('%s', (path) => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'is read, not changed by %s (RFC 9110 §15.5.6)',
    async (method) => {
      const answer = await sendRaw(server.url, { method, path, headers })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.body).toEqual({
        error: 'invalid_request',
        error_description: 'Use GET, HEAD.',
      })
    },
  )
})
