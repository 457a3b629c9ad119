import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permissions } from '#contract/permissions.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { toChildPath, toContentOrder, toTreeOrder } from '#server/domain/paths.ts'
import { findVisibleRanges, type TreeRange } from '#server/domain/visible-ranges.ts'
import { readVisible } from '#server/operations/visible.ts'
import { aSubject } from './a-subject.ts'
import { randomRoles, randomSubject, randomTree } from './a-tree.ts'

const isIn = (ranges: readonly TreeRange[], order: string) =>
  ranges.some(({ from, until }) => from <= order && order < until)

const paths = ['', 'acme', 'acme-x', 'acme/a', 'acme/a/b', 'acme/a-b', 'acme/ab', 'acmex', 'other']

describe('shows, of all groups,', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['all to the administrator', 'administrator', paths],
    ['all to whoever has a role at the root', 'user: viewer /', paths],
    ['none to whoever has none', 'user', []],
    ['none to the disabled', 'disabled user: viewer /', []],
    ['none to Doorward’s own accounts', 'internal account in /: viewer /', []],
    [
      'one and what is below',
      'user: viewer acme',
      ['acme', 'acme/a', 'acme/a/b', 'acme/a-b', 'acme/ab'],
    ],
    ['one, not its siblings that begin alike', 'user: viewer acme/a', ['acme/a', 'acme/a/b']],
    ['two that stand apart', 'user: viewer acme/ab + ops: viewer other', ['acme/ab', 'other']],
    [
      'none where a nearer role takes it away',
      'user: viewer acme + nothing acme/a',
      ['acme', 'acme/a-b', 'acme/ab'],
    ],
    [
      'some again further down',
      'user: viewer acme + nothing acme/a + viewer acme/a/b',
      ['acme', 'acme/a/b', 'acme/a-b', 'acme/ab'],
    ],
    ['all but one tree', 'user: viewer / + nothing acme', ['', 'acme-x', 'acmex', 'other']],
    [
      'those inside the home only',
      'account in acme/a: viewer acme + viewer acme/a/b',
      ['acme/a/b'],
    ],
    [
      'those that a token is for',
      'user: viewer acme (token for anything in acme/a)',
      ['acme/a', 'acme/a/b'],
    ],
    [
      'none with a token for something else',
      'user: viewer acme (token for token:view in anywhere)',
      [],
    ],
  ])('%s', (_, who, shown) => {
    const ranges = findVisibleRanges(aSubject(who), 'group:view')
    expect(paths.filter((path) => isIn(ranges, toTreeOrder(path)))).toEqual(shown)
  })
})

it.each([
  ['user: viewer acme + viewer acme/a + owner acme/a/b', 1],
  ['user: viewer / + owner acme', 1],
  ['user: viewer acme + nothing acme/a', 2],
  ['user: viewer acme + nothing acme/a + viewer acme/a/b', 3],
])('%s: joins what touches', (who, count) => {
  expect(findVisibleRanges(aSubject(who), 'group:view')).toHaveLength(count)
})

/** Anybody in any tree, and accounts that are partly called like the groups beside them. */
const world = randomTree.chain((tree) =>
  fc.record({
    tree: fc.constant(tree),
    subject: randomSubject(tree).map((text) => aSubject(text, randomRoles)),
    permission: fc.constantFrom(...permissions),
  }),
)

function accountsOf(tree: readonly string[]) {
  return tree.flatMap((home) =>
    ['a', 'ab', 'x'].map((name) => ({ home, path: toChildPath(home, name) })),
  )
}

it('shows a namespace, and what lives in it, exactly where the permission is held', () => {
  let shown = 0
  fc.assert(
    fc.property(world, ({ tree, subject, permission }) => {
      const ranges = findVisibleRanges(subject, permission)
      for (const path of tree) {
        const { allowed } = decideAccess(subject, permission, path)
        shown += allowed ? 1 : 0
        expect([path, isIn(ranges, toTreeOrder(path))]).toEqual([path, allowed])
      }
      for (const { home, path } of accountsOf(tree)) {
        const { allowed } = decideAccess(subject, permission, home)
        expect([path, isIn(ranges, toContentOrder(path))]).toEqual([path, allowed])
      }
    }),
    { numRuns: 1000 },
  )
  expect(shown).toBeGreaterThan(300)
})

it('gives stretches that are sorted and apart', () => {
  fc.assert(
    fc.property(world, ({ subject, permission }) => {
      const edges = findVisibleRanges(subject, permission).flatMap(({ from, until }) => [
        from,
        until,
      ])
      expect(edges).toEqual([...new Set(edges)].toSorted())
    }),
  )
})

describe('reading page by page', () => {
  /** An index over an array, as the store keeps one. */
  function toIndex<R>(records: readonly R[], orderOf: (record: R) => string) {
    const sorted = records.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
    const read = ({ after, limit }: { after?: string; limit: number }) =>
      sorted.filter((record) => after === undefined || orderOf(record) > after).slice(0, limit)
    return { sorted, index: { read, orderOf } }
  }

  function readPages<R>(
    read: (page: { after?: string; limit: number }) => readonly R[],
    orderOf: (record: R) => string,
    limit: number,
  ) {
    const pages: (readonly R[])[] = []
    let after: string | undefined
    for (;;) {
      const page = read(after === undefined ? { limit } : { after, limit })
      pages.push(page)
      const last = page.at(-1)
      if (last === undefined || page.length < limit) return pages
      after = orderOf(last)
    }
  }

  it('gives each visible record once, in order, and full pages until the last', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 7 }), ({ tree, subject, permission }, limit) => {
        const orderOf = ({ path }: { path: string }) => toContentOrder(path)
        const { sorted, index } = toIndex(accountsOf(tree), orderOf)
        const pages = readPages(readVisible(subject, permission, index), orderOf, limit)
        const visible = sorted.filter(({ home }) => decideAccess(subject, permission, home).allowed)
        expect(pages.flat()).toEqual(visible)
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('goes on behind any position, one that was made up included', () => {
    const position = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      randomTree.map((tree) => toTreeOrder(tree.at(-1) ?? '')),
    )
    fc.assert(
      fc.property(world, position, ({ tree, subject, permission }, after) => {
        const { sorted, index } = toIndex(tree, toTreeOrder)
        const page = readVisible(subject, permission, index)({ after, limit: 100 })
        const allowed = (path: string) => decideAccess(subject, permission, path).allowed
        expect(page).toEqual(sorted.filter((path) => allowed(path) && toTreeOrder(path) > after))
      }),
      { numRuns: 500 },
    )
  })

  it('looks at no more than it returns, where much is hidden', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `g${String(index).padStart(4, '0')}`)
    const { index } = toIndex(names, toTreeOrder)
    let looked = 0
    const counting = {
      ...index,
      read: (page: { after?: string; limit: number }) => {
        const found = index.read(page)
        looked += found.length
        return found
      },
    }
    const subject: Subject = aSubject('user: viewer g0500 + viewer g1000 + viewer g1500')
    const page = readVisible(subject, 'group:view', counting)({ limit: 10 })
    expect(page).toEqual(['g0500', 'g1000', 'g1500'])
    expect(looked).toBeLessThanOrEqual(30)
  })
})
