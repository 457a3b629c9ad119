import jwt from 'jsonwebtoken'
import { JwksClient } from 'jwks-rsa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PUBLISHED_AHEAD_MS } from '#server/domain/decide-signing-keys.ts'
import { fetchAccessToken, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'

const clock = { now: Date.now() }
const server = await startTestServer({ now: () => clock.now })
afterAll(() => server.close())

const account = await createAccount(server)
const client = new JwksClient({ jwksUri: `${server.url}/.well-known/jwks.json`, cache: true })

async function configure(change: object): Promise<void> {
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', { version, ...change })
}

/** The way both libraries' documentation puts them together. */
function verify(token: string, algorithm: 'ES256' | 'RS256'): Promise<unknown> {
  const options: jwt.VerifyOptions = {
    issuer: server.issuer,
    audience: server.issuer,
    algorithms: [algorithm],
    clockTimestamp: Math.floor(clock.now / 1000),
  }
  const findKey: jwt.GetPublicKeyOrSecret = ({ kid }, done) =>
    client.getSigningKey(kid, (error, key) => done(error, key?.getPublicKey()))
  return new Promise((resolve, reject) =>
    jwt.verify(token, findKey, options, (error, payload) =>
      error ? reject(error) : resolve(payload),
    ),
  )
}

describe.each(['ES256', 'RS256'] as const)('jwks-rsa and jsonwebtoken, with %s', (algorithm) => {
  // EdDSA keys, which they cannot use, stand beside the others.
  beforeAll(async () => {
    await configure({ signingAlgorithm: 'EdDSA' })
    await configure({ signingAlgorithm: algorithm })
  })

  it('verify a token (RFC 9068 §4)', async () => {
    const token = await fetchAccessToken(server, account)
    expect(jwt.decode(token, { complete: true })?.header.alg).toBe(algorithm)
    expect(await verify(token, algorithm)).toMatchObject({ sub: account.id })
  })

  it('refuse a token that was changed, is for another service, or has expired', async () => {
    const token = await fetchAccessToken(server, account)
    await expect(verify(`${token.slice(0, -4)}AAAA`, algorithm)).rejects.toThrow('signature')
    const changed = token.replace(/\.[^.]+\./, (part) => `${part.slice(0, 20)}xx${part.slice(22)}`)
    await expect(verify(changed, algorithm)).rejects.toThrow()
    clock.now += 301_000
    await expect(verify(token, algorithm)).rejects.toThrow('jwt expired')
  })

  it('find the new key after a rotation, and the old one still (RFC 7517 §4.5)', async () => {
    const before = await fetchAccessToken(server, account)
    await verify(before, algorithm)
    await must(server, 'POST', '/signing-keys/rotate', { algorithm })
    const ahead = await fetchAccessToken(server, account)
    clock.now += PUBLISHED_AHEAD_MS
    const after = await fetchAccessToken(server, account)

    const idOf = (token: string) => jwt.decode(token, { complete: true })?.header.kid
    expect(idOf(ahead)).toBe(idOf(before))
    expect(idOf(after)).not.toBe(idOf(before))
    expect(await verify(after, algorithm)).toMatchObject({ sub: account.id })
    await expect(verify(before, algorithm)).rejects.toThrow('jwt expired')
  })
})
