import { expect, it } from 'vitest'
import type { TrustPolicy } from '#server/domain/model.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

it('policies stay in their order however many came and went before them', async () => {
  const store = await openStoreIn(await aDirectory())
  const positions = [0, 9, 10, 99, 100, 1000]
  await store.change((tx) => {
    for (const position of positions.toReversed()) {
      const policy = { id: `tp_${position}`, accountId: 'sa_1', issuerId: 'iss_1', position }
      // Safe: indexes look at nothing else.
      tx.trustPolicies.put(policy as unknown as TrustPolicy)
    }
  })
  const listed = store.read.trustPolicies.list('account', 'sa_1')
  expect(listed.map(({ position }) => position)).toEqual(positions)
})
