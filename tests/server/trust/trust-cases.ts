import fc from 'fast-check'

/** What a policy and its issuer may be, and a token that nearly fits it; all of few values, so that they meet. */
export const AUDIENCES = ['https://a.example', 'https://b.example'] as const

const text = fc.constantFrom('x', 'y', 'main', 'X', '1', 'true', 'a/b')
const value = fc.oneof({ weight: 5, arbitrary: text }, fc.constantFrom(1, 2, true, false))
const values = fc.array(value, { minLength: 1, maxLength: 3 })
const pattern = fc.constantFrom('m*n', 'a*', '*b', 'x', 'a/*', '\\*x')
const plain = fc.oneof(
  { weight: 6, arbitrary: value },
  values,
  fc.record({ exact: value }),
  fc.record({ wildcard: pattern }),
  fc.record({ oneOf: values }),
  fc.record({ contains: value }),
  fc.record({ containsAny: values }),
  fc.record({ containsAll: values }),
  fc.record({ absent: fc.constant(true) }),
)
const matcher = fc.oneof({ weight: 8, arbitrary: plain }, fc.record({ not: plain }))

const NAMES = ['ref', 'team', 'groups', '/deep/er', 'pipeline_source', 'a.b/c']
const boundClaims = fc
  .tuple(
    fc.constantFrom('sub', 'project_id', 'project_id', 'ref'),
    value,
    fc.dictionary(fc.constantFrom(...NAMES), matcher, { maxKeys: 3 }),
  )
  .map(([name, telling, others]) => ({ ...others, [name]: telling }))

export const policy = fc.record({
  issuer: fc.nat(3),
  audience: fc.constantFrom(...AUDIENCES),
  matchMode: fc.constantFrom('exact', 'wildcard'),
  boundClaims,
  enabled: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  /** Milliseconds from now. */
  expiresIn: fc.oneof(
    { weight: 8, arbitrary: fc.constant(null) },
    fc.constantFrom(-1, 0, 1, 999, 1000, 60_000),
  ),
  isLifted: fc.boolean(),
})
export type PolicyCase = typeof policy extends fc.Arbitrary<infer Case> ? Case : never

export const issuer = fc.record({
  enabled: fc.oneof({ weight: 19, arbitrary: fc.constant(true) }, fc.constant(false)),
  profile: fc.constantFrom('generic', 'generic', 'gitlab'),
  replay: fc.constantFrom('once', 'reuse', 'reuse'),
  allowMultipleAudiences: fc.boolean(),
})

export const account = fc.record({
  disabled: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, fc.constant(true)),
  policies: fc.array(policy, { minLength: 1, maxLength: 5 }),
})

const CHANGES = [
  ...['drop', 'retype', 'case', 'other value', 'list', 'audience', 'second audience'],
  ...['no audience', 'past', 'leeway', 'last second', 'no expiry', 'future', 'long-lived'],
  ...['key', 'unknown key', 'issuer', 'stranger', 'cut', 'veto'],
] as const
export type Change = (typeof CHANGES)[number]

/** A token that fits a policy of an account, apart from some changes; shown more than once or not. */
export const token = fc.record({
  account: fc.nat(),
  policy: fc.nat(),
  changes: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Change[]>([]) },
    { weight: 4, arbitrary: fc.array(fc.constantFrom(...CHANGES), { minLength: 1, maxLength: 2 }) },
  ),
  /** Which claim is changed. */
  index: fc.nat(5),
  shown: fc.constantFrom(1, 1, 1, 2),
})
export type TokenCase = typeof token extends fc.Arbitrary<infer Case> ? Case : never

/** Makes claims that meet bound claims, as far as any do. */
export function toFittingClaims(bound: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const claims: Record<string, unknown> = { sub: 'job' }
  for (const [name, each] of Object.entries(bound)) {
    const fitting = toFitting(each)
    if (fitting === undefined) continue
    if (name === '/deep/er') claims.deep = { er: fitting }
    else claims[name] = fitting
  }
  return claims
}

function toFitting(each: unknown): unknown {
  if (Array.isArray(each)) return each[0]
  if (typeof each !== 'object' || each === null) return each
  const [[operator, operand] = ['', undefined]] = Object.entries(each)
  if (operator === 'wildcard') return String(operand).replace('\\*', '*')
  if (operator === 'oneOf') return toFitting(operand)
  if (operator === 'contains') return ['other', operand]
  if (operator === 'containsAny' || operator === 'containsAll') return operand
  if (operator === 'absent') return undefined
  return operator === 'not' ? 'entirely-else' : operand
}

/** Changes claims a little. */
export function changeClaims(
  claims: Readonly<Record<string, unknown>>,
  change: Change,
  { index, now }: { readonly index: number; readonly now: number },
): Record<string, unknown> {
  const names = Object.keys(claims).filter((name) => !['iss', 'aud', 'exp', 'iat'].includes(name))
  const name = names[index % names.length] ?? 'ref'
  const old = claims[name]
  const other = AUDIENCES.find((audience) => audience !== claims.aud)
  const more: Partial<Record<Change, object>> = {
    drop: { [name]: undefined },
    retype: { [name]: typeof old === 'string' ? Number(old) || true : String(old) },
    case: { [name]: typeof old === 'string' ? old.toUpperCase() : old },
    'other value': { [name]: 'other' },
    list: { [name]: Array.isArray(old) ? old[0] : [old] },
    audience: { aud: other },
    'second audience': { aud: [claims.aud, other] },
    'no audience': { aud: undefined },
    past: { exp: now - 31 },
    leeway: { exp: now - 10 },
    'last second': { exp: now },
    'no expiry': { exp: undefined },
    future: { nbf: now + 31 },
    'long-lived': { exp: now + 100_000 },
    veto: { pipeline_source: 'merge_request_event' },
  }
  return { ...claims, ...more[change] }
}
