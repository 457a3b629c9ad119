import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { noteUsage } from '#server/access/note-usage.ts'
import type { Usage } from '#server/domain/model.ts'
import { collections } from '#server/store/collections.ts'
import { Store } from '#server/store/store.ts'
import { aPerson, aServiceAccount } from './a-reader.ts'

const robot = { accountId: 'sa_robot', address: '192.0.2.7', method: 'named_token' } as const

async function aStore() {
  const directory = await mkdtemp(join(tmpdir(), 'doorward-usage-'))
  const warnings: string[] = []
  const quiet = { info() {}, warn() {}, error() {} }
  const store = await Store.open({ directory, collections, logger: quiet })
  onTestFinished(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
  await store.change((tx) => {
    tx.serviceAccounts.put(aServiceAccount('robot'))
    tx.users.put(aPerson('ada'))
  })
  const clock = { at: 1_000_000 }
  const logger = { ...quiet, warn: (_: unknown, message: string) => void warnings.push(message) }
  // Safe: noting a use only ever warns.
  const parts = { store, now: () => clock.at, logger: logger as never }
  const note = async (ids: readonly string[], use: Omit<Usage, 'id' | 'at'> = robot) => {
    noteUsage(ids, use, parts)
    // Changes are made in order, so this one comes after.
    await store.change(() => undefined)
  }
  const usedAt = (id: string) => store.read.usages.find(id)?.at
  return { store, clock, note, usedAt, warnings, parts }
}

it('notes when, from where and how, for all that was used', async () => {
  const { store, note } = await aStore()
  await note(['sa_robot', 'tok_1'])
  expect(store.read.usages.find('sa_robot')).toEqual({ id: 'sa_robot', at: 1_000_000, ...robot })
  expect(store.read.usages.find('tok_1')).toEqual({ id: 'tok_1', at: 1_000_000, ...robot })
})

it('notes at most once a minute, each for itself', async () => {
  const { clock, note, usedAt } = await aStore()
  await note(['sa_robot'])
  clock.at += 59_999
  await note(['sa_robot', 'tok_1'])
  expect([usedAt('sa_robot'), usedAt('tok_1')]).toEqual([1_000_000, 1_059_999])
  clock.at += 1
  await note(['sa_robot', 'tok_1'])
  expect([usedAt('sa_robot'), usedAt('tok_1')]).toEqual([1_060_000, 1_059_999])
})

it('notes for people, too', async () => {
  const { note, usedAt } = await aStore()
  await note(['usr_ada'], { ...robot, accountId: 'usr_ada' })
  expect(usedAt('usr_ada')).toBe(1_000_000)
})

it('leaves nothing behind of who has gone meanwhile', async () => {
  const { store, note, usedAt } = await aStore()
  await store.change((tx) => tx.serviceAccounts.delete('sa_robot'))
  await note(['sa_robot', 'tok_1'])
  expect([usedAt('sa_robot'), usedAt('tok_1')]).toEqual([undefined, undefined])
})

it('keeps nobody from anything when it cannot be noted', async () => {
  const { store, parts, warnings } = await aStore()
  const refusing = {
    ...parts,
    store: { read: store.read, change: () => Promise.reject(new Error('full')) },
  }
  // Safe: only these two are used.
  noteUsage(['sa_robot'], robot, refusing as never)
  await new Promise((resolve) => setImmediate(resolve))
  expect(warnings).toEqual(['the last use could not be noted'])
})
