import { expect, it } from 'vitest'
import { depthOf, MAXIMUM_DEPTH, toChildPath, toParentPath } from '#server/domain/paths.ts'

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
