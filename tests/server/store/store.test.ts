import { expect, it } from 'vitest'
import { aDirectory, aGroup, openStore } from './sample-store.ts'

it('finds after a restart what was changed before', async () => {
  const directory = await aDirectory()
  const store = await openStore(directory)
  await store.change((tx) => tx.groups.put(aGroup(1)))
  await store.change((tx) => tx.groups.put(aGroup(2)))
  await store.change((tx) => tx.groups.delete(aGroup(1).id))
  await store.close()

  const reopened = await openStore(directory)
  expect([...reopened.read.groups.values()]).toEqual([aGroup(2)])
  expect(reopened.read.groups.findBy('path', aGroup(2).path)).toEqual(aGroup(2))
  // @ts-expect-error no such index
  expect(() => reopened.read.groups.findBy('name', 'x')).toThrow()
  expect(reopened.health).toEqual({ state: 'ok' })
})
