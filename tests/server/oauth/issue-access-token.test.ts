import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, type JWK, jwtVerify } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await server.api('POST', '/groups', { name: 'acme' })
const account = await createAccount(server, { group: 'acme', name: 'deployer' })

async function getToken(): Promise<string> {
  const grant = { grant_type: 'client_credentials' }
  return (await server.token(grant, toBasic(account))).body.access_token
}

async function configure(change: object): Promise<void> {
  const { body } = await server.api('GET', '/settings')
  const answer = await server.api('PATCH', '/settings', { version: body.version, ...change })
  expect(answer.status, answer.text).toBe(200)
}

const findKeys = () => createRemoteJWKSet(new URL(`${server.issuer}/.well-known/jwks.json`))
const expected = { issuer: server.issuer, audience: server.issuer, typ: 'at+jwt' }

describe('an access token', () => {
  it('has the header and the claims of RFC 9068 §2, and ours', async () => {
    const before = Math.floor(Date.now() / 1000)
    const token = await getToken()
    const claims = decodeJwt(token)

    expect(decodeProtectedHeader(token)).toEqual({
      typ: 'at+jwt',
      alg: 'ES256',
      kid: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(claims).toEqual({
      iss: server.issuer,
      sub: account.id,
      client_id: account.id,
      aud: server.issuer,
      iat: expect.any(Number),
      nbf: claims.iat,
      exp: Number(claims.iat) + 300,
      jti: expect.stringMatching(/^[\w-]{22}$/),
      account_path: 'acme/deployer',
      memberships: {},
      auth_method: 'client_secret',
    })
    expect(claims.iat).toBeGreaterThanOrEqual(before)
    expect(claims.iat).toBeLessThanOrEqual(Date.now() / 1000)
  })

  it('has an identifier that no other has (RFC 9068 §2.2)', async () => {
    const tokens = await Promise.all(Array.from({ length: 30 }, getToken))
    expect(new Set(tokens.map((token) => decodeJwt(token).jti)).size).toBe(30)
  })

  it('lives as long as the settings say, and says so itself (RFC 6749 §5.1)', async () => {
    await configure({ accessTokenLifetimeSeconds: 900 })
    const { body } = await server.token({ grant_type: 'client_credentials' }, toBasic(account))
    await configure({ accessTokenLifetimeSeconds: 300 })

    const { exp, iat } = decodeJwt(body.access_token)
    expect(body.expires_in).toBe(900)
    expect(Number(exp) - Number(iat)).toBe(900)
  })

  it('is verified by jose with the published keys, and not after one byte is changed', async () => {
    const token = await getToken()
    const { payload } = await jwtVerify(token, findKeys(), expected)
    expect(payload.sub).toBe(account.id)

    const [header = '', body = '', signature = ''] = token.split('.')
    const flip = (text: string, at: number) =>
      `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
    const forged = { ...decodeJwt(token), sub: 'sa_somebody_else' }
    const tampered = [
      `${header}.${flip(body, 20)}.${signature}`,
      `${header}.${body}.${flip(signature, 10)}`,
      `${header}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${signature}`,
    ]
    for (const each of tampered) {
      await expect(jwtVerify(each, findKeys(), expected)).rejects.toThrow()
    }
  })

  it('is signed by RS256 after the setting was switched, while both keys stay published (RFC 9068 §4)', async () => {
    const earlier = await getToken()
    await configure({ signingAlgorithm: 'RS256' })
    const later = await getToken()
    await configure({ signingAlgorithm: 'ES256' })

    expect(decodeProtectedHeader(later).alg).toBe('RS256')
    const { body } = await server.get('/.well-known/jwks.json')
    const published = body.keys.map(({ kid }: JWK) => kid)
    for (const token of [earlier, later]) {
      expect(published).toContain(decodeProtectedHeader(token).kid)
      await expect(jwtVerify(token, findKeys(), expected)).resolves.toBeDefined()
    }
  })
})
