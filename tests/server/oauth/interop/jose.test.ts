import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { fetchAccessToken, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const account = await createAccount(server)
const jwks = new URL('/.well-known/jwks.json', server.url)
const expected = { issuer: server.issuer, audience: server.issuer, typ: 'at+jwt' }
const getToken = () => fetchAccessToken(server, account)

describe('jose, with the keys from afar', () => {
  it('verifies a token (RFC 9068 §4)', async () => {
    const { payload } = await jwtVerify(await getToken(), createRemoteJWKSet(jwks), expected)
    expect(payload.sub).toBe(account.id)
  })

  it.each([
    ['for another audience', { audience: 'https://billing.acme.example' }],
    ['of another issuer', { issuer: `${server.issuer}/` }],
    ['of another type', { typ: 'JWT' }],
    ['signed otherwise', { algorithms: ['RS256'] }],
    ['that has expired', { currentDate: new Date(Date.now() + 3_600_000) }],
  ])('refuses a token %s (RFC 9068 §4)', async (_, change) => {
    const verification = jwtVerify(await getToken(), createRemoteJWKSet(jwks), {
      ...expected,
      ...change,
    })
    await expect(verification).rejects.toThrow()
  })

  it('refuses a token whose claims were changed', async () => {
    const token = await getToken()
    const claims = { ...decodeJwt(token), sub: 'sa_somebody_else' }
    const [header, , signature] = token.split('.')
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
    const forged = `${header}.${body}.${signature}`
    await expect(jwtVerify(forged, createRemoteJWKSet(jwks), expected)).rejects.toThrow('signature')
  })

  it('looks again when a token names a key that it does not know (RFC 7517 §4.5)', async () => {
    const keys = createRemoteJWKSet(jwks, { cooldownDuration: 0 })
    const before = await getToken()
    await jwtVerify(before, keys, expected)
    await must(server, 'POST', '/signing-keys/rotate', { algorithm: 'ES256', immediately: true })
    const after = await getToken()

    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid)
    for (const token of [after, before]) {
      expect((await jwtVerify(token, keys, expected)).payload.sub).toBe(account.id)
    }
  })
})
