import { generateKeyPairSync } from 'node:crypto'
import { importJWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { TokenSigner } from '#server/keys/token-signer.ts'

const pairs = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: generateKeyPairSync('ed25519'),
}
const claims = { iss: 'https://doorward.example', sub: 'sa_1', exp: 4_000_000_000, name: 'Zoë ✓' }

function aSigner(algorithm: keyof typeof pairs): TokenSigner {
  const der = pairs[algorithm].privateKey.export({ type: 'pkcs8', format: 'der' })
  return new TokenSigner(algorithm, 'key-1', der)
}

describe.each(['ES256', 'RS256', 'EdDSA'] as const)('%s', (algorithm) => {
  const publicJwk = pairs[algorithm].publicKey.export({ format: 'jwk' })

  it('signs what an independent library verifies', async () => {
    const token = await aSigner(algorithm).sign(claims)
    const key = await importJWK({ ...publicJwk, alg: algorithm })
    const { payload, protectedHeader } = await jwtVerify(token, key, { algorithms: [algorithm] })
    expect(payload).toEqual(claims)
    expect(protectedHeader).toEqual({ typ: 'at+jwt', alg: algorithm, kid: 'key-1' })
  })

  it('signs so that changed claims no longer verify', async () => {
    const token = await aSigner(algorithm).sign(claims)
    const [header, , signature] = token.split('.')
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'sa_2' })).toString('base64url')
    const key = await importJWK({ ...publicJwk, alg: algorithm })
    await expect(jwtVerify(`${header}.${other}.${signature}`, key)).rejects.toThrow('signature')
  })

  it('signs many at once, each its own claims', async () => {
    const signer = aSigner(algorithm)
    const key = await importJWK({ ...publicJwk, alg: algorithm })
    const numbers = Array.from({ length: 20 }, (_, number) => number)
    const tokens = await Promise.all(numbers.map((number) => signer.sign({ number })))
    const read = await Promise.all(tokens.map((token) => jwtVerify(token, key)))
    expect(read.map(({ payload }) => payload.number)).toEqual(numbers)
  })
})
