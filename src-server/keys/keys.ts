import { randomBytes } from 'node:crypto'
import type { JSONWebKeySet, JWK } from 'jose'
import { SigningAlgorithm } from '#contract/settings.ts'
import type { SigningKey, VaultKey } from '#server/domain/model.ts'
import { StartError } from '#server/errors.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { generateSigningKey, toLabel } from './generate-signing-key.ts'
import { SecretHasher } from './secret-hasher.ts'
import { TokenSigner } from './token-signer.ts'
import { Vault } from './vault.ts'
import { createVerifyAccessToken, type VerifyAccessToken } from './verify-access-token.ts'

/** The installation's keys, opened and ready for use. */
export interface Keys {
  readonly hasher: SecretHasher
  signerFor(algorithm: SigningAlgorithm): TokenSigner
  /** Verifies access tokens that these keys signed. */
  readonly verifyAccessToken: VerifyAccessToken
  /** The public halves of all signing keys, as a JWK Set (RFC 7517 §5). */
  readonly jwks: JSONWebKeySet
}

/** Opens the keys with the master key, making those that are missing; throws a `StartError` when it is not theirs. */
export async function openKeys(
  store: DoorwardStore,
  masterKey: Uint8Array,
  now: () => number,
): Promise<Keys> {
  const vault = new Vault(masterKey)
  const hashingKey = await openHashingKey(store, vault, now)
  const signingKeys = await Promise.all(
    SigningAlgorithm.options.map((algorithm) => findOrCreate(store, vault, algorithm, now)),
  )
  const signers = new Map(
    signingKeys.map((key) => [
      key.algorithm,
      new TokenSigner(key.algorithm, key.id, vault.open(key.privateKey, toLabel(key.id))),
    ]),
  )
  const jwks = { keys: signingKeys.map((key) => key.publicJwk as JWK) }
  return {
    hasher: new SecretHasher(hashingKey),
    signerFor(algorithm) {
      const signer = signers.get(algorithm)
      if (!signer) throw new Error(`There is no signing key for ${algorithm}.`)
      return signer
    },
    verifyAccessToken: createVerifyAccessToken(jwks, now),
    jwks,
  }
}

/** The first key to be opened, so it is also what tells a wrong master key. */
async function openHashingKey(
  store: DoorwardStore,
  vault: Vault,
  now: () => number,
): Promise<Uint8Array> {
  const stored = store.read.vaultKeys.find('secret_hashing')
  if (stored) return openWithMasterKey(vault, stored)

  const key = randomBytes(32)
  const record: VaultKey = {
    id: 'secret_hashing',
    key: vault.seal(key, 'secret_hashing'),
    createdAt: now(),
  }
  await store.change((tx) => tx.vaultKeys.put(record))
  return key
}

function openWithMasterKey(vault: Vault, stored: VaultKey): Uint8Array {
  try {
    return vault.open(stored.key, stored.id)
  } catch (cause) {
    throw new StartError(
      'The master key does not fit this data directory: it was encrypted with another one. Nothing was changed; start again with the key that belongs to it.',
      1,
      cause,
    )
  }
}

async function findOrCreate(
  store: DoorwardStore,
  vault: Vault,
  algorithm: SigningAlgorithm,
  now: () => number,
): Promise<SigningKey> {
  const stored = store.read.signingKeys
    .list('all', 'all')
    .find((key) => key.algorithm === algorithm)
  if (stored) return stored
  const key = await generateSigningKey(algorithm, vault, now())
  await store.change((tx) => tx.signingKeys.put(key))
  return key
}
