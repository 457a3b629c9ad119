import { describe, expect, it } from 'vitest'
import { isSameKey, keyAlgorithms, listKeyAlgorithms } from '#server/domain/key-algorithms.ts'

const RSA = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

it.each([
  ['an RSA key', { kty: 'RSA' }, RSA],
  ['an RSA key that says for what', { kty: 'RSA', alg: 'PS256' }, ['PS256']],
  ['a P-256 key', { kty: 'EC', crv: 'P-256' }, ['ES256']],
  ['a P-384 key', { kty: 'EC', crv: 'P-384' }, ['ES384']],
  ['a P-521 key', { kty: 'EC', crv: 'P-521' }, ['ES512']],
  ['an Ed25519 key', { kty: 'OKP', crv: 'Ed25519' }, ['EdDSA', 'Ed25519']],
  ['an EC key that claims to be for RSA', { kty: 'EC', crv: 'P-256', alg: 'RS256' }, []],
  ['a key that claims to be for a shared secret', { kty: 'RSA', alg: 'HS256' }, []],
  ['a key that claims to need no signature', { kty: 'RSA', alg: 'none' }, []],
  ['a curve that nobody uses here', { kty: 'EC', crv: 'secp256k1' }, []],
  ['a shared secret', { kty: 'oct' }, []],
  ['nothing', {}, []],
])('%s verifies its own algorithms and no others', (_, jwk, expected) => {
  expect(listKeyAlgorithms(jwk)).toEqual(expected)
})

it('knows no algorithm without a public key', () => {
  expect(keyAlgorithms.filter((each) => /none|HS/i.test(each))).toEqual([])
})

describe('two JWKs', () => {
  const ec = { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'BBBB' }
  const rsa = { kty: 'RSA', n: 'AAAA', e: 'AQAB' }
  const okp = { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }

  it.each([
    ['on a curve', ec, { ...ec }],
    ['in another order', ec, { y: 'BBBB', x: 'AAAA', crv: 'P-256', kty: 'EC' }],
    ['with another kid', { ...ec, kid: 'a' }, { ...ec, kid: 'b' }],
    ['with another alg', rsa, { ...rsa, alg: 'PS256' }],
    ['with another use', okp, { ...okp, use: 'sig' }],
  ])('are the same key %s', (_, one, other) => {
    expect([isSameKey(one, other), isSameKey(other, one)]).toEqual([true, true])
  })

  it.each([
    ['another x', ec, { ...ec, x: 'AAAB' }],
    ['another y', ec, { ...ec, y: 'BBBC' }],
    ['another curve', ec, { ...ec, crv: 'P-384' }],
    ['another kind', okp, { ...okp, kty: 'EC' }],
    ['another modulus', rsa, { ...rsa, n: 'AAAB' }],
    ['another exponent', rsa, { ...rsa, e: 'Aw' }],
    ['something missing', ec, { kty: 'EC', crv: 'P-256', x: 'AAAA' }],
    ['another letter case', ec, { ...ec, x: 'aaaa' }],
  ])('are two keys with %s', (_, one, other) => {
    expect([isSameKey(one, other), isSameKey(other, one)]).toEqual([false, false])
  })
})
