import fc from 'fast-check'
import { expect, vi } from 'vitest'
import { matchesClaim } from '#server/domain/trust/match-claim.ts'
import { matchesWildcard } from '#server/domain/trust/matches-wildcard.ts'
import { readClaim } from '#server/domain/trust/read-claim.ts'
import { parseOutsideToken } from '#server/issuers/parse-outside-token.ts'
import { parseStrictJson } from '#server/issuers/parse-strict-json.ts'
import { fuzz } from './fuzz.ts'
import { hostileName, hostileText, hostileValue, toObject } from './hostile.ts'
import { makeCompactKey, signCompact } from './sign-compact.ts'

interface Written {
  readonly text: string
  readonly value: unknown
  readonly hasNameTwice: boolean
}

/** Numbers, and what is left of them: what JavaScript would round stays a text. */
const numbers = fc.constantFrom<readonly [string, unknown]>(
  ['0', 0],
  ['1.0', 1],
  ['0.1', 0.1],
  ['-1e2', -100],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', '9007199254740993'],
  ['1e400', '1e400'],
  ['-1E400', '-1E400'],
  ['1.00000000000000000001', '1.00000000000000000001'],
  ['1e-400', '1e-400'],
)
const names = fc.oneof(fc.constantFrom('a', 'b', 'iss'), hostileName, hostileText)
const space = fc.constantFrom('', '', ' ', '\n\t')

/** Writes a text as JSON, each character plain or as an escape. */
const quoted = (text: string) =>
  fc.boolean().map((isEscaped) => {
    if (!isEscaped) return JSON.stringify(text)
    const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`
  })

const { json } = fc.letrec<{ json: Written; list: Written; object: Written; leaf: Written }>(
  (tie) => ({
    json: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('object')),
    leaf: fc.oneof(
      numbers.map(([text, value]) => ({ text, value, hasNameTwice: false })),
      hostileText.chain((value) =>
        quoted(value).map((text) => ({ text, value, hasNameTwice: false })),
      ),
      fc
        .constantFrom(true, false, null)
        .map((value) => ({ text: `${value}`, value, hasNameTwice: false })),
    ),
    list: fc.tuple(fc.array(tie('json'), { maxLength: 3 }), space).map(([items, gap]) => ({
      text: `[${gap}${items.map(({ text }) => text).join(`${gap},`)}${gap}]`,
      value: items.map(({ value }) => value),
      hasNameTwice: items.some(({ hasNameTwice }) => hasNameTwice),
    })),
    object: fc
      .array(
        fc.tuple(
          names.chain((name) => quoted(name).map((text) => ({ name, text }))),
          tie('json'),
          space,
        ),
        { maxLength: 4 },
      )
      .map((members) => ({
        text: `{${members.map(([{ text }, value, gap]) => `${gap}${text}${gap}:${gap}${value.text}`).join(',')}}`,
        value: toObject(members.map(([{ name }, { value }]) => [name, value])),
        hasNameTwice:
          new Set(members.map(([{ name }]) => name)).size < members.length ||
          members.some(([, { hasNameTwice }]) => hasNameTwice),
      })),
  }),
)

fuzz('strict JSON', json, ({ text, value, hasNameTwice }) => {
  if (hasNameTwice) expect(() => parseStrictJson(text)).toThrow(SyntaxError)
  else expect(JSON.stringify(parseStrictJson(text))).toBe(JSON.stringify(value))
})

const key = makeCompactKey()
const segment = fc.oneof(
  json.map(({ text }) => text),
  hostileValue.map((value) => JSON.stringify(value)),
  hostileText,
)

fuzz(
  'outside tokens',
  fc.tuple(
    segment,
    segment,
    fc.nat(),
    fc.constantFrom('', '', '.', '=', 'A', ' ', '\n', '+', '\0'),
  ),
  ([header, claims, at, text]) => {
    const signed = signCompact(header, claims, key)
    const from = at % signed.length
    const compact = text === '' ? signed : signed.slice(0, from) + text + signed.slice(from + 1)
    const token = parseOutsideToken(compact)
    if (!token) return
    expect(`${token.signingInput}.${token.signature.toString('base64url')}`).toBe(compact)
    expect(typeof token.algorithm).toBe('string')
    expect(token.claims.iss).toBe(token.issuer)
  },
)

const pointed = fc.tuple(
  fc.array(fc.oneof(names, fc.nat(3).map(String), fc.constantFrom('~', '/', '~1', '~01', 'a/b')), {
    minLength: 1,
    maxLength: 4,
  }),
  hostileValue,
  hostileText,
)

fuzz('JSON Pointers', pointed, ([path, value, other]) => {
  const claims = Object(
    path.reduceRight<unknown>((inner, name) => toObject([[name, inner]]), value),
  )
  const pointer = path
    .map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  expect(readClaim(claims, pointer)).toBe(value)
  const found = readClaim(claims, other)
  if (!other.startsWith('/'))
    expect(found).toBe(Object.hasOwn(claims, other) ? claims[other] : undefined)
})

const symbols = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '.', '\n'), maxLength: 9 })

fuzz(
  'wildcards',
  fc.oneof(
    fc.tuple(symbols, symbols),
    fc.tuple(hostileText, hostileText),
    fc.tuple(
      fc.constantFrom('*a*b', '*aab*b', 'a*a*a*b'),
      fc.nat(5000).map((times) => `${'a'.repeat(times)}b`),
    ),
  ),
  ([pattern, text]) => {
    const { matches, steps } = countSteps(() => matchesWildcard(pattern, text))
    expect(matches).toBe(toExpression(pattern).test(text))
    expect(steps).toBeLessThanOrEqual(text.length + pattern.length)
  },
)

/** Counts the characters that are searched, which a clock could only guess. */
function countSteps(match: () => boolean): { readonly matches: boolean; readonly steps: number } {
  const search = vi.spyOn(String.prototype, 'indexOf')
  try {
    const matches = match()
    const steps = search.mock.calls.map(([run, from = 0], call) => {
      const text = String(search.mock.contexts[call])
      const found = Number(search.mock.results[call]?.value)
      return (found < 0 ? text.length : found + run.length) - from
    })
    return { matches, steps: steps.reduce((sum, each) => sum + each, 0) }
  } finally {
    search.mockRestore()
  }
}

function toExpression(pattern: string): RegExp {
  const runs = pattern.match(/\\\*|\*|[^*]/g) ?? []
  const parts = runs.map((run) => {
    if (run === '*') return '[^]*?'
    return (run === '\\*' ? '*' : run).replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  })
  return new RegExp(`^(?:${parts.join('')})$`)
}

const scalar = fc.oneof(
  fc.constantFrom('a', 'b', '', '1', 'true', 1, 0, true, false, null, 2 ** 53),
  hostileText,
)
const operand = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), hostileValue)
const operator = fc.constantFrom(
  'exact',
  'wildcard',
  'oneOf',
  'contains',
  'containsAny',
  'containsAll',
  'absent',
  'not',
  '__proto__',
)
const matcher = fc.oneof(
  operand,
  fc.tuple(operator, operand).map((entry) => toObject([entry])),
  fc.tuple(operator, operand).map((entry) => toObject([['not', toObject([entry])]])),
)

fuzz(
  'claim matchers',
  fc.tuple(
    matcher,
    fc.oneof(operand, fc.constant(undefined)),
    fc.constantFrom('exact' as const, 'wildcard' as const),
  ),
  ([wanted, actual, mode]) => {
    const matches = matchesClaim(wanted, actual, mode)
    expect(typeof matches).toBe('boolean')
    const isEmpty = actual === undefined || actual === null || actual === ''
    const isAbsence = JSON.stringify(wanted) === '{"absent":true}'
    if (isEmpty && !isAbsence) expect(matches && actual !== '').toBe(false)
    if (typeof wanted !== 'object' && mode === 'exact') {
      expect(matches).toBe(
        wanted === actual &&
          actual !== '' &&
          !(Math.abs(Number(actual)) > Number.MAX_SAFE_INTEGER && typeof actual === 'number'),
      )
    }
    const isNegated = matchesClaim({ not: wanted }, actual, mode)
    expect(matches && isNegated).toBe(false)
  },
)
