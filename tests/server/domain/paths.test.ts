import { describe, expect, it } from 'vitest'
import {
  depthOf,
  isWithin,
  listChain,
  MAXIMUM_DEPTH,
  toChildPath,
  toContentOrder,
  toParentPath,
  toTreeOrder,
} from '#server/domain/paths.ts'

it.each([
  ['', 'acme', 'acme', 1],
  ['acme', 'platform', 'acme/platform', 2],
  ['acme/platform', 'prod', 'acme/platform/prod', 3],
])('joins %j and %j to %j, %d deep', (parent, name, path, depth) => {
  expect(toChildPath(parent, name)).toBe(path)
  expect(toParentPath(path)).toBe(parent)
  expect(depthOf(path)).toBe(depth)
})

it('has the installation at depth 0, which is in itself', () => {
  expect(depthOf('')).toBe(0)
  expect(toParentPath('')).toBe('')
})

it('nests up to 20 groups', () => {
  expect(MAXIMUM_DEPTH).toBe(20)
})

describe('within', () => {
  it.each([
    ['acme', 'acme', true],
    ['acme/a', 'acme', true],
    ['acme/a/b', 'acme', true],
    ['acme', '', true],
    ['', '', true],
    ['', 'acme', false],
    ['acme', 'acme/a', false],
    ['acme-x', 'acme', false],
    ['acmex', 'acme', false],
    ['acmex/a', 'acme', false],
    ['other/acme', 'acme', false],
    ['acme/ab', 'acme/a', false],
  ])('%j and %j: %j', (path, namespace, expected) => {
    expect(isWithin(path, namespace)).toBe(expected)
  })
})

it('lists all above, nearest first', () => {
  expect(listChain('acme/a/b')).toEqual(['acme/a/b', 'acme/a', 'acme', ''])
  expect(listChain('')).toEqual([''])
})

describe('the order of the tree', () => {
  it('puts what lies below right behind its namespace', () => {
    const paths = [
      '',
      'acme',
      'acme/a',
      'acme/a/b',
      'acme/a-b',
      'acme/ab',
      'acme-x',
      'acme0',
      'acmex',
    ]
    const sorted = paths
      .toReversed()
      .toSorted((one, other) => (toTreeOrder(one) < toTreeOrder(other) ? -1 : 1))
    expect(sorted).toEqual(paths)
  })

  it('puts what lives in a namespace behind it and before all below it', () => {
    const orders = [
      toTreeOrder('acme'),
      toContentOrder('acme/deployer'),
      toContentOrder('acme/zoe'),
      toTreeOrder('acme/a'),
      toContentOrder('acme/a/deployer'),
      toTreeOrder('acme/deployer'),
      toContentOrder('acme/deployer/a'),
      toTreeOrder('acme-x'),
    ]
    expect(orders.toReversed().toSorted()).toEqual(orders)
  })

  it('tells an account from a group of the same path', () => {
    expect(toContentOrder('acme/deployer')).not.toBe(toTreeOrder('acme/deployer'))
    expect(toContentOrder('deployer')).not.toBe(toTreeOrder('deployer'))
  })

  it('puts what lives at the root before every group', () => {
    expect(toTreeOrder('') < toContentOrder('zoe')).toBe(true)
    expect(toContentOrder('zoe') < toTreeOrder('0')).toBe(true)
  })
})
