import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { keyAlgorithms } from '#server/domain/key-algorithms.ts'
import type { PublicKey, ServiceAccount } from '#server/domain/model.ts'
import { findDecoyKey } from '#server/oauth/client-authentication/decoy-keys.ts'
import {
  findSigner,
  type VerifyByKey,
  verifyByKey,
} from '#server/oauth/client-authentication/find-signer.ts'
import { verifyClientAssertion } from '#server/oauth/client-authentication/verify-client-assertion.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { signAssertion } from '#support/key-client.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const ISSUER = 'https://doorward.acme.example'

let stranger: CryptoKey
let others: Readonly<Record<string, unknown>>
beforeAll(async () => {
  stranger = (await generateKeyPair('ES256')).privateKey
  others = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)
})

/** Only what verifying an assertion looks at. */
const putAccount = (store: DoorwardStore, id: string, publicJwk?: PublicKey['publicJwk']) =>
  store.change((tx) => {
    const account = { id, path: id, groupId: null, tokenSettings: {}, disabled: false }
    tx.serviceAccounts.put(account as unknown as ServiceAccount)
    if (!publicJwk) return
    const key = { id: `key_${id}`, accountId: id, keyId: 'own', publicJwk }
    tx.publicKeys.put(key as unknown as PublicKey)
  })

/** Verifies really, and keeps by which keys. */
function aWitness() {
  const keys: object[] = []
  const verify: VerifyByKey = (token, key) => {
    keys.push(key)
    return verifyByKey(token, key)
  }
  return { keys, verify }
}

describe('an assertion that nobody of ours has signed', () => {
  it.each([
    ['of a client with a key', 'sa_keyed', undefined, 'assertion_signature'],
    ['of a client without keys', 'sa_bare', undefined, 'unknown_key'],
    ['of a client whose key is of another kind', 'sa_rsa', undefined, 'unknown_key'],
    ['that names a key which the client lacks', 'sa_keyed', 'another', 'unknown_key'],
    ['of nobody', 'sa_nobody', undefined, 'unknown_client'],
  ])('%s costs one verification by a key on the same curve', async (_, clientId, kid, reason) => {
    const store = await openStoreIn(await aDirectory())
    await putAccount(store, 'sa_keyed', others)
    await putAccount(store, 'sa_bare')
    await putAccount(store, 'sa_rsa', findDecoyKey('RS256'))
    const assertion = await signAssertion({
      clientId,
      audience: ISSUER,
      alg: 'ES256',
      key: stranger,
      kid,
    })
    const { keys, verify } = aWitness()
    const verdict = await verifyClientAssertion(
      { method: 'private_key_jwt', clientId: undefined, assertion },
      { store, issuer: ISSUER, now: Date.now, steadyNow: Date.now },
      verify,
    )
    expect(verdict).toMatchObject({ ok: false, reason })
    expect(keys).toEqual([expect.objectContaining({ kty: 'EC', crv: 'P-256' })])
  })
})

describe('the key of nobody', () => {
  it.each(keyAlgorithms)('can be tried for %s, and does not fit', async (alg) => {
    const { privateKey } = await generateKeyPair(alg)
    const compact = await signAssertion({ clientId: 'x', audience: 'y', alg, key: privateKey })
    const { keys, verify } = aWitness()
    expect(await findSigner({ compact, algorithm: alg }, [], verify)).toBeUndefined()
    expect(keys).toEqual([findDecoyKey(alg)])
    expect(decodeProtectedHeader(compact).alg).toBe(alg)
  })

  it('lets nobody in, were somebody to have its private half', async () => {
    const verify: VerifyByKey = async () => true
    expect(await findSigner({ compact: '', algorithm: 'ES256' }, [], verify)).toBeUndefined()
  })

  it.each(['none', 'HS256', 'toString', ''])('does not exist for %o', (alg) => {
    expect(findDecoyKey(alg)).toBeUndefined()
  })
})
