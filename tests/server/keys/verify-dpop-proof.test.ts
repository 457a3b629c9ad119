import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { createVerifyDpopProof, proofAlgorithms } from '#server/keys/verify-dpop-proof.ts'
import { makeProof, makeProofKey, type ProofChanges } from '#support/make-proof.ts'

const ISSUER = 'https://tokens.acme.example/auth'
const BOUND = 'http://127.0.0.1:7420'
const PATH = '/oauth/token'
const URL_ = `${ISSUER}${PATH}`
const clock = { at: Date.now() }
const now = () => clock.at
const verify = createVerifyDpopProof({ origins: [ISSUER, BOUND], now })
const key = await makeProofKey()
const other = await makeProofKey()
const seconds = (offset: number) => Math.floor(clock.at / 1000) + offset
const check = (...proofs: readonly string[]) => verify({ proofs, method: 'POST', path: PATH })
const withClaims = (claims: object) => ({ claims })

const privateJwk = await exportJWK(key.privateKey)

describe('a DPoP proof (RFC 9449 §4.3)', () => {
  it.each(proofAlgorithms)('is good by %s, and names its key', async (algorithm) => {
    const pair = await makeProofKey(algorithm)
    const thumbprint = await calculateJwkThumbprint(pair.jwk)
    expect(await check(await makeProof(pair, 'POST', URL_))).toEqual({ ok: true, thumbprint })
  })

  it.each<[string, string, ProofChanges]>([
    ['the address that is bound', `${BOUND}${PATH}`, {}],
    ['a query', `${URL_}?a=b`, {}],
    ['capitals in the host', URL_.replace('tokens', 'TOKENS'), {}],
    ['the port that goes without saying', URL_.replace('example/', 'example:443/'), {}],
    ['a clock that is a minute behind', URL_, withClaims({ iat: seconds(-59) })],
    ['a clock that is a minute ahead', URL_, withClaims({ iat: seconds(59) })],
    ['a long identifier', URL_, withClaims({ jti: 'x'.repeat(256) })],
    ['claims that nobody knows', URL_, withClaims({ foo: { bar: 1 } })],
    ['an access token that nobody asked for', URL_, { accessToken: 'x' }],
  ])('is good with %s', async (_, url, changes) => {
    expect(await check(await makeProof(key, 'POST', url, changes))).toMatchObject({ ok: true })
  })

  it.each<[string, ProofChanges, string]>([
    ['another typ', { header: { typ: 'jwt' } }, 'malformed'],
    ['no typ', { header: { typ: undefined } }, 'malformed'],
    ['the typ of an access token', { header: { typ: 'at+jwt' } }, 'malformed'],
    ['no key', { header: { jwk: undefined } }, 'malformed'],
    ['a key that is text', { header: { jwk: 'x' } }, 'malformed'],
    ['an empty key', { header: { jwk: {} } }, 'malformed'],
    ['the key of somebody else', { header: { jwk: other.jwk } }, 'malformed'],
    ['a private key', { header: { jwk: privateJwk } }, 'malformed'],
    ['its own key with a private member', { header: { jwk: { ...key.jwk, k: 'x' } } }, 'malformed'],
    ['a shared key', { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } }, 'malformed'],
    [
      'a key named by address',
      { header: { jwk: undefined, jku: 'https://x.example' } },
      'malformed',
    ],
    ['a critical header that nobody knows', { header: { crit: ['x'], x: 1 } }, 'malformed'],
    ['no identifier', withClaims({ jti: undefined }), 'malformed'],
    ['an empty identifier', withClaims({ jti: '' }), 'malformed'],
    ['an identifier that is a number', withClaims({ jti: 1 }), 'malformed'],
    ['an identifier of 257 characters', withClaims({ jti: 'x'.repeat(257) }), 'malformed'],
    ['more than 8 KiB', withClaims({ filler: 'x'.repeat(8192) }), 'malformed'],
    ['no method', withClaims({ htm: undefined }), 'malformed'],
    ['another method', withClaims({ htm: 'GET' }), 'method'],
    ['a method in small letters', withClaims({ htm: 'post' }), 'method'],
    ['no address', withClaims({ htu: undefined }), 'malformed'],
    ['an address that is a list', withClaims({ htu: [URL_] }), 'malformed'],
    ['another host', withClaims({ htu: `https://evil.example${PATH}` }), 'address'],
    [
      'a host that goes on',
      withClaims({ htu: URL_.replace('example', 'example.evil') }),
      'address',
    ],
    ['http for https', withClaims({ htu: URL_.replace('https', 'http') }), 'address'],
    ['another port', withClaims({ htu: URL_.replace('example/', 'example:8443/') }), 'address'],
    ['another path', withClaims({ htu: `${ISSUER}/oauth/revoke` }), 'address'],
    ['a slash more', withClaims({ htu: `${URL_}/` }), 'address'],
    ['capitals in the path', withClaims({ htu: `${ISSUER}/OAuth/token` }), 'address'],
    ['the issuer alone', withClaims({ htu: ISSUER }), 'address'],
    ['a path alone', withClaims({ htu: PATH }), 'address'],
    ['a user name', withClaims({ htu: URL_.replace('://', '://me@') }), 'address'],
    ['an empty address', withClaims({ htu: '' }), 'address'],
    ['no time', withClaims({ iat: undefined }), 'malformed'],
    ['a time as text', withClaims({ iat: String(seconds(0)) }), 'malformed'],
    ['a time long ago', withClaims({ iat: 0 }), 'time'],
    ['a time more than a minute ago', withClaims({ iat: seconds(-62) }), 'time'],
    ['a time more than a minute ahead', withClaims({ iat: seconds(62) }), 'time'],
    ['a time in milliseconds', withClaims({ iat: clock.at }), 'time'],
    ['an end that is past', withClaims({ exp: seconds(-61) }), 'malformed'],
    ['a beginning that is to come', withClaims({ nbf: seconds(62) }), 'malformed'],
  ])('is refused with %s', async (_, changes, fault) => {
    const proof = await makeProof(key, 'POST', URL_, changes)
    expect(await check(proof)).toEqual({ ok: false, fault })
  })

  it.each<[string, (proof: string) => readonly string[], string]>([
    ['no header', () => [], 'count'],
    ['two headers', (proof) => [proof, proof], 'count'],
    ['two in one header', (proof) => [`${proof}, ${proof}`], 'malformed'],
    ['an empty header', () => [''], 'malformed'],
    ['no JWT', () => ['a.b.c'], 'malformed'],
    ['a signature cut off', (proof) => [proof.slice(0, proof.lastIndexOf('.') + 1)], 'malformed'],
    ['alg none', (proof) => [withAlgorithm(proof, 'none')], 'malformed'],
    ['HS256 over the public key', (proof) => [withAlgorithm(proof, 'HS256')], 'malformed'],
    ['an algorithm of other keys', (proof) => [withAlgorithm(proof, 'RS256')], 'malformed'],
    ['10 000 dots', () => ['.'.repeat(10_000)], 'malformed'],
  ])('is refused with %s', async (_, change, fault) => {
    const proof = await makeProof(key, 'POST', URL_)
    expect(await check(...change(proof))).toEqual({ ok: false, fault })
  })

  it('is refused with an RSA key of 1024 bits (RFC 7518 §3.3)', async () => {
    const signedWith = (modulusLength: number) => {
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
      const header = { alg: 'RS256', typ: 'dpop+jwt', jwk: publicKey.export({ format: 'jwk' }) }
      const claims = { jti: randomUUID(), htm: 'POST', htu: URL_, iat: seconds(0) }
      const input = [header, claims].map(toBase64Url).join('.')
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
    }
    expect(await check(signedWith(2048))).toMatchObject({ ok: true })
    expect(await check(signedWith(1024))).toEqual({ ok: false, fault: 'malformed' })
  })

  it('is good once (RFC 9449 §11.1), and its identifier is free for other keys', async () => {
    const jti = withClaims({ jti: 'the-same' })
    const proof = await makeProof(key, 'POST', URL_, jti)
    expect(await check(proof)).toMatchObject({ ok: true })
    expect(await check(proof)).toEqual({ ok: false, fault: 'replayed' })
    expect(await check(await makeProof(key, 'POST', URL_, jti))).toMatchObject({
      fault: 'replayed',
    })
    expect(await check(await makeProof(other, 'POST', URL_, jti))).toMatchObject({ ok: true })
  })

  it('that comes from the future is not good again later on', async () => {
    const proof = await makeProof(key, 'POST', URL_, withClaims({ iat: seconds(59) }))
    expect(await check(proof)).toMatchObject({ ok: true })
    const start = clock.at
    for (const step of [30_000, 60_000, 28_000, 10_000]) {
      clock.at += step
      expect(await check(proof)).toMatchObject({ ok: false })
    }
    clock.at = start
  })

  it('is not used up by a request that it is not for', async () => {
    const proof = await makeProof(key, 'POST', URL_)
    const elsewhere = { proofs: [proof], method: 'POST', path: '/oauth/revoke' }
    expect(await verify(elsewhere)).toEqual({ ok: false, fault: 'address' })
    expect(await check(proof)).toMatchObject({ ok: true })
  })

  it.each(['//evil.example/oauth/token', 'http://evil.example/oauth/token', '*', ''])(
    'fits no request for %j',
    async (path) => {
      const proof = await makeProof(key, 'POST', `https://evil.example${PATH}`)
      expect(await verify({ proofs: [proof], method: 'POST', path })).toMatchObject({ ok: false })
    },
  )
})

describe('a DPoP proof beside an access token (RFC 9449 §4.3, §7.1)', () => {
  it.each<[string, ProofChanges, boolean]>([
    ['that it names', { accessToken: 'the-token' }, true],
    ['that it does not name', {}, false],
    ['where it names another', { accessToken: 'another' }, false],
    ['that it names in clear', withClaims({ ath: 'the-token' }), false],
    ['that it names by nothing', withClaims({ ath: '' }), false],
  ])('%s: %j', async (_, changes, ok) => {
    const proofs = [await makeProof(key, 'POST', URL_, changes)]
    const verification = await verify({ proofs, method: 'POST', path: PATH }, 'the-token')
    expect(verification).toMatchObject(ok ? { ok } : { ok, fault: 'access_token' })
  })
})

/** The same proof under another algorithm. */
function withAlgorithm(proof: string, alg: string): string {
  const [header = '', ...rest] = proof.split('.')
  const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), alg }
  return [toBase64Url(changed), ...rest].join('.')
}

function toBase64Url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
