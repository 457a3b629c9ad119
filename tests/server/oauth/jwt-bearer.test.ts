import { decodeJwt } from 'jose'
import { afterAll, expect, it } from 'vitest'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const claims = { project_id: '20', ref: 'main' }
const trusting = { issuer: provider.url, boundClaims: claims }
const account = await createTrustingAccount(server, trusting)

const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const idToken = (more: object = {}) =>
  provider.issueIdToken({ audience: OUR_AUDIENCE, claims: { ...claims, ...more } })

it.each([
  ['the account’s id', () => ({ client_id: account.id })],
  ['the account’s path', () => ({ client_id: account.path })],
  ['nothing, when it fits no other account', () => ({})],
])('takes an assertion with %s (RFC 7523 §2.1)', async (_, name) => {
  const assertion = await idToken()
  const answer = await server.token({ grant_type, assertion, ...name() })

  expect(answer.status, answer.text).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  // No refresh token, and nothing that only token exchange answers (RFC 7521 §4.1, §5.2).
  expect(Object.keys(answer.body).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  expect(decodeJwt(answer.body.access_token)).toMatchObject({
    sub: account.id,
    auth_method: 'oidc_federation',
    act_iss: provider.url,
    act_sub: decodeJwt(assertion).sub,
  })
})

it('refuses a request without an assertion, or with two (RFC 7523 §2.1)', async () => {
  expectOAuthError(await server.token({ grant_type }), 400, 'invalid_request')
  const assertion = await idToken()
  const twice = new URLSearchParams({ grant_type, assertion, client_id: account.id })
  twice.append('assertion', assertion)
  expectOAuthError(await server.token(twice.toString()), 400, 'invalid_request')
})

const now = Math.floor(Date.now() / 1000)
const usual = { aud: OUR_AUDIENCE, sub: 'job', iat: now, exp: now + 300, ...claims }

it.each<[string, () => Promise<string> | string, RegExp]>([
  ['without an issuer', () => provider.sign(usual), /malformed/],
  ['of an unknown issuer', () => provider.sign({ ...usual, iss: 'https://x.example' }), /issuer/],
  ['without an expiry', () => forge({ exp: undefined }), /expired/],
  ['that has expired', () => forge({ iat: now - 400, exp: now - 100 }), /expired/],
  ['that is not valid yet', () => forge({ nbf: now + 120 }), /not valid yet/],
  ['for somebody else', () => forge({ aud: 'https://somebody-else.example' }), /audience/],
  ['without an audience', () => forge({ aud: undefined }), /audience/],
  ['with another claim', () => forge({ ref: 'evil' }), /claims/],
  ['that is no JWT', () => 'hello', /malformed/],
])('refuses an assertion %s as an invalid grant (RFC 7523 §3, §3.1)', async (_, make, words) => {
  const assertion = await make()
  const answer = await server.token({ grant_type, assertion, client_id: account.id })
  expectOAuthError(answer, 400, 'invalid_grant')
  expect(answer.body.error_description).toMatch(words)
  expect(answer.body.error_description).toContain(answer.headers.get('x-correlation-id'))
})

it('refuses an assertion whose signature was changed (RFC 7523 §3)', async () => {
  const [header, body, signature = ''] = (await idToken()).split('.')
  const last = signature.startsWith('A') ? 'B' : 'A'
  const assertion = `${header}.${body}.${last}${signature.slice(1)}`
  const answer = await server.token({ grant_type, assertion, client_id: account.id })
  expectOAuthError(answer, 400, 'invalid_grant')
  expect(answer.body.error_description).toMatch(/signature/)
})

it('checks client authentication that is sent along (RFC 7523 §3.1)', async () => {
  const assertion = await idToken()
  const wrong = { client_id: account.id, client_secret: 'wrong' }
  expectOAuthError(await server.token({ grant_type, assertion, ...wrong }), 401, 'invalid_client')
  expect((await server.token({ grant_type, assertion, client_id: account.id })).status).toBe(200)
})

it('needs no jti, as some clients send none (RFC 7523 §3)', async () => {
  const assertion = await forge({ jti: undefined })
  expect((await server.token({ grant_type, assertion, client_id: account.id })).status).toBe(200)
})

function forge(more: object): Promise<string> {
  return provider.sign({ ...usual, iss: provider.url, ...more })
}
