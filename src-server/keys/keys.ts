import { randomBytes } from 'node:crypto'
import type { JSONWebKeySet } from 'jose'
import type { SigningAlgorithm } from '#contract/settings.ts'
import { listWantedAlgorithms } from '#server/domain/decide-signing-algorithm.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { VaultKey } from '#server/domain/model.ts'
import { StartError } from '#server/errors.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { KeyRing } from './key-ring.ts'
import type { OwnCertificates } from './own-certificates.ts'
import { SecretHasher } from './secret-hasher.ts'
import { SigningKeys } from './signing-keys.ts'
import type { TokenSigner } from './token-signer.ts'
import { Vault } from './vault.ts'
import { createVerifyAccessToken, type VerifyAccessToken } from './verify-access-token.ts'

/** The installation's keys, opened and ready for use. */
export interface Keys {
  readonly hasher: SecretHasher
  /** The key that signs at this moment; another may at the next. */
  signerFor(algorithm: SigningAlgorithm): TokenSigner
  /** Verifies access tokens that a published key signed. */
  readonly verifyAccessToken: VerifyAccessToken
  /** The public halves of all published keys, as a JWK Set (RFC 7517 §5); the same object until it changes. */
  readonly jwks: JSONWebKeySet
  readonly signingKeys: SigningKeys
  /** Loads the makers of certificates, which a server without TLS of its own needs not. */
  openOwnCertificates(): Promise<OwnCertificates>
}

/** Opens the keys with the master key, making those that are missing; throws a `StartError` when it is not theirs. */
export async function openKeys(
  store: DoorwardStore,
  masterKey: Uint8Array,
  now: () => number,
): Promise<Keys> {
  const vault = new Vault(masterKey)
  const hashingKey = await openHashingKey(store, vault, now)
  const ring = new KeyRing(vault, now)
  ring.replace([...store.read.signingKeys.values()])
  const signingKeys = new SigningKeys({ store, vault, ring, now })
  const settings = store.read.settings.find('settings') ?? defaultSettings
  await signingKeys.ensure(listWantedAlgorithms(settings))
  return {
    hasher: new SecretHasher(hashingKey),
    signerFor: (algorithm) => ring.signerFor(algorithm),
    verifyAccessToken: createVerifyAccessToken(() => ring.keySet, now),
    get jwks() {
      return ring.jwks
    },
    signingKeys,
    async openOwnCertificates() {
      const own = await import('./own-certificates.ts')
      return new own.OwnCertificates({ store, vault, now })
    },
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
