import { expect, it } from 'vitest'
import { claimOnce } from '#server/access/claim-once.ts'
import { collections } from '#server/store/collections.ts'
import { Store } from '#server/store/store.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const claim = { name: ['https://ci.example', 'jti-1'], until: 2000 }

it('gives a token to one of many who claim it at the same time', async () => {
  const store = await openStoreIn(await aDirectory())
  const claims = await Promise.all(Array.from({ length: 50 }, () => claimOnce(store, claim, 1000)))
  expect(claims.filter(Boolean)).toHaveLength(1)
})

it('tells apart what only looks alike when written together', async () => {
  const store = await openStoreIn(await aDirectory())
  const named = (...name: string[]) => claimOnce(store, { name, until: 2000 }, 1000)
  expect(await named('a', 'b,c')).toBe(true)
  expect(await named('a,b', 'c')).toBe(true)
  expect(await named('a","b', 'c')).toBe(true)
})

it('remembers over a restart without a clean stop', async () => {
  const directory = await aDirectory()
  const logger = { info() {}, warn() {}, error() {} }
  const store = await Store.open({ directory, collections, logger })
  expect(await claimOnce(store, claim, 1000)).toBe(true)
  await store.abandon()
  expect(await claimOnce(await openStoreIn(directory), claim, 1000)).toBe(false)
})

it('forgets what nobody would accept any more, and nothing earlier', async () => {
  const store = await openStoreIn(await aDirectory())
  await claimOnce(store, claim, 1000)
  await claimOnce(store, { name: ['other'], until: 9000 }, 2000)
  expect(await claimOnce(store, claim, 2000)).toBe(false)
  await claimOnce(store, { name: ['third'], until: 9000 }, 2001)
  expect(store.read.usedTokens.size).toBe(2)
})
