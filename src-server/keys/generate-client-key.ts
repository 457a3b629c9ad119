import { generateKeyPair as generateKeyPairWithCallback } from 'node:crypto'
import { promisify } from 'node:util'
import { exportJWK } from 'jose'
import type { GeneratedAlgorithm, GeneratedPrivateKey } from '#contract/public-keys.ts'
import { type ParsedPublicKey, parsePublicKey } from './parse-public-key.ts'

const generateKeyPair = promisify(generateKeyPairWithCallback)

export interface GeneratedKey extends ParsedPublicKey {
  readonly privateKey: GeneratedPrivateKey
}

/** Makes a key pair for a client; its private half is for whoever asked and kept nowhere. */
export async function generateClientKey(alg: GeneratedAlgorithm): Promise<GeneratedKey> {
  const pair = await generators[alg]()
  const parsed = await parsePublicKey({ ...(await exportJWK(pair.publicKey)), alg })
  const jwk = { ...(await exportJWK(pair.privateKey)), kid: parsed.keyId, alg, use: 'sig' }
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { ...parsed, privateKey: { jwk, pem } }
}

const generators = {
  ES256: () => generateKeyPair('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPair('rsa', { modulusLength: 2048 }),
  EdDSA: () => generateKeyPair('ed25519'),
}
