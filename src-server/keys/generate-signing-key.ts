import { generateKeyPair as generateKeyPairWithCallback, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import type { SigningAlgorithm } from '#contract/settings.ts'
import type { SigningKey } from '#server/domain/model.ts'
import type { Vault } from './vault.ts'

const generateKeyPair = promisify(generateKeyPairWithCallback)

/** Makes a key pair; the private half leaves this function only encrypted. */
export async function generateSigningKey(
  algorithm: SigningAlgorithm,
  vault: Vault,
  { createdAt, activeFrom }: Pick<SigningKey, 'createdAt' | 'activeFrom'>,
): Promise<SigningKey> {
  const { publicKey, privateKey } = await generators[algorithm]()
  const jwk = await exportJWK(publicKey)
  const id = await calculateJwkThumbprint(jwk)
  const der = privateKey.export({ type: 'pkcs8', format: 'der' })
  return {
    id,
    algorithm,
    publicJwk: { ...jwk, kid: id, alg: algorithm, use: 'sig' },
    privateKey: vault.seal(der, toLabel(id)),
    createdAt,
    activeFrom,
    retiredAt: null,
  }
}

/** The label under which a signing key is sealed. */
export function toLabel(keyId: string): string {
  return `signing-key:${keyId}`
}

const generators = {
  ES256: () => generateKeyPair('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPair('rsa', { modulusLength: 2048 }),
  EdDSA: () => generateKeyPair('ed25519'),
} as const satisfies Record<
  SigningAlgorithm,
  () => Promise<{ publicKey: KeyObject; privateKey: KeyObject }>
>
