import { expect, it } from 'vitest'
import { SnapshotDecoder } from '#server/store/snapshot-format.ts'
import { aDirectory, aGroup, openStore } from './sample-store.ts'

const HEADER = '{"schema":1,"seq":1,"savedAt":"2026-01-02T00:00:00.000Z","collections":{\n'

it('finds by an index that nobody had asked for what changed since the start', async () => {
  const directory = await aDirectory()
  const before = await openStore(directory)
  await before.change((tx) => {
    for (const number of [1, 2, 3]) tx.groups.put(aGroup(number, { parent: 'p' }))
  })
  await before.close()

  const store = await openStore(directory)
  await store.change((tx) => {
    tx.groups.put(aGroup(1, { parent: 'q' }))
    tx.groups.delete(aGroup(2).id)
    tx.groups.put(aGroup(4, { parent: 'p' }))
  })
  const { groups } = store.read
  expect(groups.list('parent', 'p')).toEqual([3, 4].map((n) => aGroup(n, { parent: 'p' })))
  expect(groups.list('parent', 'q')).toEqual([aGroup(1, { parent: 'q' })])
  await store.change((tx) => tx.groups.delete(aGroup(3).id))
  expect(groups.count('parent', 'p')).toBe(1)
  await store.close()
})

it('reads the same records however the lines of a snapshot are dealt out', () => {
  const lines = ['"one":[\n', '{"id":"a"},\n', '{"id":"]b\\n]"}\n', '],\n', '"two":[\n', ']\n']
  for (let cut = 0; cut <= lines.length; cut++) {
    const decoder = new SnapshotDecoder('doorward.json')
    decoder.add(HEADER + lines.slice(0, cut).join(''))
    decoder.add(lines.slice(cut).join(''))
    expect([...decoder.finish().collections]).toEqual([
      ['one', [{ id: 'a' }, { id: ']b\n]' }]],
      ['two', []],
    ])
  }
})

it.each([
  ['in the middle', '{"id":"a"},\n{"id":"b",\n{"id":"c"}\n]\n', 4],
  ['at the end', '{"id":"a"},\n{"id":"b"},\n{"id":\n]\n', 5],
  ['cut off', '{"id":"a"},\n{"id":"b"},\n{"i', 5],
])('names the line of a record that is broken %s, and none of its content', (_, text, line) => {
  const decoder = new SnapshotDecoder('doorward.json')
  expect(() => decoder.add(`${HEADER}"one":[\n${text}`)).toThrow(
    `doorward.json is damaged: line ${line}: expected a record`,
  )
})
