import { expect, it } from 'vitest'
import { cutValue, keepClaims } from '#server/domain/trust/keep-claims.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'

const reason = ''
const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.sig'

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
  ['a token', TOKEN, '(a token, left out)'],
  ['a token without signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', '(a token, left out)'],
  ['a token behind a scheme', `Bearer ${TOKEN}`, '(a token, left out)'],
  ['a token in an address', `https://x.example/?token=${TOKEN}&x=1`, '(a token, left out)'],
  ['a token in quotes', `{"token":"${TOKEN}"}`, '(a token, left out)'],
  ['a token in lines', `a\n${TOKEN}\n`, '(a token, left out)'],
  ['a token far behind', `${'x '.repeat(300)}${TOKEN}`, '(a token, left out)'],
  [
    'a token with white space in its header',
    'ewogImFsZyI6MX0.eyJzdWIiOiJ4In0.sig',
    '(a token, left out)',
  ],
  ['a token as a name', { [TOKEN]: 1 }, { '(a token, left out)': 1 }],
  ['not a host', 'everything.acme.example', 'everything.acme.example'],
  ['not a version', 'eyewitness-1.2.3', 'eyewitness-1.2.3'],
  ['a list', ['a', 'y'.repeat(300)], ['a', `${'y'.repeat(256)}…`]],
  ['an object', { deep: { value: 1 } }, { deep: { value: 1 } }],
  ['something very deep', { a: { b: { c: { d: { e: 1 } } } } }, { a: { b: { c: { d: '…' } } } }],
])('cuts %s', (_, value, expected) => {
  expect(cutValue(value)).toEqual(expected)
})

it('answers for long text that nearly is a token without going back', () => {
  const hostile = 'eyJ'.repeat(200_000)
  expect(cutValue(`${hostile}.`)).toHaveLength(257)
  expect(cutValue('eyJaaaaaa.a'.repeat(1_500))).toBe('(a token, left out)')
  expect(cutValue('eyJaaaaaa '.repeat(1_500))).toHaveLength(257)
})

it('cuts what has very many members', () => {
  expect(cutValue(Array.from({ length: 1000 }, (_, n) => n))).toHaveLength(50)
  const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`k${n}`, n]))
  expect(Object.keys(cutValue(wide) as object)).toHaveLength(50)
})
