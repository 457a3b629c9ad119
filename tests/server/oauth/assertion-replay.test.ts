import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { LEEWAY_SECONDS } from '#server/domain/decide-token-times.ts'
import type { PublicKey, ServiceAccount } from '#server/domain/model.ts'
import { verifyClientAssertion } from '#server/oauth/client-authentication/verify-client-assertion.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const ISSUER = 'https://doorward.acme.example'
const START_SECONDS = 1_800_000_000
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A client of a store of its own, and a clock that stands still. */
async function aClient() {
  const store = await openStoreIn(await aDirectory())
  await store.change((tx) => {
    // Only what verifying an assertion looks at.
    const account = { id: 'sa_1', path: 'a', groupId: null, tokenSettings: {}, disabled: false }
    tx.serviceAccounts.put(account as unknown as ServiceAccount)
    const publicJwk = publicKey.export({ format: 'jwk' })
    const key = { id: 'key_1', accountId: 'sa_1', keyId: 'k', publicJwk }
    tx.publicKeys.put(key as unknown as PublicKey)
  })
  const clock = { seconds: START_SECONDS }
  const use = async (assertion: string) => {
    const sent = { method: 'private_key_jwt', clientId: undefined, assertion } as const
    const now = () => clock.seconds * 1000
    const verdict = await verifyClientAssertion(sent, {
      store,
      issuer: ISSUER,
      now,
      steadyNow: now,
    })
    return verdict.ok ? 'accepted' : verdict.reason
  }
  return { clock, use }
}

const assertion = (jti: string, exp: number) =>
  new SignJWT({ iss: 'sa_1', sub: 'sa_1', aud: ISSUER, jti, exp })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey)

it('remembers an assertion for as long as anybody would accept it (RFC 7523 §3)', async () => {
  const { clock, use } = await aClient()
  const first = await assertion('first', START_SECONDS + 60)
  expect(await use(first)).toBe('accepted')
  for (const seconds of [0, 59, 60 + LEEWAY_SECONDS - 1]) {
    clock.seconds = START_SECONDS + seconds
    // What has ended is swept with every use of another one.
    expect(await use(await assertion(`other-${seconds}`, clock.seconds + 60))).toBe('accepted')
    expect(await use(first)).toBe('assertion_replayed')
  }
  clock.seconds = START_SECONDS + 60 + LEEWAY_SECONDS
  expect(await use(first)).toBe('assertion_expired')
})
