import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Sealed } from '#server/domain/model.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12

/** Encrypts what must not lie readable on disk, under the master key. */
export class Vault {
  readonly #masterKey: Uint8Array

  constructor(masterKey: Uint8Array) {
    this.#masterKey = masterKey
  }

  /** Encrypts bytes; `label` names what they are, and opening under another label fails. */
  seal(plaintext: Uint8Array, label: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.#masterKey, nonce)
    cipher.setAAD(Buffer.from(label))
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
    return {
      nonce: nonce.toString('base64url'),
      ciphertext: ciphertext.toString('base64url'),
      tag: cipher.getAuthTag().toString('base64url'),
    }
  }

  /** Decrypts what `seal` made under the same label; throws when key, label or bytes differ. */
  open(sealed: Sealed, label: string): Buffer {
    const tag = Buffer.from(sealed.tag, 'base64url')
    const nonce = Buffer.from(sealed.nonce, 'base64url')
    const decipher = createDecipheriv(CIPHER, this.#masterKey, nonce, { authTagLength: 16 })
    decipher.setAAD(Buffer.from(label))
    decipher.setAuthTag(tag)
    return Buffer.concat([
      decipher.update(Buffer.from(sealed.ciphertext, 'base64url')),
      decipher.final(),
    ])
  }
}
