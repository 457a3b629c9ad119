import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { KEPT_AFTER_RETIREMENT_MS, PUBLISHED_AHEAD_MS } from '#server/domain/decide-signing-keys.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import type { SigningKey, StoredSettings } from '#server/domain/model.ts'
import { StartError } from '#server/errors.ts'
import { openKeys } from '#server/keys/keys.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const now = () => 1_800_000_000_000
const masterKey = new Uint8Array(32).fill(1)

function toKeySet(jwks: { readonly keys: readonly SigningKey['publicJwk'][] }): JSONWebKeySet {
  // Safe: these are the keys that this test is about, and jose checks each before it uses it.
  return { keys: [...jwks.keys] } as JSONWebKeySet
}

it('makes a key for every algorithm, and publishes no private member', async () => {
  const keys = await openKeys(await openStoreIn(await aDirectory()), masterKey, now)
  expect(keys.jwks.keys.map((key) => key.alg).sort()).toEqual(['ES256', 'RS256'])
  const members = new Set(keys.jwks.keys.flatMap((key) => Object.keys(key)))
  expect([...members].sort()).toEqual(['alg', 'crv', 'e', 'kid', 'kty', 'n', 'use', 'x', 'y'])
})

it.each(['ES256', 'RS256'] as const)(
  'signs %s tokens that its published keys verify',
  async (algorithm) => {
    const keys = await openKeys(await openStoreIn(await aDirectory()), masterKey, now)
    const token = await keys.signerFor(algorithm).sign({ sub: 'sa_1' })
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createLocalJWKSet(toKeySet(keys.jwks)),
    )
    expect(payload).toEqual({ sub: 'sa_1' })
    expect(protectedHeader).toMatchObject({ alg: algorithm, typ: 'at+jwt' })
    expect(keys.jwks.keys.map((key) => key.kid)).toContain(protectedHeader.kid)
  },
)

describe('verifyAccessToken', () => {
  const rules = { issuer: 'https://doorward.example' }
  const aClock = () => ({ now: 1_800_000_000_000 })
  const claims = {
    iss: rules.issuer,
    sub: 'sa_1',
    client_id: 'sa_1',
    jti: 'one',
    iat: 1_800_000_000,
    exp: 4_000_000_000,
  }

  it('follows rotation: accepts a key from publication to deletion', async () => {
    const clock = aClock()
    const store = await openStoreIn(await aDirectory())
    const keys = await openKeys(store, masterKey, () => clock.now)
    const accepts = async (token: string) =>
      (await keys.verifyAccessToken(token, rules)) !== undefined
    const old = await keys.signerFor('ES256').sign(claims)
    await keys.signingKeys.rotate(['ES256'], false)
    expect(await accepts(old)).toBe(true)

    clock.now += PUBLISHED_AHEAD_MS
    const fresh = await keys.signerFor('ES256').sign(claims)
    expect([await accepts(old), await accepts(fresh)]).toEqual([true, true])

    clock.now += KEPT_AFTER_RETIREMENT_MS - 1
    expect([await accepts(old), await accepts(fresh)]).toEqual([true, true])

    clock.now += 1
    expect([await accepts(old), await accepts(fresh)]).toEqual([false, true])
    expect(store.read.signingKeys.size).toBe(3)
    await keys.signingKeys.upkeep()
    expect(store.read.signingKeys.size).toBe(2)
    expect([await accepts(old), await accepts(fresh)]).toEqual([false, true])
  })

  it('accepts no token of another installation’s keys', async () => {
    const clock = aClock()
    const [own, other] = await Promise.all(
      [1, 2].map(async () =>
        openKeys(await openStoreIn(await aDirectory()), masterKey, () => clock.now),
      ),
    )
    const token = await other?.signerFor('ES256').sign(claims)
    expect(await own?.verifyAccessToken(String(token), rules)).toBeUndefined()
  })
})

describe('upkeep', () => {
  const DAY = 86_400_000
  async function open(settings: Partial<StoredSettings> = {}) {
    const clock = { now: 1_800_000_000_000 }
    const store = await openStoreIn(await aDirectory())
    const configure = (change: Partial<StoredSettings>) =>
      store.change((tx) => tx.settings.put({ ...defaultSettings, ...change }))
    await configure(settings)
    const keys = await openKeys(store, masterKey, () => clock.now)
    const states = () => keys.signingKeys.list().map(({ algorithm }) => algorithm)
    return { clock, store, keys, configure, states, upkeep: () => keys.signingKeys.upkeep() }
  }

  it('changes nothing when nothing is due', async () => {
    const { keys, upkeep } = await open()
    const before = keys.jwks
    expect(await upkeep()).toEqual({ created: [], retired: [], deleted: [] })
    expect(keys.jwks).toBe(before)
  })

  it('rotates by schedule, once, and cleans up after it', async () => {
    const { clock, upkeep, states } = await open({ signingKeyRotationDays: 30 })
    clock.now += 30 * DAY - 1
    expect((await upkeep()).created).toEqual([])
    clock.now += 1
    expect((await upkeep()).created).toHaveLength(2)
    expect((await upkeep()).created).toEqual([])
    expect(states()).toEqual(['ES256', 'ES256', 'RS256', 'RS256'])
    clock.now += PUBLISHED_AHEAD_MS + KEPT_AFTER_RETIREMENT_MS
    expect((await upkeep()).deleted).toHaveLength(2)
    expect(states()).toEqual(['ES256', 'RS256'])
  })

  it('never rotates with a schedule of 0 days', async () => {
    const { clock, upkeep } = await open({ signingKeyRotationDays: 0 })
    clock.now += 10_000 * DAY
    expect((await upkeep()).created).toEqual([])
  })

  it('retires an EdDSA key that no setting asks for any more, and then deletes it', async () => {
    const { clock, configure, keys, upkeep, states } = await open({ signingAlgorithm: 'EdDSA' })
    expect(states()).toEqual(['ES256', 'RS256', 'EdDSA'])
    const asked = keys.signerFor('EdDSA')
    expect(asked.algorithm).toBe('EdDSA')
    await configure({})
    expect((await upkeep()).retired).toHaveLength(1)
    expect(await upkeep()).toEqual({ created: [], retired: [], deleted: [] })
    expect(states()).toEqual(['ES256', 'RS256', 'EdDSA'])
    clock.now += KEPT_AFTER_RETIREMENT_MS
    expect((await upkeep()).deleted).toHaveLength(1)
    expect(states()).toEqual(['ES256', 'RS256'])
  })

  it('leaves a key alone that a change which is not made yet will ask for', async () => {
    const { configure, keys, upkeep } = await open()
    const changing = keys.signingKeys.ensureFor(new Set(['EdDSA']), async () => {
      await new Promise((resolve) => setImmediate(resolve))
      await configure({ signingAlgorithm: 'EdDSA' })
    })
    expect((await upkeep()).retired).toEqual([])
    await changing
  })

  it('makes a key that a setting asks for although it was retired before', async () => {
    const { configure, upkeep, keys } = await open({ signingAlgorithm: 'EdDSA' })
    await configure({})
    await upkeep()
    await configure({ signingAlgorithm: 'EdDSA' })
    expect((await upkeep()).created).toHaveLength(1)
    expect(keys.signerFor('EdDSA').algorithm).toBe('RS256')
  })

  it('goes on after a change that the disk refused', async () => {
    const { keys, store, upkeep } = await open()
    const change = store.change.bind(store)
    store.change = () => Promise.reject(new Error('disk full'))
    const before = keys.jwks
    await expect(keys.signingKeys.rotate(['ES256'], true)).rejects.toThrow('disk full')
    expect(keys.jwks).toBe(before)
    store.change = change
    await upkeep()
    await keys.signingKeys.rotate(['ES256'], true)
    expect(keys.jwks.keys).toHaveLength(3)
  })
})

it('keeps its keys over a restart', async () => {
  const directory = await aDirectory()
  const store = await openStoreIn(directory)
  const before = await openKeys(store, masterKey, now)
  const hash = before.hasher.hash('secret')
  const token = await before.signerFor('ES256').sign({ sub: 'sa_1' })
  await store.close()

  const reopened = await openStoreIn(directory)
  const after = await openKeys(reopened, masterKey, now)
  expect(after.jwks).toEqual(before.jwks)
  expect(after.hasher.verify('secret', hash)).toBe(true)
  await expect(jwtVerify(token, createLocalJWKSet(toKeySet(after.jwks)))).resolves.toBeDefined()
  expect(reopened.read.signingKeys.size).toBe(2)
  expect(reopened.read.vaultKeys.size).toBe(1)
})

it('makes other keys for every installation', async () => {
  const one = await openKeys(await openStoreIn(await aDirectory()), masterKey, now)
  const other = await openKeys(await openStoreIn(await aDirectory()), masterKey, now)
  expect(one.hasher.hash('secret')).not.toBe(other.hasher.hash('secret'))
  expect(one.jwks.keys.map(({ kid }) => kid)).not.toEqual(other.jwks.keys.map(({ kid }) => kid))
})

it('refuses a wrong master key in one line and changes nothing', async () => {
  const directory = await aDirectory()
  const store = await openStoreIn(directory)
  await openKeys(store, masterKey, now)
  await store.close()
  const before = await readState(directory)

  const reopened = await openStoreIn(directory)
  const failure = await openKeys(reopened, randomBytes(32), now).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartError)
  expect(failure).toMatchObject({
    exitCode: 1,
    message: expect.stringMatching(/^The master key does not fit this data directory[^\n]*$/),
  })
  await reopened.close()
  expect(await readState(directory)).toEqual(before)

  const again = await openKeys(await openStoreIn(directory), masterKey, now)
  expect(again.jwks.keys).toHaveLength(2)
})

it('writes nothing secret to the disk in clear', async () => {
  const directory = await aDirectory()
  const store = await openStoreIn(directory)
  const keys = await openKeys(store, masterKey, now)
  expect(keys.jwks.keys).toHaveLength(2)
  await store.close()
  const text = Object.values(await readState(directory)).join('\n')
  expect(text).toContain('ciphertext')
  expect(text).not.toMatch(/PRIVATE KEY|"d":|"p":|"q":/)
  expect(text).not.toContain(Buffer.from(masterKey).toString('base64url'))
})

/** Reads every file of the data directory, by name. */
async function readState(directory: string): Promise<Record<string, string>> {
  const names = (await readdir(directory, { withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const entries = names.map(
    async ({ name }) => [name, await readFile(join(directory, name), 'utf8')] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}
