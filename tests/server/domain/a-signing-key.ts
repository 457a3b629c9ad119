import type { SigningKey } from '#server/domain/model.ts'

/** Makes the record of a signing key; nothing in it is a real key. */
export function aSigningKey(more: Partial<SigningKey> & Pick<SigningKey, 'id'>): SigningKey {
  return {
    algorithm: 'ES256',
    publicJwk: {},
    privateKey: { nonce: '', ciphertext: '', tag: '' },
    createdAt: 0,
    activeFrom: 0,
    retiredAt: null,
    ...more,
  }
}
