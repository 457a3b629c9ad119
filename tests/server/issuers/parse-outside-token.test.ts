import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWrittenNumber } from '#server/domain/written-number.ts'
import { parseOutsideToken, toTokenDigest } from '#server/issuers/parse-outside-token.ts'

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

const HEADER = encode({ alg: 'RS256', kid: 'a' })
const PAYLOAD = encode({ iss: 'https://ci.example', sub: 'x' })

const withHeader = (header: unknown) => `${encode(header)}.${PAYLOAD}.c2ln`
const withPayload = (payload: unknown) => `${HEADER}.${encode(payload)}.c2ln`

it('takes a token apart', () => {
  const compact = `${HEADER}.${PAYLOAD}.c2ln`
  expect(parseOutsideToken(compact)).toEqual({
    compact,
    algorithm: 'RS256',
    keyId: 'a',
    issuer: 'https://ci.example',
    signingInput: `${HEADER}.${PAYLOAD}`,
    signature: Buffer.from('sig'),
    claims: { iss: 'https://ci.example', sub: 'x' },
  })
})

it.each([
  ['no key id', { alg: 'RS256' }],
  ['a type', { alg: 'RS256', typ: 'JWT' }],
  [
    'keys of its own, which nobody looks at',
    { alg: 'RS256', jwk: {}, jku: 'x', x5u: 'x', x5c: [] },
  ],
])('takes a header with %s', (_, header) => {
  expect(parseOutsideToken(withHeader(header))).toMatchObject({ algorithm: 'RS256' })
})

describe('is malformed', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'token'],
    ['two parts', `${HEADER}.${PAYLOAD}`],
    ['four parts', `${HEADER}.${PAYLOAD}.c2ln.c2ln`],
    ['five parts, as encrypted tokens have', `${HEADER}.a.b.c.d`],
    ['no signature', `${HEADER}.${PAYLOAD}.`],
    ['no header', `.${PAYLOAD}.c2ln`],
    ['no payload', `${HEADER}..c2ln`],
    ['only dots', '..'],
    ['10,000 dots', '.'.repeat(10_000)],
    ['10,000 parts', 'a.'.repeat(8_000)],
    ['a space before', ` ${HEADER}.${PAYLOAD}.c2ln`],
    ['a line break behind', `${HEADER}.${PAYLOAD}.c2ln\n`],
    ['a line break within', `${HEADER}.\n${PAYLOAD}.c2ln`],
    ['padding in the header', `${HEADER}=.${PAYLOAD}.c2ln`],
    ['padding in the payload', `${HEADER}.${PAYLOAD}=.c2ln`],
    ['padding in the signature', `${HEADER}.${PAYLOAD}.c2ln=`],
    ['plain base64', `${HEADER}.${PAYLOAD}.a+b/`],
    ['letters of another alphabet', `${HEADER}.${PAYLOAD}.с2ln`],
    ['a null character', `${HEADER}.${PAYLOAD}.c2\0ln`],
    ['other bits behind the end of the signature', `${HEADER}.${PAYLOAD}.c2lnYR`],
    ['a scheme before', `Bearer ${HEADER}.${PAYLOAD}.c2ln`],
    ['JSON serialization', JSON.stringify({ protected: HEADER, payload: PAYLOAD, signature: 'a' })],
  ])('%s', (_, compact) => {
    expect(parseOutsideToken(compact)).toBeUndefined()
  })

  it.each([
    ['empty', ''],
    ['no JSON', 'alg'],
    ['a list', [{ alg: 'RS256' }]],
    ['null', null],
    ['text', '"RS256"'],
    ['a number', 7],
    ['no algorithm', { kid: 'a' }],
    ['an algorithm that is a list', { alg: ['RS256'] }],
    ['an algorithm that is null', { alg: null }],
    ['a key id that is a number', { alg: 'RS256', kid: 7 }],
    ['a key id that is null', { alg: 'RS256', kid: null }],
    ['a type that is a list', { alg: 'RS256', typ: ['JWT'] }],
    ['extensions', { alg: 'RS256', crit: ['exp'] }],
    ['an unknown extension', { alg: 'RS256', crit: ['x'], x: 1 }],
    ['an unencoded payload', { alg: 'RS256', crit: ['b64'], b64: false }],
    ['an unencoded payload that is not called critical', { alg: 'RS256', b64: false }],
    ['no extension, but the list', { alg: 'RS256', crit: [] }],
    ['extensions that are null', { alg: 'RS256', crit: null }],
    ['two algorithms', '{"alg":"none","alg":"RS256"}'],
    ['two algorithms, one written with an escape', '{"alg":"none","\\u0061lg":"RS256"}'],
    ['more behind', '{"alg":"RS256"}{}'],
  ])('with a header that is %s', (_, header) => {
    expect(parseOutsideToken(withHeader(header))).toBeUndefined()
  })

  it.each([
    ['empty', ''],
    ['no JSON', 'iss'],
    ['a list', ['https://ci.example']],
    ['a list with claims', [{ iss: 'https://ci.example' }]],
    ['null', null],
    ['text', '"https://ci.example"'],
    ['no issuer', { sub: 'x' }],
    ['an issuer that is a list', { iss: ['https://ci.example', 'https://evil.example'] }],
    ['an issuer that is an object', { iss: { url: 'https://ci.example' } }],
    ['an issuer that is null', { iss: null }],
    ['an issuer that is a number', { iss: 7 }],
    ['an inherited issuer', '{"__proto__":{"iss":"https://ci.example"}}'],
    ['two issuers', '{"iss":"https://evil.example","iss":"https://ci.example"}'],
    ['two subjects', '{"iss":"https://ci.example","sub":"a","sub":"b"}'],
    ['two subjects apart', '{"sub":"a","iss":"https://ci.example","x":[1,{}],"sub":"b"}'],
    ['two of a nested claim', '{"iss":"https://ci.example","a":{"b":1,"b":2}}'],
    ['two of a claim within a list', '{"iss":"https://ci.example","a":[{"b":1,"b":2}]}'],
    ['two subjects, one with an escape', '{"iss":"https://ci.example","sub":"a","s\\u0075b":"b"}'],
  ])('with a payload that is %s', (_, payload) => {
    expect(parseOutsideToken(withPayload(payload))).toBeUndefined()
  })

  it.each([
    [
      'a byte that stands alone',
      Buffer.from('{"iss":"https://ci.example","sub":"\xff"}', 'latin1'),
    ],
    ['an overlong slash', Buffer.from('{"iss":"https:\xc0\xaf"}', 'latin1')],
    ['half a character', Buffer.from('{"iss":"https://ci.example","sub":"\xe2\x82"}', 'latin1')],
    ['a surrogate', Buffer.from('{"iss":"https://ci.example","sub":"\xed\xa0\x80"}', 'latin1')],
    ['UTF-16', Buffer.from('{"iss":"https://ci.example"}', 'utf16le')],
  ])('with text that is not UTF-8: %s', (_, bytes) => {
    const compact = `${HEADER}.${bytes.toString('base64url')}.c2ln`
    expect(parseOutsideToken(compact)).toBeUndefined()
  })
})

/** Numbers that are too large to be exact show as texts. */
function withTexts(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_name, each: unknown) =>
    Number.isInteger(each) && !Number.isSafeInteger(each) ? String(each) : each,
  )
}

describe('names that only look repeated are fine', () => {
  it.each([
    ['in objects side by side', { iss: 'i', a: { n: 1 }, b: { n: 2 } }],
    ['in an object and the one around it', { iss: 'i', sub: { sub: { sub: 1 } } }],
    ['in objects of a list', { iss: 'i', a: [{ n: 1 }, { n: 2 }] }],
    ['in text that looks like a claim', { iss: 'i', a: '","iss":"x', b: '{"iss":1}' }],
    ['behind a backslash', { iss: 'i', 'a\\': 1, 'a"': 2, a: '\\' }],
    ['as a value', { iss: 'i', a: 'iss', b: ['iss', 'iss'] }],
    ['in another letter case', { iss: 'i', ISS: 'j' }],
  ])('%s', (_, payload) => {
    expect(parseOutsideToken(withPayload(payload))?.claims).toEqual(payload)
  })

  it('in whatever JSON there is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (claims) => {
        // JSON.parse makes an own claim of this name, which no claim of ours ever has.
        fc.pre(!JSON.stringify(claims).includes('__proto__'))
        const payload = JSON.parse(JSON.stringify({ ...claims, iss: 'i' }))
        const read = (text: string) => parseOutsideToken(withPayload(text))?.claims
        for (const text of [JSON.stringify(payload), JSON.stringify(payload, null, 2)]) {
          expect(JSON.parse(JSON.stringify(read(text)))).toEqual(withTexts(payload))
        }
      }),
    )
  })
})

it('keeps inherited names out of the claims', () => {
  const claims = parseOutsideToken(
    withPayload('{"iss":"i","__proto__":{"sub":"admin"},"constructor":"c"}'),
  )?.claims
  expect(claims?.sub).toBeUndefined()
  expect(Object.hasOwn(claims ?? {}, 'sub')).toBe(false)
  expect(claims?.constructor).toBe('c')
  expect(Reflect.get({}, 'sub')).toBeUndefined()
})

it('refuses more than 16 KiB before it decodes anything', () => {
  const pad = (size: number) => `${encode({ alg: 'RS256' })}.${PAYLOAD}.`.padEnd(size, 'A')
  expect(parseOutsideToken(pad(16_384))).toBeDefined()
  expect(parseOutsideToken(pad(16_385))).toBeUndefined()
  expect(parseOutsideToken(pad(50_000_000))).toBeUndefined()
})

it('never throws, whatever it is given', () => {
  const part = fc.oneof(fc.string(), fc.json().map(encode), fc.base64String())
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const token = parseOutsideToken(parts.join('.'))
      if (token) expect(token.claims.iss).toBeTypeOf('string')
    }),
  )
})

it('reads deeply nested claims', () => {
  const deep = `{"iss":"i","a":${'['.repeat(4000)}${']'.repeat(4000)}}`
  expect(parseOutsideToken(withPayload(deep))?.claims.iss).toBe('i')
})

describe('a number that JavaScript would round stays as it was written', () => {
  it.each([
    ['9007199254740993'],
    ['-9007199254740993'],
    ['9007199254740992'],
    ['123456789012345678901234567890'],
    ['1e308'],
    ['1e+300'],
    ['1E400'],
    ['1.00000000000000000001'],
    ['-20.0000000000000000001'],
    ['1e-400'],
  ])('%s', (written) => {
    const token = parseOutsideToken(
      withPayload(`{"iss":"i","id":${written},"a":[{"b":${written}}],"t":"${written}","n":20}`),
    )
    const id = token?.claims.id
    expect(isWrittenNumber(id)).toBe(true)
    expect(id).not.toBe(Number(written))
    expect(token?.claims).toMatchObject({ t: written, n: 20 })
    expect(JSON.parse(JSON.stringify(token?.claims))).toMatchObject({
      id: written,
      a: [{ b: written }],
    })
  })

  it.each([
    ['0', 0],
    ['-0', -0],
    ['20', 20],
    ['20.0', 20],
    ['2e1', 20],
    ['200e-1', 20],
    ['1.9', 1.9],
    ['1800000000.123456', 1_800_000_000.123456],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('%s is a number', (written, value) => {
    const token = parseOutsideToken(withPayload(`{"iss":"i","id":${written}}`))
    expect(token?.claims.id).toBe(value)
  })

  it('and no token can make one up', () => {
    const forged = { iss: 'i', id: { written: '20', toJSON: 'x' }, n: 1e300 }
    expect(isWrittenNumber(parseOutsideToken(withPayload(forged))?.claims.id)).toBe(false)
  })
})

describe('the digest of a token', () => {
  it('is that of what was signed, so that no other signature makes it another token', () => {
    const compact = `${HEADER}.${PAYLOAD}.c2ln`
    expect(toTokenDigest(compact)).toBe(toTokenDigest(`${HEADER}.${PAYLOAD}.b3RoZXI`))
    expect(toTokenDigest(compact)).not.toBe(toTokenDigest(withPayload({ iss: 'i' })))
  })
})
