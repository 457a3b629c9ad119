import { expect, it } from 'vitest'
import { cutValue, keepClaims } from '#server/domain/trust/keep-claims.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'

const reason = ''
const rules = {
  ...noProfileRules,
  identifyingClaims: ['repository_id'],
  requiredClaims: [{ id: 'r', anyOf: ['ref', 'environment'], reason, isLiftable: false }],
  vetoes: [
    {
      ...{ id: 'v', claim: 'event_name', matcher: 'pull_request_target', reason },
      ...{ yieldsToBoundClaim: false, isLiftable: false },
    },
  ],
  claimsToAvoid: [{ claim: 'repository', reason }],
}

it('keeps what every token has, what the provider is known for and what policies name', () => {
  const claims = {
    iss: 'https://ci.example',
    sub: 'job',
    repository_id: '1',
    repository: 'acme/api',
    environment: 'prod',
    event_name: 'push',
    'k8s.io': { pod: { uid: 'u' } },
    named: true,
    secret_note: 'nobody asked for this',
  }
  expect(keepClaims(claims, rules, ['named', '/k8s.io/pod/uid'])).toEqual({
    iss: 'https://ci.example',
    sub: 'job',
    repository_id: '1',
    repository: 'acme/api',
    environment: 'prod',
    event_name: 'push',
    named: true,
    '/k8s.io/pod/uid': 'u',
  })
})

it('keeps no inherited names', () => {
  expect(keepClaims({ sub: 'job' }, rules, ['constructor', 'toString'])).toEqual({ sub: 'job' })
})

it.each<[string, unknown, unknown]>([
  ['a short text', 'main', 'main'],
  ['a text of 256', 'x'.repeat(256), 'x'.repeat(256)],
  ['a longer text', 'x'.repeat(257), `${'x'.repeat(256)}…`],
  ['a number', 20, 20],
  ['a boolean', false, false],
  ['null', null, null],
  ['a token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.sig', '(a token, left out)'],
  ['a token without signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', '(a token, left out)'],
  ['a list', ['a', 'y'.repeat(300)], ['a', `${'y'.repeat(256)}…`]],
  ['an object', { deep: { value: 1 } }, { deep: { value: 1 } }],
  ['something very deep', { a: { b: { c: { d: { e: 1 } } } } }, { a: { b: { c: { d: '…' } } } }],
])('cuts %s', (_, value, expected) => {
  expect(cutValue(value)).toEqual(expected)
})

it('cuts what has very many members', () => {
  expect(cutValue(Array.from({ length: 1000 }, (_, n) => n))).toHaveLength(50)
  const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, n]))
  expect(Object.keys(cutValue(wide) as object)).toHaveLength(50)
})
