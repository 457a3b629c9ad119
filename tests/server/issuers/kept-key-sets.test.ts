import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Issuer } from '#server/domain/model.ts'
import { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { keepInStore } from '#server/issuers/kept-key-sets.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'
import { anIssuer } from './an-issuer.ts'

const MINUTE = 60_000
const genuine = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  format: 'jwk',
})
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** An issuer's keys over a real store; `network` gives what the issuer answers, or nothing. */
function keysOver(store: DoorwardStore, network: () => readonly string[] | undefined, time = 0) {
  const fetched: string[] = []
  const clock = { time }
  const keys = new IssuerKeys({
    now: () => clock.time,
    kept: keepInStore(store),
    async fetchJson(url) {
      fetched.push(url)
      const kids = network()
      if (!kids) throw new Error('no network')
      const body = url.endsWith('/openid-configuration')
        ? { issuer: 'https://ci.example', jwks_uri: 'https://ci.example/jwks' }
        : { keys: kids.map((kid) => ({ ...genuine, kid })) }
      return { body, maxAgeSeconds: undefined }
    },
  })
  return { keys, fetched, clock }
}

async function aStoreWith(issuer: Issuer) {
  const store = await openStoreIn(await aDirectory())
  await store.change((tx) => tx.issuers.put(issuer))
  return store
}

const kidsOf = (set: { jwks: readonly { kid?: unknown }[] }) => set.jwks.map(({ kid }) => kid)

describe('the last good key set', () => {
  it('is used at once after a restart without network', async () => {
    const issuer = anIssuer()
    const store = await aStoreWith(issuer)
    await keysOver(store, () => ['a']).keys.keysFor(issuer, 'a')
    await settle()
    const restarted = keysOver(store, () => undefined, 5 * MINUTE)
    expect(kidsOf(await restarted.keys.keysFor(issuer, 'a'))).toEqual(['a'])
    expect(restarted.fetched).toEqual([])
    expect(restarted.keys.healthOf(issuer)).toMatchObject({
      keys: [{ keyId: 'a', firstSeenAt: '1970-01-01T00:00:00Z' }],
      keyUrl: 'https://ci.example/jwks',
    })
  })

  it('is refreshed in the background when the restart finds it old', async () => {
    const issuer = anIssuer()
    const store = await aStoreWith(issuer)
    await keysOver(store, () => ['a']).keys.keysFor(issuer, 'a')
    await settle()
    const restarted = keysOver(store, () => ['a', 'b'], 60 * MINUTE)
    expect(kidsOf(await restarted.keys.keysFor(issuer, 'a'))).toEqual(['a'])
    await settle()
    expect(kidsOf(await restarted.keys.keysFor(issuer, 'a'))).toEqual(['a', 'b'])
  })

  it('is written when it changes, and not at every fetch', async () => {
    const issuer = anIssuer()
    const store = await aStoreWith(issuer)
    const answer = { kids: ['a'] }
    const { keys, clock } = keysOver(store, () => answer.kids)
    const fetchedAt = async () => {
      clock.time += 20 * MINUTE
      await keys.refresh(issuer)
      await settle()
      return store.read.issuerKeySets.find(issuer.id)?.fetchedAt
    }
    expect(await fetchedAt()).toBe(20 * MINUTE)
    expect(await fetchedAt()).toBe(20 * MINUTE)
    answer.kids = ['b']
    expect(await fetchedAt()).toBe(60 * MINUTE)
  })

  it.each<[string, Partial<Issuer>]>([
    ['the source', { keySource: { kind: 'jwks_url', url: 'https://ci.example/jwks' } }],
    ['the authority', { certificateAuthority: 'another' }],
    ['the network rule', { allowPrivateNetwork: true }],
  ])('is thrown away when %s changes, also over a restart', async (_, change) => {
    const issuer = anIssuer()
    const store = await aStoreWith(issuer)
    const { keys, fetched } = keysOver(store, () => ['a'])
    await keys.keysFor(issuer, 'a')
    await settle()
    const before = fetched.length
    const changed = { ...issuer, ...change }
    await keys.keysFor(changed, 'a')
    expect(fetched.length).toBeGreaterThan(before)
    const restarted = keysOver(store, () => undefined)
    await expect(restarted.keys.keysFor(changed, 'a')).rejects.toThrow('no network')
  })

  it('stays when only a label changes', async () => {
    const issuer = anIssuer()
    const { keys, fetched } = keysOver(await aStoreWith(issuer), () => ['a'])
    await keys.keysFor(issuer, 'a')
    await keys.keysFor({ ...issuer, label: 'Other', version: 2 }, 'a')
    expect(fetched).toHaveLength(2)
  })

  it('of an issuer that was deleted while it was fetched is not kept', async () => {
    const issuer = anIssuer()
    const store = await aStoreWith(issuer)
    const { keys } = keysOver(store, () => ['a'])
    const fetching = keys.refresh(issuer)
    await store.change((tx) => tx.issuers.delete(issuer.id))
    await fetching
    await settle()
    expect(store.read.issuerKeySets.size).toBe(0)
  })
})

describe('other sources', () => {
  it('a key URL is fetched without discovery', async () => {
    const issuer = anIssuer({ keySource: { kind: 'jwks_url', url: 'https://keys.example/x' } })
    const { keys, fetched } = keysOver(await aStoreWith(issuer), () => ['a'])
    expect(kidsOf(await keys.keysFor(issuer, 'a'))).toEqual(['a'])
    expect(fetched).toEqual(['https://keys.example/x'])
  })

  it('pasted keys are never fetched, whatever a token names', async () => {
    const jwks = [{ ...genuine, kid: 'pasted' }]
    const issuer = anIssuer({ keySource: { kind: 'jwks', keys: jwks } })
    const { keys, fetched, clock } = keysOver(await aStoreWith(issuer), () => ['a'])
    for (const kid of ['pasted', 'a', undefined, 'b']) {
      expect(kidsOf(await keys.keysFor(issuer, kid))).toEqual(['pasted'])
      clock.time += 1000 * MINUTE
    }
    await keys.refresh(issuer)
    expect(fetched).toEqual([])
  })
})

it('a thousand unknown key ids cause two fetches, and known ones none', async () => {
  const issuer = anIssuer()
  const { keys, fetched } = keysOver(await aStoreWith(issuer), () => ['a'])
  await keys.keysFor(issuer, 'a')
  await Promise.all(
    Array.from({ length: 1000 }, (_, index) => keys.keysFor(issuer, `made-up-${index}`)),
  )
  expect(fetched.filter((url) => url.endsWith('/jwks'))).toHaveLength(2)
})

it('a key that was rotated in right after the first fetch is found at once', async () => {
  const issuer = anIssuer()
  const answer = { kids: ['a'] }
  const { keys } = keysOver(await aStoreWith(issuer), () => answer.kids)
  await keys.keysFor(issuer, 'a')
  answer.kids = ['a', 'b']
  expect(kidsOf(await keys.keysFor(issuer, 'b'))).toEqual(['a', 'b'])
})
