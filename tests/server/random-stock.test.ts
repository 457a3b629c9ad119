import { expect, it } from 'vitest'
import { createRandomStock } from '#server/random-stock.ts'

it('gives as many bytes as were asked for, none of them twice', () => {
  const take = createRandomStock()
  const taken = Array.from({ length: 2_000 }, () => Buffer.from(take(16)).toString('hex'))

  expect(new Set(taken).size).toBe(taken.length)
  expect(new Set(taken.map((bytes) => bytes.length))).toEqual(new Set([32]))
  expect(taken).not.toContain('0'.repeat(32))
})

it('keeps bytes that were given apart from its own', () => {
  const take = createRandomStock()
  const first = take(32)
  const before = Buffer.from(first).toString('hex')
  for (let round = 0; round < 300; round++) take(32)

  expect(Buffer.from(first).toString('hex')).toBe(before)
  expect(first.buffer.byteLength).toBe(32)
})

it('refuses more than a stock holds', () => {
  expect(() => createRandomStock()(4_097)).toThrow(RangeError)
})
