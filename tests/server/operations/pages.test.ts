import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '#server/errors.ts'
import { readGathered, toPage } from '#server/operations/pages.ts'

/** Lists texts in order, as an index would. */
function listOf(records: readonly string[]) {
  const sorted = [...records].sort()
  const steps: number[] = []
  return {
    steps,
    read({ after, limit }: { after?: string; limit: number }) {
      steps.push(limit)
      return sorted.filter((record) => after === undefined || record > after).slice(0, limit)
    },
    positionOf: (record: string) => record,
    textOf: (record: string) => record,
  }
}

const names = Array.from({ length: 1234 }, (_, number) => `name-${String(number).padStart(4, '0')}`)

/** Follows the cursors from the first page to the last. */
function readAll(records: readonly string[], limit: number, search?: string) {
  const items: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = toPage({ limit, cursor, search }, listOf(records), (record) => record)
    items.push(...page.items)
    if (page.nextCursor === null) return items
    cursor = page.nextCursor
  }
}

it.each([
  ['nothing', [], 10, [], false],
  ['less than a page', ['a', 'b'], 10, ['a', 'b'], false],
  ['exactly a page', ['a', 'b'], 2, ['a', 'b'], false],
  ['one more than a page', ['a', 'b', 'c'], 2, ['a', 'b'], true],
])('%s', (_, records, limit, items, hasMore) => {
  const page = toPage({ limit }, listOf(records), (record) => record)
  expect(page.items).toEqual(items)
  expect(page.nextCursor !== null).toBe(hasMore)
})

it('reads no more than one record beyond the page', () => {
  const list = listOf(names)
  toPage({ limit: 50 }, list, (record) => record)
  expect(list.steps).toEqual([51])
})

it('makes only the items that are shown', () => {
  let made = 0
  toPage({ limit: 50 }, listOf(names), () => {
    made += 1
  })
  expect(made).toBe(50)
})

it('gives everything once and in order, page after page', () => {
  const record = fc.string({ minLength: 1 })
  fc.assert(
    fc.property(
      fc.uniqueArray(record, { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (records, limit) => {
        expect(readAll(records, limit)).toEqual([...records].sort())
      },
    ),
  )
})

describe('a search', () => {
  it.each([
    ['in any letter case', 'NAME-0007', ['name-0007']],
    ['with spaces around', '  name-0007 ', ['name-0007']],
    ['in the middle', '-123', ['name-1230', 'name-1231', 'name-1232', 'name-1233']],
    ['without a match', 'nobody', []],
    ['a pattern, which is literal', '.*', []],
  ])('finds %s', (_, search, found) => {
    expect(readAll(names, 2, search)).toEqual(found)
  })

  it('fills its pages although most records are skipped', () => {
    const page = toPage({ limit: 3, search: '99' }, listOf(names), (record) => record)
    expect(page.items).toEqual(['name-0099', 'name-0199', 'name-0299'])
    expect(page.nextCursor).not.toBeNull()
  })

  it('of nothing but spaces finds everything', () => {
    expect(readAll(names, 100, '   ')).toEqual(names)
  })
})

describe('a cursor that is not ours is refused as such', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64url')
  it.each([
    ['nothing', ''],
    ['any text', 'page-2'],
    ['a number', encode('7')],
    ['a list', encode('["a"]')],
    ['an object', encode('{"toString":1}')],
    ['null', encode('null')],
    ['half of one', encode('"name-00')],
    ['something long', 'x'.repeat(4096)],
  ])('%s', (_, cursor) => {
    const read = () => toPage({ limit: 10, cursor }, listOf(names), (record) => record)
    expect(read).toThrow(AppError)
    expect(read).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        fields: [{ field: 'cursor', message: expect.any(String) }],
      }),
    )
  })

  it('but one whose record is gone goes on behind it', () => {
    const { nextCursor } = toPage({ limit: 2 }, listOf(['a', 'b', 'c', 'd']), (record) => record)
    const cursor = nextCursor ?? ''
    const next = toPage({ limit: 2, cursor }, listOf(['a', 'c', 'd']), (record) => record)
    expect(next.items).toEqual(['c', 'd'])
  })
})

describe('records that were gathered first', () => {
  const read = (records: readonly string[]) => readGathered(records, (record) => record)

  it.each([
    ['from the beginning', undefined, 2, ['a', 'b']],
    ['behind one of them', 'a', 2, ['b', 'd']],
    ['behind one that is gone', 'c', 2, ['d']],
    ['behind the last', 'd', 2, []],
    ['behind where any could be', 'z', 2, []],
  ])('are read in order %s', (_, after, limit, records) => {
    const page = after === undefined ? { limit } : { after, limit }
    expect(read(['d', 'b', 'a'])(page)).toEqual(records)
  })
})
