import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesClaim } from '#server/domain/trust/match-claim.ts'
import { createWrittenNumber } from '#server/domain/written-number.ts'

type Row = readonly [name: string, matcher: unknown, actual: unknown, matches: boolean]

function table(rows: readonly Row[], mode: 'exact' | 'wildcard' = 'exact'): void {
  it.each(rows)('%s', (_, matcher, actual, matches) => {
    expect(matchesClaim(matcher, actual, mode)).toBe(matches)
  })
}

describe('a plain value', () => {
  table([
    ['is met by the same text', 'main', 'main', true],
    ['is met by the same number', 20, 20, true],
    ['is met by zero', 0, 0, true],
    ['is met by true', true, true, true],
    ['is met by false', false, false, true],
    ['is not met by another text', 'main', 'main-evil', false],
    ['is not met by another letter case', 'main', 'Main', false],
    ['is not met by a space behind', 'main', 'main ', false],
    ['is not met by a line break behind', 'main', 'main\n', false],
    ['is not met by letters composed differently', 'caf\u00e9', 'cafe\u0301', false],
    ['is not met by a look-alike letter', 'main', 'm\u0430in', false],
    ['is not met by an encoded colon', 'a:b', 'a%3Ab', false],
    ['takes a star as it is', 'ma*', 'main', false],
    ['takes an expression as it is', '.*', 'main', false],
    ['that is text is not met by a number', '20', 20, false],
    ['that is a number is not met by text', 20, '20', false],
    ['that is a number is not met by a fraction', 1, 1.9, false],
    ['that is text is not met by true', 'true', true, false],
    ['that is true is not met by text', true, 'true', false],
    ['that is true is not met by one', true, 1, false],
    ['that is false is not met by zero', false, 0, false],
    ['that is false is not met by empty text', false, '', false],
    ['is not met by a list of it', 'main', ['main'], false],
    ['is not met by text that writes a list', '["main"]', ['main'], false],
    ['is not met by an object', 'main', { main: 'main' }, false],
    ['is not met by null', 'null', null, false],
    ['is not met by a missing claim', 'undefined', undefined, false],
  ])
})

describe('what no token can prove is never met', () => {
  const large = JSON.parse('9007199254740993')
  const written = createWrittenNumber('9007199254740993')
  table([
    ['empty text', '', '', false],
    ['null', null, null, false],
    ['nothing', undefined, undefined, false],
    ['an empty list', [], [], false],
    ['an empty object', {}, {}, false],
    ['empty text by operator', { exact: '' }, '', false],
    ['null by operator', { exact: null }, null, false],
    ['a list by operator', { exact: ['a'] }, ['a'], false],
    ['empty text of a list', ['', 'a'], '', false],
    ['null of a list', [null], null, false],
    ['not a number', Number.NaN, Number.NaN, false],
    ['endless', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, false],
    ['a number beyond 2^53', large, large, false],
    ['its neighbour', JSON.parse('9007199254740992'), large, false],
    ['its neighbour below zero', JSON.parse('-9007199254740992'), -large, false],
    ['a number kept as written', large, written, false],
    ['the text of such a number', '9007199254740993', written, false],
    ['not such a number', { not: 1 }, written, false],
    ['an unknown operator', { regex: '.*' }, 'main', false],
    ['an operator and a stranger', { exact: 'main', flags: 'i' }, 'main', false],
    ['two operators', { exact: 'main', not: 'dev' }, 'main', false],
    ['a list where a value belongs', { oneOf: 'main' }, 'main', false],
    ['absent that is not true', { absent: 'true' }, undefined, false],
    ['absent that is false', { absent: false }, 'x', false],
    ['not of an unknown operator', { not: { regex: 'a' } }, 'main', false],
    ['not of not', { not: { not: 'main' } }, 'main', false],
    ['not of empty text', { not: '' }, 'main', false],
    ['not of null', { not: null }, 'main', false],
    ['not of nothing', { not: undefined }, 'main', false],
    ['not of an empty list', { not: [] }, 'main', false],
    ['not of a large number', { not: large }, 1, false],
    ['not of empty members', { not: { contains: '' } }, ['a'], false],
    ['not of no members', { not: { containsAll: [] } }, ['a'], false],
  ])
})

describe('one of', () => {
  table([
    ['is met by the first', ['branch', 'tag'], 'branch', true],
    ['is met by the last', ['branch', 'tag'], 'tag', true],
    ['is not met by another', ['branch', 'tag'], 'pull', false],
    ['keeps types apart', ['20', 30], 20, false],
    ['may mix types', ['20', 30], 30, true],
    ['is not met by a list', ['main'], ['main'], false],
    ['is not met by a missing claim', ['main'], undefined, false],
    ['by operator is met', { oneOf: ['a', 'b'] }, 'b', true],
    ['by operator is not met', { oneOf: ['a', 'b'] }, 'c', false],
    ['of nothing is never met', { oneOf: [] }, 'a', false],
  ])
})

describe('the match mode', () => {
  table(
    [
      ['wildcard makes plain text a pattern', 'refs/*', 'refs/main', true],
      ['wildcard reads an escaped star', 'a\\*', 'a*', true],
      ['wildcard makes texts of a list patterns', ['x', 'refs/*'], 'refs/main', true],
      ['wildcard makes members patterns', { contains: 'acme/*' }, ['acme/a'], true],
      ['wildcard makes negated text a pattern', { not: 'refs/*' }, 'refs/main', false],
      ['wildcard leaves exact alone', { exact: 'refs/*' }, 'refs/main', false],
      ['wildcard is met exactly', { exact: 'refs/*' }, 'refs/*', true],
      ['wildcard leaves numbers alone', 20, 20, true],
      ['wildcard does not make text of numbers', '2*', 20, false],
      ['wildcard does not make text of true', 't*', true, false],
      ['wildcard does not take empty text', '*', '', false],
      ['wildcard does not take a missing claim', '*', undefined, false],
      ['wildcard does not take null', '*', null, false],
      ['wildcard does not take a list', '*', ['a'], false],
    ],
    'wildcard',
  )
  table([
    ['exact leaves the wildcard operator alone', { wildcard: 'refs/*' }, 'refs/main', true],
    ['exact leaves texts of a list literal', ['refs/*'], 'refs/main', false],
    ['exact leaves members literal', { contains: 'acme/*' }, ['acme/a'], false],
    ['exact with a pattern that does not fit', { wildcard: 'refs/*' }, 'heads/main', false],
    ['exact with a pattern for empty text', { wildcard: '*' }, '', false],
    ['exact with a pattern that is a number', { wildcard: 20 }, '20', false],
  ])
})

describe('members of a list', () => {
  table([
    ['contains one', { contains: 'a' }, ['b', 'a'], true],
    ['contains not', { contains: 'a' }, ['b', 'ab'], false],
    ['contains is not for text', { contains: 'a' }, 'a', false],
    ['contains is not for a part of text', { contains: 'a' }, 'cat', false],
    ['contains is not for an object', { contains: 'a' }, { 0: 'a', length: 1 }, false],
    ['contains is not for a missing claim', { contains: 'a' }, undefined, false],
    ['contains keeps types apart', { contains: '20' }, [20], false],
    ['contains does not look further in', { contains: 'a' }, [['a']], false],
    ['contains empty text never', { contains: '' }, [''], false],
    ['contains null never', { contains: null }, [null], false],
    ['contains any', { containsAny: ['a', 'b'] }, ['b', 'c'], true],
    ['contains none', { containsAny: ['a', 'b'] }, ['c'], false],
    ['contains any of nothing never', { containsAny: [] }, ['c'], false],
    ['contains all', { containsAll: ['a', 'b'] }, ['b', 'c', 'a'], true],
    ['contains not quite all', { containsAll: ['a', 'b'] }, ['a', 'c'], false],
    ['contains all of nothing never', { containsAll: [] }, ['a'], false],
    ['contains all is not for text', { containsAll: ['a'] }, 'a', false],
    ['contains all with empty text never', { containsAll: ['a', ''] }, ['a', ''], false],
  ])
})

describe('not', () => {
  table([
    ['is met by another text', { not: 'main' }, 'dev', true],
    ['is not met by the text', { not: 'main' }, 'main', false],
    ['is met by another number', { not: 20 }, 21, true],
    ['is not met by a missing claim', { not: 'main' }, undefined, false],
    ['is not met by null', { not: 'main' }, null, false],
    ['is not met by an empty object', { not: 'main' }, {}, false],
    ['is not met by a list', { not: 'main' }, ['main'], false],
    ['is not met by another type', { not: 'true' }, true, false],
    ['is not met by text for a number', { not: 20 }, '21', false],
    ['of a list is met by what is not on it', { not: ['a', 'b'] }, 'c', true],
    ['of a list is not met by what is', { not: ['a', 'b'] }, 'b', false],
    ['of a pattern', { not: { wildcard: 'refs/pull/*' } }, 'refs/heads/main', true],
    ['of a pattern that fits', { not: { wildcard: 'refs/pull/*' } }, 'refs/pull/1', false],
    ['of a member that is not there', { not: { contains: 'a' } }, ['b'], true],
    ['of a member that is', { not: { contains: 'a' } }, ['a', 'b'], false],
    ['of a member, where there is text', { not: { contains: 'a' } }, 'b', false],
    ['of absent is met by a claim', { not: { absent: true } }, 'x', true],
    ['of absent is not met without', { not: { absent: true } }, undefined, false],
    ['of absent is not met by null', { not: { absent: true } }, null, false],
  ])
})

describe('absent', () => {
  table([
    ['is met without the claim', { absent: true }, undefined, true],
    ['is not met by text', { absent: true }, 'x', false],
    ['is not met by empty text', { absent: true }, '', false],
    ['is not met by null', { absent: true }, null, false],
    ['is not met by false', { absent: true }, false, false],
  ])
})

const value = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
)
const mode = fc.constantFrom('exact', 'wildcard')

it('a matcher and its negation never both hold', () => {
  const matcher = fc.oneof(value, fc.array(value), fc.record({ containsAny: fc.array(value) }))
  fc.assert(
    fc.property(matcher, fc.oneof(value, fc.jsonValue()), mode, (positive, actual, texts) => {
      const negative = matchesClaim({ not: positive }, actual, texts)
      expect(negative && matchesClaim(positive, actual, texts)).toBe(false)
    }),
  )
})

it('exact holds for the very same value and no other', () => {
  fc.assert(
    fc.property(value, fc.oneof(value, fc.jsonValue()), (expected, actual) => {
      expect(matchesClaim({ exact: expected }, expected, 'wildcard')).toBe(true)
      expect(matchesClaim({ exact: expected }, actual, 'exact')).toBe(expected === actual)
    }),
  )
})

it('no matcher and no claim is too strange for an answer', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), mode, (matcher, actual, texts) => {
      expect(typeof matchesClaim(matcher, actual, texts)).toBe('boolean')
      expect(typeof matchesClaim({ not: matcher }, actual, texts)).toBe('boolean')
    }),
  )
})
