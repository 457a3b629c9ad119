import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SortedRecords } from '#server/store/sorted-records.ts'

interface Item {
  readonly id: string
  readonly order: string
}

const sortItems = (items: Iterable<Item>) =>
  [...items].sort((one, other) => {
    if (one.order !== other.order) return one.order < other.order ? -1 : 1
    return one.id < other.id ? -1 : 1
  })

const manyItems = Array.from({ length: 5000 }, (_, number) => ({
  id: `id-${number}`,
  order: String((number * 7919) % 2500),
}))

it('sorts by order and then by id, however the records came', () => {
  const loaded = new SortedRecords<Item>(({ order }) => order)
  const inserted = new SortedRecords<Item>(({ order }) => order)
  for (const item of manyItems) loaded.load(item)
  for (const item of manyItems) inserted.insert(item)
  expect(loaded.page(undefined, 10_000)).toEqual(sortItems(manyItems))
  expect(inserted.page(undefined, 10_000)).toEqual(sortItems(manyItems))
})

it('pages through everything without a hole and without a repetition', () => {
  const records = new SortedRecords<Item>(({ order }) => order)
  for (const item of manyItems) records.insert(item)
  const seen: Item[] = []
  for (let last: Item | undefined; ; last = seen.at(-1)) {
    const page = records.page(last && { order: last.order, id: last.id }, 700)
    if (page.length === 0) break
    seen.push(...page)
  }
  expect(seen).toEqual(sortItems(manyItems))
})

it('starts behind all records of an order when no id is given', () => {
  const records = new SortedRecords<Item>(({ order }) => order)
  for (const id of ['a', 'b', 'c']) records.insert({ id, order: id === 'c' ? '2' : '1' })
  expect(records.page({ order: '1' }, 9).map(({ id }) => id)).toEqual(['c'])
  expect(records.page({ order: '1', id: 'a' }, 9).map(({ id }) => id)).toEqual(['b', 'c'])
  expect(records.page({ order: '0' }, 1).map(({ id }) => id)).toEqual(['a'])
})

it('stays sorted and empties itself when everything is removed again', () => {
  const records = new SortedRecords<Item>(({ order }) => order)
  for (const item of manyItems) records.load(item)
  for (const item of manyItems.slice(0, 2500)) records.remove(item)
  expect(records.page(undefined, 10_000)).toEqual(sortItems(manyItems.slice(2500)))
  for (const item of manyItems.slice(2500)) records.remove(item)
  expect(records.size).toBe(0)
  expect(records.page(undefined, 10)).toEqual([])
})

it('agrees with a sorted list after any sequence of inserts, replacements and removals', () => {
  const step = fc.record({
    id: fc.integer({ max: 30, min: 0 }),
    order: fc.integer({ max: 5, min: 0 }),
  })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 80 }),
      fc.integer({ max: 5, min: 0 }),
      (steps, from) => {
        const records = new SortedRecords<Item>(({ order }) => order)
        const model = new Map<string, Item>()
        for (const { id, order } of steps) {
          const item = { id: `id-${id}`, order: String(order) }
          const before = model.get(item.id)
          if (before?.order === item.order) records.replace(before, item)
          else if (before) records.remove(before)
          if (before && before.order !== item.order) model.delete(item.id)
          else model.set(item.id, item)
          if (!before) records.insert(item)
        }
        expect(records.page(undefined, 100)).toEqual(sortItems(model.values()))
        const behind = [...model.values()].filter(({ order }) => order > String(from))
        expect(records.page({ order: String(from) }, 100)).toEqual(sortItems(behind))
      },
    ),
  )
})

it('lists what is there after each change, and leaves lists that were given as they are', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, order: id })) as [Item, Item, Item]
  const renewed = { ...b }
  const records = new SortedRecords<Item>(({ order }) => order)
  const list = () => records.page(undefined, Number.POSITIVE_INFINITY)
  const steps: readonly (readonly [() => void, readonly Item[]])[] = [
    [() => records.load(c), [c]],
    [() => records.load(a), [a, c]],
    [() => records.insert(b), [a, b, c]],
    [() => records.replace(b, renewed), [a, renewed, c]],
    [() => records.remove(a), [renewed, c]],
  ]
  const given: (readonly Item[])[] = []
  for (const [change, expected] of steps) {
    change()
    given.push(list())
    expect(list()).toEqual(expected)
    expect(list().includes(renewed)).toBe(expected.includes(renewed))
  }
  expect(given).toEqual(steps.map(([, expected]) => expected))
})
