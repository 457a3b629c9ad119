import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { expect, it } from 'vitest'
import type { SigningKey } from '#server/domain/model.ts'
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
