import { afterAll, describe, expect, it } from 'vitest'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { type RawRequest, sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const server = await startTestServer({ windowFolder })
const secure = await startTestServer({ config: { publicUrl: 'https://tokens.acme.example' } })
afterAll(async () => {
  await Promise.all([server.close(), secure.close()])
  await directory.remove()
})

const authorization = ['authorization', `Bearer ${server.adminToken}`] as const
const form = ['content-type', 'application/x-www-form-urlencoded'] as const

const kinds: readonly (readonly [string, RawRequest, number])[] = [
  ['the page', { path: '/' }, 200],
  ['an asset', { path: '/assets/app-1a2b3c.js' }, 200],
  ['a missing asset', { path: '/assets/nope.js' }, 404],
  ['an answer of the API', { path: '/api/v1/whoami', headers: [authorization] }, 200],
  ['a refusal of the API', { path: '/api/v1/whoami' }, 401],
  ['the OpenAPI document', { path: '/api/v1/openapi.json' }, 200],
  ['a refusal of the token endpoint', { method: 'POST', path: '/oauth/token' }, 400],
  [
    'a failed client authentication',
    {
      method: 'POST',
      path: '/oauth/token',
      headers: [form],
      body: 'grant_type=client_credentials',
    },
    401,
  ],
  ['a method that is not allowed', { path: '/oauth/token' }, 405],
  ['the metadata', { path: '/.well-known/openid-configuration' }, 200],
  ['the keys', { path: '/.well-known/jwks.json' }, 200],
  ['a foreign host', { path: '/', headers: [['host', 'evil.example']] }, 421],
  ['a foreign origin', { method: 'POST', path: '/session' }, 403],
  ['a call without a session', { path: '/rpc/whoami' }, 403],
  ['the health', { path: '/healthz' }, 200],
  ['a bad escape', { path: '/%zz' }, 400],
]

describe('every kind of answer', () => {
  it.each(kinds)('protects itself: %s', async (_, request, status) => {
    const { headers, status: answered } = await sendRaw(server.url, request)

    expect(answered).toBe(status)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/^default-src 'none'/),
      'x-correlation-id': expect.stringMatching(/^req_[0-9a-z]{26}$/),
    })
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.has('x-powered-by')).toBe(false)
    expect(headers.has('strict-transport-security')).toBe(false)
  })

  it.each(kinds)('is for no other site, even when asked to: %s', async (_, request) => {
    const origin = ['origin', 'https://evil.example'] as const
    const asked = { ...request, headers: [...(request.headers ?? []), origin] }
    const preflight = {
      ...asked,
      method: 'OPTIONS',
      headers: [...asked.headers, ['access-control-request-method', 'POST'] as const],
    }
    for (const each of [asked, preflight]) {
      const { headers } = await sendRaw(server.url, each)
      const names = [...headers.keys()]
      expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  it('demands TLS from now on, where the public URL has it', async () => {
    const { headers } = await secure.get('/healthz')
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })

  it('has a correlation id of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.get('/healthz')))
    const ids = answers.map(({ headers }) => headers.get('x-correlation-id'))
    expect(new Set(ids).size).toBe(20)
  })

  it('does not take the correlation id of the caller', async () => {
    const { headers } = await server.get('/healthz', { 'x-correlation-id': 'forged' })
    expect(headers.get('x-correlation-id')).not.toBe('forged')
  })
})
