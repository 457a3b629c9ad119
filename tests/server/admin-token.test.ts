import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ensureAdminToken } from '#server/admin-token.ts'
import { newId } from '#server/ids.ts'
import { SecretHasher } from '#server/keys/secret-hasher.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

async function aStart() {
  const path = await aDirectory()
  const store = await openStoreIn(path)
  const file = join(path, 'admin-token')
  const hasher = new SecretHasher(randomBytes(32))
  const parts = { store, hasher, now: () => 0, newId, randomBytes }
  return {
    file,
    hash: (token: string) => hasher.hash(token),
    start: () => ensureAdminToken(path, parts),
    written: async () => (await readFile(file, 'utf8')).trim(),
    hashes: () => [...store.read.bootstrapTokens.values()].map((token) => token.hash),
  }
}

it('writes a token at the first start, and keeps it', async () => {
  const { hash, start, written, hashes } = await aStart()
  expect(await start()).toBe(false)
  const token = await written()
  expect(hashes()).toEqual([hash(token)])
  expect(await start()).toBe(false)
  expect([await written(), hashes()]).toEqual([token, [hash(token)]])
})

it.each([
  ['was emptied', ''],
  ['holds a token that a crash left behind', 'dwat_01m7ycvg76ekt8818n0q3w5h52'],
])('replaces the token when its file %s, and the earlier one ends', async (_, left) => {
  const { file, hash, start, written, hashes } = await aStart()
  await start()
  const earlier = await written()
  await writeFile(file, left)
  expect(await start()).toBe(true)
  const token = await written()
  expect([token === earlier, hashes()]).toEqual([false, [hash(token)]])
})

it('leaves the token alone when its file was taken away', async () => {
  const { file, start, hashes } = await aStart()
  await start()
  const before = hashes()
  await rm(file)
  expect([await start(), hashes()]).toEqual([false, before])
  await expect(readFile(file)).rejects.toThrow('ENOENT')
})
