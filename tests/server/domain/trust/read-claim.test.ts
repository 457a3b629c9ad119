import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClaim } from '#server/domain/trust/read-claim.ts'
import { createWrittenNumber } from '#server/domain/written-number.ts'

const claims = {
  sub: 'job',
  'oidc.circleci.com/project-id': 'p',
  'kubernetes.io': { serviceaccount: { uid: 'u', 'a/b': 'slash', 'a~b': 'tilde', '~1': 'both' } },
  'https://sts.amazonaws.com/': { aws_account: '1' },
  groups: ['first', 'second'],
  '/literal/name': 'literal',
  literal: { name: 'nested', 'na~2me': 'two', 'name~': 'end' },
  '': 'unnamed',
}

describe('a claim is read', () => {
  it.each([
    ['by its name', 'sub', 'job'],
    ['by a name with dots and slashes', 'oidc.circleci.com/project-id', 'p'],
    ['by a name like a URL', 'https://sts.amazonaws.com/', { aws_account: '1' }],
    ['by a pointer', '/kubernetes.io/serviceaccount/uid', 'u'],
    ['by a pointer to the top', '/sub', 'job'],
    ['with ~1 for a slash', '/kubernetes.io/serviceaccount/a~1b', 'slash'],
    ['with ~0 for a tilde', '/kubernetes.io/serviceaccount/a~0b', 'tilde'],
    ['with ~01 for ~1', '/kubernetes.io/serviceaccount/~01', 'both'],
    ['with an escaped URL', '/https:~1~1sts.amazonaws.com~1/aws_account', '1'],
    ['from a list', '/groups/1', 'second'],
    ['by its literal name before any pointer', '/literal/name', 'literal'],
    ['by an empty segment', '/', 'unnamed'],
  ])('%s', (_, name, value) => {
    expect(readClaim(claims, name)).toEqual(value)
  })

  it.each([
    ['a dotted path is no pointer', 'literal.name'],
    ['a path without its first slash', 'literal/name'],
    ['a member that is not there', '/literal/other'],
    ['what lies in a text', '/sub/0'],
    ['the length of a text', '/sub/length'],
    ['the length of a list', '/groups/length'],
    ['an index with a leading zero', '/groups/01'],
    ['the end of a list', '/groups/-'],
    ['an index beyond the list', '/groups/2'],
    ['a wrong escape', '/literal/na~2me'],
    ['a tilde at the end', '/literal/name~'],
    ['a pointer with a slash too many', '/literal/name/'],
    ['a method of lists', '/groups/map'],
    ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'].flatMap((name) => [
      [`${name}, which is inherited`, name],
      [`${name} by pointer`, `/${name}`],
      [`${name} further in`, `/literal/${name}`],
    ]),
  ])('not %s', (_, name = '') => {
    expect(readClaim(claims, name)).toBeUndefined()
  })

  it('as an own property of that name', () => {
    const own = JSON.parse('{"constructor":"a","__proto__":{"b":"c"}}')
    expect(readClaim(own, 'constructor')).toBe('a')
    expect(readClaim(own, '/__proto__/b')).toBe('c')
  })

  it('not from a prototype', () => {
    const nested = { outer: Object.create({ inner: 'x' }) }
    expect(readClaim(Object.create({ sub: 'x' }), 'sub')).toBeUndefined()
    expect(readClaim(nested, '/outer/inner')).toBeUndefined()
  })

  it('not from within a number that is kept as written', () => {
    const large = { id: createWrittenNumber('9007199254740993') }
    expect(readClaim(large, '/id/written')).toBeUndefined()
  })

  it('from whatever there is without a complaint', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (any, name) => {
        readClaim(any, name)
        readClaim(any, `/${name}`)
      }),
    )
  })
})
