import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sealed } from '#server/domain/model.ts'
import { Vault } from '#server/keys/vault.ts'

const masterKey = new Uint8Array(32).fill(1)
const vault = new Vault(masterKey)
const secret = Buffer.from('the private half of a key')

it('opens what it sealed, whatever the bytes and the label are', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string(), (bytes, label) => {
      expect(vault.open(vault.seal(bytes, label), label)).toEqual(Buffer.from(bytes))
    }),
  )
})

it('seals the same bytes differently each time', () => {
  const seals = Array.from({ length: 50 }, () => vault.seal(secret, 'a'))
  expect(new Set(seals.map(({ nonce }) => nonce)).size).toBe(50)
  expect(new Set(seals.map(({ ciphertext }) => ciphertext)).size).toBe(50)
})

it('leaves nothing readable', () => {
  const sealed = vault.seal(secret, 'a')
  const bytes = Buffer.from(sealed.ciphertext, 'base64url')
  expect(bytes).toHaveLength(secret.length)
  expect(bytes.includes(secret.subarray(0, 4))).toBe(false)
})

it('seals in a form that another AES-256-GCM opens', async () => {
  const sealed = vault.seal(secret, 'a')
  const key = await crypto.subtle.importKey('raw', masterKey, 'AES-GCM', false, ['decrypt'])
  const parameters = {
    name: 'AES-GCM',
    iv: Buffer.from(sealed.nonce, 'base64url'),
    additionalData: Buffer.from('a'),
  }
  const parts = [sealed.ciphertext, sealed.tag].map((part) => Buffer.from(part, 'base64url'))
  const opened = await crypto.subtle.decrypt(parameters, key, Buffer.concat(parts))
  expect(Buffer.from(opened)).toEqual(secret)
})

describe('opens nothing', () => {
  const sealed = vault.seal(secret, 'signing-key:a')
  const cut = (text: string, bytes: number) =>
    Buffer.from(text, 'base64url').subarray(0, bytes).toString('base64url')

  it.each([
    ['under another label', sealed, 'signing-key:b', masterKey],
    ['under a label that begins alike', sealed, 'signing-key:', masterKey],
    ['under no label', sealed, '', masterKey],
    ['with another key', sealed, 'signing-key:a', randomBytes(32)],
    ['with a tag of 15 bytes', { ...sealed, tag: cut(sealed.tag, 15) }, 'signing-key:a', masterKey],
    ['with a tag of 4 bytes', { ...sealed, tag: cut(sealed.tag, 4) }, 'signing-key:a', masterKey],
    ['without a tag', { ...sealed, tag: '' }, 'signing-key:a', masterKey],
    ['without a nonce', { ...sealed, nonce: '' }, 'signing-key:a', masterKey],
    ['cut short', { ...sealed, ciphertext: cut(sealed.ciphertext, 8) }, 'signing-key:a', masterKey],
    ['emptied', { ...sealed, ciphertext: '' }, 'signing-key:a', masterKey],
  ])('%s', (_, changed, label, key) => {
    expect(() => new Vault(key).open(changed, label)).toThrow()
  })

  it('when the parts of two sealed secrets are mixed', () => {
    const other = vault.seal(secret, 'signing-key:a')
    expect(() => vault.open({ ...sealed, nonce: other.nonce }, 'signing-key:a')).toThrow()
    expect(() => vault.open({ ...sealed, tag: other.tag }, 'signing-key:a')).toThrow()
  })

  it.each(['nonce', 'ciphertext', 'tag'] as const)('with any bit of the %s flipped', (part) => {
    const bytes = Buffer.from(sealed[part], 'base64url')
    const opened = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      return { ...sealed, [part]: flipped.toString('base64url') }
    }).filter((changed) => opens(changed))
    expect(opened).toEqual([])
  })
})

function opens(sealed: Sealed): boolean {
  try {
    vault.open(sealed, 'signing-key:a')
    return true
  } catch {
    return false
  }
}

it('takes no master key of another size', () => {
  expect(() => new Vault(new Uint8Array(16)).seal(secret, 'a')).toThrow()
  expect(() => new Vault(new Uint8Array(33)).seal(secret, 'a')).toThrow()
})
