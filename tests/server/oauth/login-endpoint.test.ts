import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const boundClaims = { project_id: '20' }
const account = await createTrustingAccount(server, { issuer: provider.url, boundClaims })
const idToken = (claims: object = boundClaims) =>
  provider.issueIdToken({ audience: OUR_AUDIENCE, claims: { ...claims } })

async function login(body: unknown, contentType = 'application/json', method = 'POST') {
  return toAnswer(
    await fetch(`${server.url}/v1/serviceaccounts/login`, {
      method,
      headers: { 'content-type': contentType },
      ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  )
}

const plain = (token: string, path = account.path) => ({ service_account_path: path, token })
const jsonApi = (token: string, path = account.path) => ({
  data: {
    type: 'service-account-token',
    attributes: { 'service-account-path': path, token },
  },
})

it('answers plain JSON with a token in plain JSON', async () => {
  const answer = await login(plain(await idToken()))
  expect(answer.status, answer.text).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toEqual({ token: expect.any(String), expires_in: 300 })
  expect(decodeJwt(answer.body.token)).toMatchObject({
    sub: account.id,
    aud: server.issuer,
    auth_method: 'oidc_federation',
  })
})

it.each(['application/json', 'application/vnd.api+json'])(
  'answers JSON:API with a token in JSON:API, sent as %s',
  async (contentType) => {
    const answer = await login(jsonApi(await idToken()), contentType)
    expect(answer.status, answer.text).toBe(201)
    const { data } = answer.body
    expect(data).toEqual({
      type: 'service-account-token',
      id: expect.any(String),
      attributes: { token: expect.any(String), 'expires-in': 300 },
    })
    expect(decodeJwt(data.attributes.token).sub).toBe(account.id)
  },
)

describe('a login that is refused', () => {
  it.each([
    ['a wrong claim', () => idToken({ project_id: '21' }), /claims/],
    ['a token that is none', async () => 'hello', /malformed/],
  ])('tells its stage in the shape that was asked in: %s', async (_, make, words) => {
    const token = await make()
    const asked = await login(plain(token))
    expect(asked.status).toBe(400)
    expect(asked.body.error).toBe('invalid_grant')
    expect(asked.body.error_description).toMatch(words)

    const { status, body } = await login(jsonApi(token))
    expect(status).toBe(400)
    expect(body.errors).toEqual([
      { status: '400', code: 'invalid_grant', detail: expect.stringMatching(words) },
    ])
  })

  it('is no oracle for paths: an unknown account looks like one that trusts nobody', async () => {
    const { path } = await createAccount(server)
    for (const token of [await idToken(), 'hello']) {
      const [unknown, known] = [
        await login(plain(token, 'nobody/here')),
        await login(plain(token, path)),
      ]
      const without = ({ text, headers }: HttpAnswer) =>
        text.replace(headers.get('x-correlation-id') ?? '', '')
      expect(unknown.status).toBe(400)
      expect(without(unknown)).toBe(without(known))
    }
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', []],
    ['null', 'null'],
    ['no token', { service_account_path: 'a' }],
    ['no path', { token: 'x' }],
    ['a number as token', { service_account_path: 'a', token: 7 }],
    ['a list as path', { service_account_path: ['a'], token: 'x' }],
    ['empty texts', { service_account_path: '', token: '' }],
    ['JSON:API without attributes', { data: { type: 'service-account-token' } }],
    ['JSON:API with null', { data: null }],
    ['a prototype', '{"__proto__":{"service_account_path":"a","token":"x"}}'],
    ['more than 64 KiB', `{"token":"${'x'.repeat(70_000)}"}`],
  ])('was sent %s', async (_, body) => {
    const answer = await login(body)
    expect(answer.status).toBe(400)
    expect(answer.text).toMatch(/invalid_request/)
    expect(answer.text).not.toContain('token":"ey')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'was sent as %s',
    async (contentType) => {
      const answer = await login(plain(await idToken()), contentType)
      expect(answer.status).toBe(400)
      expect(answer.body.error).toBe('invalid_request')
    },
  )

  it('was not sent by POST', async () => {
    const answer = await login('', 'application/json', 'GET')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
  })
})
