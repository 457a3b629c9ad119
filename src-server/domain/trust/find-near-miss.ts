import type { Claims } from './claims.ts'
import type { ProfileRules } from './profile-rules.ts'
import { findTextNearMiss } from './text-near-misses.ts'
import type { Check } from './trust-decision.ts'

/** What a hint may be drawn from besides the check itself. */
export interface NearMissContext {
  readonly claims: Claims
  readonly rules: ProfileRules
  /** Audiences of other accounts' policies, as far as the reader may see them. */
  readonly otherAudiences: readonly { readonly audience: string; readonly account: string }[]
}

/** Says in one sentence why a check that failed nearly held, and what to do; undefined when it did not. */
export function findNearMiss(check: Check, context: NearMissContext): string | undefined {
  if (check.ok) return undefined
  switch (check.check) {
    case 'audience':
      return findAudienceMiss(check, context)
    case 'claim':
      return findClaimMiss(check, context.claims)
    case 'veto':
      return context.rules.vetoes.find(({ id }) => id === check.rule)?.reason
    case 'policy':
      return check.rule === 'expiry' ? describeExpiry(check) : undefined
    default:
      return undefined
  }
}

function findAudienceMiss(check: Check, context: NearMissContext): string | undefined {
  const { expected, actual } = check
  const values = toList(actual)
  if (values.length === 0) return 'The token has no audience.'
  if (values.includes(expected)) {
    return 'The token has several audiences, and this issuer is not allowed that.'
  }
  const other = context.otherAudiences.find(({ audience }) => values.includes(audience))
  if (other) return `This is the audience of ${other.account}.`
  return findAmong([expected], values)
}

function findClaimMiss({ claim, matcher, expected, actual }: Check, claims: Claims) {
  if (claim === undefined || matcher === 'not' || matcher === 'absent') return undefined
  if (actual === undefined) return findOtherName(claim, claims)
  const wanted = toList(expected)
  const wantsMember =
    matcher === 'contains' || matcher === 'containsAny' || matcher === 'containsAll'
  if (Array.isArray(actual) && !wantsMember) {
    const hasOne = actual.some((member) => wanted.includes(member))
    return hasOne ? 'The claim is a list that has this value; use contains.' : undefined
  }
  if (!Array.isArray(actual) && wantsMember) {
    return wanted.includes(actual) ? 'The claim is a single value; leave out contains.' : undefined
  }
  return findAmong(wanted, toList(actual))
}

function findOtherName(claim: string, claims: Claims): string | undefined {
  const other = Object.keys(claims).find((name) => name.toLowerCase() === claim.toLowerCase())
  if (other !== undefined) return `The token has ${other}; names keep their letter case.`
  const isPath = !claim.startsWith('/') && /[./]/.test(claim)
  const outer = Object.keys(claims).find((name) => isPath && isInside(claim, name, claims))
  return outer && `The claim may lie within ${outer}; name it by a JSON Pointer such as /a/b.`
}

function isInside(claim: string, name: string, claims: Claims): boolean {
  const isObject = typeof claims[name] === 'object' && claims[name] !== null
  return isObject && (claim.startsWith(`${name}.`) || claim.startsWith(`${name}/`))
}

function findAmong(wanted: readonly unknown[], values: readonly unknown[]): string | undefined {
  const pairs = wanted.flatMap((one) => values.map((other) => [one, other] as const))
  const hints = pairs.map(([expected, actual]) => findValueMiss(expected, actual))
  return hints.find((hint) => hint !== undefined)
}

function findValueMiss(expected: unknown, actual: unknown): string | undefined {
  if (typeof expected === 'string' && typeof actual === 'string') {
    return findTextNearMiss(expected, actual)
  }
  if (!isScalar(expected) || !isScalar(actual) || typeof expected === typeof actual)
    return undefined
  if (String(expected) !== String(actual)) return undefined
  return `The token has this as ${nameOf(actual)}, the policy as ${nameOf(expected)}.`
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'a number' : 'true or false'
}

function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined ? [] : [value]
}

function describeExpiry({ expected, actual }: Check): string {
  const end = Date.parse(String(expected).replace('before ', ''))
  const minutes = Math.floor((Date.parse(String(actual)) - end) / 60_000)
  if (minutes < 120) return `The policy expired ${minutes} min ago.`
  const hours = Math.floor(minutes / 60)
  return `The policy expired ${hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`} ago.`
}
