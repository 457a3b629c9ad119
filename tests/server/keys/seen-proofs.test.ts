import { expect, it } from 'vitest'
import { SeenProofs } from '#server/keys/seen-proofs.ts'

it('claims each proof once, until it would not be accepted any more', () => {
  const seen = new SeenProofs(100)
  expect(seen.claim('a', 0)).toBe('claimed')
  expect(seen.claim('a', 1)).toBe('replayed')
  expect(seen.claim('a', 100)).toBe('replayed')
  expect(seen.claim('b', 100)).toBe('claimed')
  expect(seen.claim('a', 101)).toBe('claimed')
})

it('refuses when it is full rather than forget one that is still good', () => {
  const seen = new SeenProofs(100, 2)
  expect(['a', 'b', 'c', 'a'].map((id) => seen.claim(id, 0))).toEqual([
    'claimed',
    'claimed',
    'full',
    'replayed',
  ])
  expect(seen.claim('c', 101)).toBe('claimed')
})
