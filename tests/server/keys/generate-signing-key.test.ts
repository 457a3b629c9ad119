import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SigningKey } from '#server/domain/model.ts'
import { generateSigningKey, toLabel } from '#server/keys/generate-signing-key.ts'
import { Vault } from '#server/keys/vault.ts'

const vault = new Vault(new Uint8Array(32).fill(1))
const NOW = 1_800_000_000_000
const times = { createdAt: NOW, activeFrom: NOW + 1000 }

/** RFC 7638 §3: the required members in alphabetical order, without white space. */
function thumbprint(jwk: SigningKey['publicJwk']): string {
  const names =
    jwk.kty === 'RSA' ? ['e', 'kty', 'n'] : ['crv', 'kty', 'x', 'y'].filter((name) => name in jwk)
  const json = `{${names.map((name) => `"${name}":"${jwk[name]}"`).join(',')}}`
  return createHash('sha256').update(json).digest('base64url')
}

describe.each([
  ['ES256', ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'], { kty: 'EC', crv: 'P-256' }],
  ['RS256', ['alg', 'e', 'kid', 'kty', 'n', 'use'], { kty: 'RSA' }],
  ['EdDSA', ['alg', 'crv', 'kid', 'kty', 'use', 'x'], { kty: 'OKP', crv: 'Ed25519' }],
] as const)('%s', (algorithm, members, kind) => {
  const made = generateSigningKey(algorithm, vault, times)

  it('publishes the public members and no other', async () => {
    const { publicJwk } = await made
    expect(Object.keys(publicJwk).sort()).toEqual(members)
    expect(publicJwk).toMatchObject({ ...kind, alg: algorithm, use: 'sig' })
  })

  it('is named by its RFC 7638 thumbprint', async () => {
    const key = await made
    expect(key.id).toBe(thumbprint(key.publicJwk))
    expect(key.publicJwk.kid).toBe(key.id)
    expect(key).toMatchObject({ createdAt: NOW, activeFrom: NOW + 1000, retiredAt: null })
  })

  it('seals the private half that belongs to the public one, under its own label', async () => {
    const key = await made
    const der = vault.open(key.privateKey, toLabel(key.id))
    const own = createPublicKey(createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }))
    expect(key.publicJwk).toMatchObject(own.export({ format: 'jwk' }))
    expect(() => vault.open(key.privateKey, toLabel('another'))).toThrow()
    expect(() => vault.open(key.privateKey, 'secret_hashing')).toThrow()
  })

  it('holds the private half nowhere in clear', async () => {
    const key = await made
    const der = vault.open(key.privateKey, toLabel(key.id))
    const { d = '' } = createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }).export({
      format: 'jwk',
    })
    expect(d.length).toBeGreaterThan(40)
    expect(JSON.stringify(key)).not.toContain(d)
  })
})

it('makes RSA keys of at least 2048 bits', async () => {
  const { publicJwk } = await generateSigningKey('RS256', vault, times)
  expect(Buffer.from(String(publicJwk.n), 'base64url').length * 8).toBeGreaterThanOrEqual(2048)
})
