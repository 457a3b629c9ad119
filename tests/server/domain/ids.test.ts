import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toBase32, toNewestFirst } from '#server/domain/ids.ts'

const sixteenBytes = fc.uint8Array({ minLength: 16, maxLength: 16 })

it.each([
  ['zeros', new Uint8Array(16), '00000000000000000000000000'],
  ['one', Uint8Array.of(...new Uint8Array(15), 1), '00000000000000000000000001'],
  ['thirty-two', Uint8Array.of(...new Uint8Array(15), 32), '00000000000000000000000010'],
  ['ones', new Uint8Array(16).fill(255), '7zzzzzzzzzzzzzzzzzzzzzzzzz'],
])('writes %s', (_, bytes, text) => {
  expect(toBase32(bytes)).toBe(text)
})

it('keeps the order of the bytes', () => {
  fc.assert(
    fc.property(sixteenBytes, sixteenBytes, (one, other) => {
      const byBytes = Math.sign(Buffer.compare(one, other))
      const [left, right] = [toBase32(one), toBase32(other)]
      expect(left < right ? -1 : Number(left > right)).toBe(byBytes)
    }),
  )
})

it('always takes 26 letters and digits that are hard to confuse', () => {
  fc.assert(
    fc.property(sixteenBytes, (bytes) => {
      expect(toBase32(bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
    }),
  )
})

it('turns the order around and back', () => {
  fc.assert(
    fc.property(sixteenBytes, sixteenBytes, (one, other) => {
      const ids = [`tok_${toBase32(one)}`, `tok_${toBase32(other)}`].toSorted()
      const turned = ids.map(toNewestFirst)
      expect(turned.toSorted()).toEqual(turned.toReversed())
      expect(turned.map(toNewestFirst)).toEqual(ids)
    }),
  )
})
