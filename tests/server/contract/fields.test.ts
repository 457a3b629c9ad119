import { describe, expect, it } from 'vitest'
import { Description, Instant, Labels, Name, PageQuery, Version } from '#contract/common.ts'
import {
  BoundClaims,
  BoundClaimsPatch,
  MAXIMUM_TRUST_POLICIES,
  NewTrustPolicies,
  TrustPolicyInput,
} from '#contract/trust-policies.ts'

describe('a name', () => {
  it.each(['a', '0', 'deployer', 'a-b', 'a_b', 'a--b', '0-9', 'a'.repeat(64)])(
    'may be %j',
    (name) => {
      expect(Name.safeParse(name).success).toBe(true)
    },
  )

  it.each([
    '',
    'A',
    'Deployer',
    '-a',
    'a-',
    '_a',
    'a_',
    'a/b',
    'a.b',
    'a b',
    ' a',
    'a\n',
    'a\0',
    '..',
    '.',
    'ä',
    'а',
    'a%2fb',
    'a'.repeat(65),
    7,
    null,
    ['a'],
  ])('may not be %j', (name) => {
    expect(Name.safeParse(name).success).toBe(false)
  })
})

describe('a time', () => {
  it.each(['2027-02-18T00:00:00Z', '2027-02-18T00:00:00.123Z', '2027-02-18T01:00:00+01:00'])(
    'may be %s',
    (instant) => {
      expect(Instant.safeParse(instant).success).toBe(true)
      expect(Date.parse(instant)).not.toBeNaN()
    },
  )

  it.each([
    '',
    '2027-02-18',
    '2027-02-18T00:00:00',
    '2027-02-29T00:00:00Z',
    '2027-13-01T00:00:00Z',
    '2027-02-18T24:00:00Z',
    '2027-02-18T00:00:60Z',
    '2027-02-18T00:00:00+24:00',
    '9999-12-31T23:59:59-00:01',
    '0000-01-01T00:00:00+00:01',
    '2027-02-18T00:00:00+01',
    'tomorrow',
    '1802908800000',
    1_802_908_800_000,
  ])('may not be %j', (instant) => {
    expect(Instant.safeParse(instant).success).toBe(false)
  })
})

describe('bound claims', () => {
  it.each([
    ['text', { ref: 'main' }],
    ['a number', { project_id: 20 }],
    ['a boolean', { protected: false }],
    ['a list of values', { ref: ['main', 20, true] }],
    ['exactly this', { ref: { exact: 'main' } }],
    ['a pattern', { ref: { wildcard: 'release/*' } }],
    ['one of several', { ref: { oneOf: ['main', 'dev'] } }],
    ['a member', { groups: { contains: 'a' } }],
    ['one of several members', { groups: { containsAny: ['a', 'b'] } }],
    ['several members', { groups: { containsAll: ['a', 'b'] } }],
    ['missing', { ref: { absent: true } }],
    ['not this', { ref: { not: 'main' } }],
    ['not like this', { ref: { not: { wildcard: 'refs/pull/*' } } }],
    ['there at all', { ref: { not: { absent: true } } }],
    ['the largest exact number', { id: Number.MAX_SAFE_INTEGER }],
    ['a hundred values', { ref: Array.from({ length: 100 }, (_, n) => n) }],
    ['a pointer', { '/kubernetes.io/serviceaccount/uid': 'x' }],
    ['a name like a URL', { 'https://sts.amazonaws.com/': 'x' }],
  ])('may be %s', (_, claims) => {
    expect(BoundClaims.parse(claims)).toEqual(claims)
  })

  it.each([
    ['empty text', { ref: '' }],
    ['null', { ref: null }],
    ['an empty list', { ref: [] }],
    ['an empty object', { ref: {} }],
    ['not a number', { ref: Number.NaN }],
    ['endless', { ref: Number.POSITIVE_INFINITY }],
    ['a list with empty text', { ref: ['main', ''] }],
    ['a list with null', { ref: [null] }],
    ['a list within a list', { ref: [['main']] }],
    ['a hundred and one values', { ref: Array.from({ length: 101 }, (_, n) => n) }],
    ['one of nothing', { ref: { oneOf: [] } }],
    ['one of a text', { ref: { oneOf: 'main' } }],
    ['a number as pattern', { ref: { wildcard: 20 } }],
    ['an empty pattern', { ref: { wildcard: '' } }],
    ['a very long pattern', { ref: { wildcard: 'a'.repeat(1025) } }],
    ['absent as text', { ref: { absent: 'true' } }],
    ['absent that is false', { ref: { absent: false } }],
    ['two operators', { ref: { exact: 'main', not: 'dev' } }],
    ['an operator inside exact', { ref: { exact: { wildcard: '*' } } }],
    ['a number beyond 2^53', { id: JSON.parse('9007199254740993') }],
    ['an empty name', { '': 'main' }],
    ['a very long name', { ['a'.repeat(257)]: 'main' }],
    ['a very long text', { ref: 'a'.repeat(1025) }],
    ['a list', [['ref', 'main']]],
    ['too many', Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`c${n}`, 'x']))],
  ])('may not be %s', (_, claims) => {
    expect(BoundClaims.safeParse(claims).success).toBe(false)
  })
})

describe('what is no matcher says why', () => {
  it.each([
    [
      'an unknown operator by its name',
      { regex: '.*' },
      /no operator "regex"; use exact, wildcard/,
    ],
    ['an unknown operator within not', { not: { regex: '.*' } }, /no operator "regex"/],
    ['two operators', { exact: 'a', absent: true }, /exactly one operator/],
    ['no operator', {}, /exactly one operator/],
    ['a second not', { not: { not: 'a' } }, /no second not/],
    ['absent that is false', { absent: false }, /absent takes true/],
    ['null', null, /Give a text, a number, a boolean, a list/],
    ['a wrong operand', { oneOf: 'main' }, /oneOf does not take this value/],
    ['a number that loses digits', JSON.parse('9007199254740993'), /lose digits and never match/],
  ])('%s', (_, matcher, message) => {
    expect(BoundClaims.safeParse({ ref: matcher }).error?.issues[0]?.message).toMatch(message)
  })
})

describe('a change of bound claims', () => {
  it('may remove one with null', () => {
    const patch = { ref: null, project_id: '20' }
    expect(BoundClaimsPatch.parse(patch)).toEqual(patch)
  })

  it.each([
    ['null within a list', { ref: [null] }],
    ['an unknown operator', { ref: { regex: '.*' } }],
    ['too many', Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`c${n}`, null]))],
  ])('may not be %s', (_, patch) => {
    expect(BoundClaimsPatch.safeParse(patch).success).toBe(false)
  })
})

describe('a trust policy', () => {
  const good = {
    issuer: 'https://gitlab.com',
    audience: 'https://doorward.example',
    boundClaims: { project_id: '20' },
  }

  it('is enabled, exact and without expiry unless it says otherwise', () => {
    expect(TrustPolicyInput.parse(good)).toEqual({
      ...good,
      name: '',
      enabled: true,
      expiresAt: null,
      matchMode: 'exact',
    })
  })

  it.each([
    ['no audience', { audience: undefined }],
    ['an empty audience', { audience: '' }],
    ['several audiences', { audience: ['a', 'b'] }],
    ['no issuer', { issuer: undefined }],
    ['an empty issuer', { issuer: '' }],
    ['no bound claims', { boundClaims: undefined }],
    ['enabled as text', { enabled: 'false' }],
    ['another way to match', { matchMode: 'regex' }],
    ['a field that is not known', { bound_claims: {} }],
    ['a setting of the issuer that is not known', { issuerSettings: { insecure: true } }],
    ['an issuer switch as text', { issuerSettings: { allowPrivateNetwork: 'true' } }],
    ['an expiry that is no time', { expiresAt: 'never' }],
  ])('is refused with %s', (_, more) => {
    expect(TrustPolicyInput.safeParse({ ...good, ...more }).success).toBe(false)
  })

  it('is one of at most ten', () => {
    const many = (count: number) => Array.from({ length: count }, () => good)
    expect(MAXIMUM_TRUST_POLICIES).toBe(10)
    expect(NewTrustPolicies.safeParse(many(10)).success).toBe(true)
    expect(NewTrustPolicies.safeParse(many(11)).success).toBe(false)
  })
})

it.each([
  [Description, 'a'.repeat(100), 'a'.repeat(101)],
  [Labels, { 'a.b/c': 'x' }, { 'A b': 'x' }],
  [Labels, { a: 'x'.repeat(128) }, { a: 'x'.repeat(129) }],
  [Version, 1, 0],
  [Version, 7, '7'],
  [PageQuery, { limit: '100' }, { limit: '101' }],
  [PageQuery, { limit: 1 }, { limit: 0 }],
  [PageQuery, {}, { offset: 7 }],
  [PageQuery, { search: 'a'.repeat(200) }, { search: 'a'.repeat(201) }],
])('row %#: takes the one and refuses the other', (schema, good, bad) => {
  expect(schema.safeParse(good).success).toBe(true)
  expect(schema.safeParse(bad).success).toBe(false)
})
