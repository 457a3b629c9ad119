import { expect, it } from 'vitest'
import { ChangeFeed } from '#server/operations/change-feed.ts'
import { toAuditChanges, toStoredChanges } from '#server/operations/to-changes.ts'

const ID = `sa_${'0'.repeat(26)}`

it('tells each change once, however often it happened meanwhile', () => {
  const feed = new ChangeFeed()
  const listener = feed.listen()
  for (let time = 0; time < 1000; time += 1) feed.tell({ resource: 'attempts' })
  feed.tell({ resource: 'groups', id: 'grp_1' })

  expect(listener.take()).toEqual([{ resource: 'attempts' }, { resource: 'groups', id: 'grp_1' }])
  expect(listener.take()).toEqual([])
})

it('holds no more than a hundred changes for who reads slowly, then one word for all', () => {
  const feed = new ChangeFeed()
  const listener = feed.listen()
  for (let number = 0; number < 100; number += 1) {
    feed.tell({ resource: 'groups', id: `grp_${number}` })
  }
  feed.tell({ resource: 'groups', id: 'grp_more' })
  feed.tell({ resource: 'roles' })

  expect(listener.take()).toEqual([{ resource: 'all' }])
  feed.tell({ resource: 'roles' })
  expect(listener.take()).toEqual([{ resource: 'roles' }])
})

it('tells of what never stops at once, then once a second, however often it is noted', async () => {
  const feed = new ChangeFeed()
  const listener = feed.listen()
  const noteAll = () => {
    for (let time = 0; time < 10_000; time += 1) feed.note(time % 2 ? 'requests' : 'audit')
  }
  const began = performance.now()
  noteAll()
  await listener.wait(3_600_000)
  expect(listener.take()).toEqual([{ resource: 'audit' }, { resource: 'requests' }])

  noteAll()
  await new Promise((resolve) => setImmediate(resolve))
  const early = performance.now() - began < 1000
  if (early) expect(listener.take()).toEqual([])
  await listener.wait(3_600_000)
  expect(performance.now() - began).toBeGreaterThanOrEqual(999)
  expect(listener.take()).toHaveLength(2)
})

it('keeps nothing of what was noted while nobody listened', async () => {
  const feed = new ChangeFeed()
  feed.note('requests')
  const listener = feed.listen()
  await listener.wait(50)
  expect(listener.take()).toEqual([])
})

it('wakes who waits, and whom it ends', async () => {
  const feed = new ChangeFeed()
  const listener = feed.listen()
  const told = listener.wait(3_600_000)
  feed.tell({ resource: 'roles' })
  await told

  listener.take()
  const waiting = listener.wait(3_600_000)
  feed.close()
  await waiting
  expect(listener.isEnded).toBe(true)
})

it('is not woken by changes while it pauses', async () => {
  const feed = new ChangeFeed()
  const listener = feed.listen()
  const woken: string[] = []
  const pause = listener.pause(50).then(() => woken.push('pause'))
  feed.tell({ resource: 'roles' })
  await new Promise((resolve) => setImmediate(resolve))
  expect(woken).toEqual([])
  await pause
})

it('tells nothing to who has ended, and lets a place free', () => {
  const feed = new ChangeFeed()
  const listeners = Array.from({ length: 500 }, () => feed.listen())
  expect(() => feed.listen()).toThrow('500 callers follow the changes already')
  listeners[0]?.end()
  feed.tell({ resource: 'roles' })

  expect(listeners[0]?.take()).toEqual([])
  expect(feed.listen().isEnded).toBe(false)
})

it.each([
  ['serviceAccounts', ID, [{ resource: 'serviceAccounts', id: ID }]],
  ['memberships', ID, [{ resource: 'members', id: ID }]],
  // Its id is made of an account and an address.
  ['lockouts', `${ID} 10.0.0.7`, [{ resource: 'lockouts' }]],
  ['teamMembers', 'team_1 usr_1', [{ resource: 'teams' }]],
  ['vaultKeys', 'signing', []],
  ['usedTokens', 'hash', []],
  ['revokedTokens', 'jti', []],
  ['bootstrapTokens', ID, []],
  ['toString', ID, []],
])('makes of %s %s %j', (collection, id, changes) => {
  expect(toStoredChanges([{ collection, id }])).toEqual(changes)
})

it.each([
  ['token.issued', ['audit', 'issuance']],
  ['token.refused', ['audit', 'issuance']],
  ['groups.create', ['audit']],
  ['server.unshare', ['audit', 'server']],
])('makes of the event %s %j', (action, resources) => {
  expect(toAuditChanges({ action })).toEqual(resources)
})
