import { expect, it } from 'vitest'
import { ClientLockouts } from '#server/access/client-lockouts.ts'
import { type Attempt, MAXIMUM_ENTRIES } from '#server/access/failure-counts.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { collections, type DoorwardStore } from '#server/store/collections.ts'
import { Store } from '#server/store/store.ts'
import { aDirectory, openStoreIn } from '#support/temporary-store.ts'

const FAILURES = 3
const MINUTE_MS = 60_000
const quiet = { info() {}, warn() {}, error() {} }
const attempt: Attempt = { name: 'sa_1', address: '192.0.2.7' }
let clock = 1_000_000_000

function lockoutsOf(store: DoorwardStore) {
  const events: AuditEntry[] = []
  const lockouts = new ClientLockouts({
    store,
    record: (event) => events.push(event),
    logger: quiet as never,
    now: () => clock,
    rules: () => ({ lockoutFailures: FAILURES, lockoutSeconds: 30 }),
  })
  return { lockouts, events }
}

/** Only what lockouts look at. */
const putAccount = (store: DoorwardStore, id: string) =>
  store.change((tx) => tx.serviceAccounts.put({ id, path: id, groupId: null } as ServiceAccount))

function failAll(lockouts: ClientLockouts, who = attempt): void {
  for (let count = 0; count < FAILURES; count += 1) lockouts.fail(who, 'req_1')
}

it('holds over a restart without a clean stop, and so does its length', async () => {
  const directory = await aDirectory()
  const store = await Store.open({ directory, collections, logger: quiet })
  await putAccount(store, attempt.name)
  const before = lockoutsOf(store)
  failAll(before.lockouts)
  clock += 30_000
  failAll(before.lockouts)
  // Nobody waits for a lockout to be stored; the next change is durable after it.
  await putAccount(store, 'sa_2')
  await store.abandon()

  const { lockouts } = lockoutsOf(await openStoreIn(directory))
  expect(lockouts.secondsToWait(attempt)).toBe(60)
  expect(lockouts.secondsToWait({ ...attempt, address: '192.0.2.8' })).toBe(0)
  clock += 60_000
  failAll(lockouts)
  expect(lockouts.secondsToWait(attempt)).toBe(120)
})

it('holds for all addresses of an IPv6 network together, and for no other', async () => {
  const store = await openStoreIn(await aDirectory())
  await putAccount(store, attempt.name)
  const { lockouts } = lockoutsOf(store)
  const from = (address: string) => ({ ...attempt, address })
  for (let count = 0; count < FAILURES; count += 1) {
    lockouts.fail(from(`2001:db8:0:1::${count}`), 'req_1')
  }
  expect(lockouts.secondsToWait(from('2001:db8:0:1:ffff::1'))).toBe(30)
  expect(lockouts.secondsToWait(from('2001:db8:0:2::1'))).toBe(0)
  const [lockout] = lockouts.list()
  expect(lockout?.address).toBe('2001:db8:0:1::/64')
  if (lockout) await lockouts.clear(lockout)
  expect(lockouts.secondsToWait(from('2001:db8:0:1::9'))).toBe(0)
})

it('sweeps what ended long ago, and nothing earlier', async () => {
  const store = await openStoreIn(await aDirectory())
  for (const id of ['sa_1', 'sa_2', 'sa_3']) await putAccount(store, id)
  const { lockouts } = lockoutsOf(store)
  failAll(lockouts)
  clock += 10 * MINUTE_MS
  failAll(lockouts, { ...attempt, name: 'sa_2' })
  clock += 6 * MINUTE_MS
  failAll(lockouts, { ...attempt, name: 'sa_3' })
  const stored = [...store.read.lockouts.values()].map(({ accountId }) => accountId)
  expect(stored.toSorted()).toEqual(['sa_2', 'sa_3'])
})

it('keeps nothing of clients that do not exist, and locks them out all the same', async () => {
  const store = await openStoreIn(await aDirectory())
  const { lockouts, events } = lockoutsOf(store)
  failAll(lockouts)
  expect(lockouts.secondsToWait(attempt)).toBe(30)
  expect([store.read.lockouts.size, events]).toEqual([0, []])
})

it('locks out whom it knows while names of nobody are all around', async () => {
  const store = await openStoreIn(await aDirectory())
  await putAccount(store, attempt.name)
  const { lockouts } = lockoutsOf(store)
  for (let index = 0; index <= MAXIMUM_ENTRIES; index += 1) {
    failAll(lockouts, { ...attempt, name: `nobody-${index}` })
  }
  failAll(lockouts)
  expect(lockouts.secondsToWait(attempt)).toBe(30)
})

it('stores no more than so many, though those that ended lately are kept', async () => {
  const store = await openStoreIn(await aDirectory())
  await putAccount(store, attempt.name)
  const ended = { accountId: attempt.name, failures: 3, inARow: 1, since: clock, until: clock }
  await store.change((tx) => {
    for (let index = 0; index < MAXIMUM_ENTRIES; index += 1) {
      const address = `10.0.${index >> 8}.${index & 255}`
      tx.lockouts.put({ ...ended, id: `${attempt.name} ${address}`, address })
    }
  })
  const { lockouts } = lockoutsOf(store)
  clock += MINUTE_MS
  failAll(lockouts)
  expect(lockouts.secondsToWait(attempt)).toBe(30)
  expect(store.read.lockouts.size).toBe(MAXIMUM_ENTRIES)
})
