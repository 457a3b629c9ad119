import { expect, it } from 'vitest'
import { ClientLockouts } from '#server/access/client-lockouts.ts'
import { MAXIMUM_ENTRIES } from '#server/access/failure-counts.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { beginAttempt } from '#server/oauth/client-authentication/begin-attempt.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { createFailureCounts } from '#server/operations/begin-attempt.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const request = { address: '192.0.2.7', correlationId: 'req_1' }
const rules = () => ({ lockoutFailures: 3, lockoutSeconds: 30 })
const now = () => 1_000_000_000

async function aStore() {
  const store = await openStoreIn(await aDirectory())
  // Only what lockouts look at.
  const account = { id: 'sa_1', path: 'one', groupId: null } as ServiceAccount
  await store.change((tx) => tx.serviceAccounts.put(account))
  return store
}

it('lets no attempt in that a lockout overtook, though it is right (RFC 6749 §2.3.1)', async () => {
  const store = await aStore()
  const logger = { info() {}, warn() {}, error() {} } as never
  const lockouts = new ClientLockouts({ store, record: () => undefined, logger, now, rules })
  const begin = () => beginAttempt('sa_1', request, { store, lockouts })
  const right = begin()
  for (const attempt of [begin(), begin(), begin()]) {
    attempt.fail(new OAuthError('invalid_client', 'x'))
  }
  const refusal = expect.objectContaining({ retryAfterSeconds: 30, accountId: 'sa_1' })
  expect(() => right.succeed()).toThrow(refusal)
  expect(begin).toThrow(refusal)
})

it('counts failures at the API of whom it knows while names of nobody are all around', async () => {
  const counts = createFailureCounts({ store: await aStore(), now, rules })
  const failAll = (name: string) => {
    for (let count = 0; count < 3; count += 1) counts.fail({ name, address: request.address })
  }
  for (let index = 0; index <= MAXIMUM_ENTRIES; index += 1) failAll(`name:nobody-${index}`)
  failAll('name:one')
  expect(counts.secondsToWait({ name: 'name:one', address: request.address })).toBe(30)
})
