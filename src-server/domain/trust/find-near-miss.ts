import type { NearMissCode } from '#contract/near-miss.ts'
import type { Claims } from './claims.ts'
import { type FoundNearMiss, nearMiss } from './near-miss.ts'
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
export function findNearMiss(check: Check, context: NearMissContext): FoundNearMiss | undefined {
  if (check.ok) return undefined
  switch (check.check) {
    case 'audience':
      return findAudienceMiss(check, context)
    case 'claim':
      return findClaimMiss(check, context.claims)
    case 'veto':
      return findVeto(check, context.rules)
    case 'policy':
      return check.rule === 'expiry' ? describeExpiry(check) : undefined
    default:
      return undefined
  }
}

function findVeto({ rule }: Check, { id: profile, vetoes }: ProfileRules) {
  const veto = vetoes.find(({ id }) => id === rule)
  return veto && nearMiss('veto', veto.reason, { profile, rule: veto.id })
}

function findAudienceMiss(check: Check, context: NearMissContext): FoundNearMiss | undefined {
  const { expected, actual } = check
  const values = toList(actual)
  if (values.length === 0) return nearMiss('no_audience', 'The token has no audience.')
  if (values.includes(expected)) {
    const hint = 'The token has several audiences, and this issuer is not allowed that.'
    return nearMiss('several_audiences', hint)
  }
  const other = context.otherAudiences.find(({ audience }) => values.includes(audience))
  if (other) {
    const { account } = other
    return nearMiss('audience_of_other', `This is the audience of ${account}.`, { account })
  }
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
    const hint = 'The claim is a list that has this value; use contains.'
    return hasOne ? nearMiss('use_contains', hint) : undefined
  }
  if (!Array.isArray(actual) && wantsMember) {
    const hint = 'The claim is a single value; leave out contains.'
    return wanted.includes(actual) ? nearMiss('leave_out_contains', hint) : undefined
  }
  return findAmong(wanted, toList(actual))
}

function findOtherName(claim: string, claims: Claims): FoundNearMiss | undefined {
  const other = Object.keys(claims).find((name) => name.toLowerCase() === claim.toLowerCase())
  if (other !== undefined) {
    const hint = `The token has ${other}; names keep their letter case.`
    return nearMiss('other_letter_case_of_name', hint, { name: other })
  }
  const isPath = !claim.startsWith('/') && /[./]/.test(claim)
  const outer = Object.keys(claims).find((name) => isPath && isInside(claim, name, claims))
  if (!outer) return undefined
  const hint = `The claim may lie within ${outer}; name it by a JSON Pointer such as /a/b.`
  return nearMiss('within_claim', hint, { name: outer })
}

function isInside(claim: string, name: string, claims: Claims): boolean {
  const isObject = typeof claims[name] === 'object' && claims[name] !== null
  return isObject && (claim.startsWith(`${name}.`) || claim.startsWith(`${name}/`))
}

function findAmong(
  wanted: readonly unknown[],
  values: readonly unknown[],
): FoundNearMiss | undefined {
  const pairs = wanted.flatMap((one) => values.map((other) => [one, other] as const))
  const found = pairs.map(([expected, actual]) => findValueMiss(expected, actual))
  return found.find((one) => one !== undefined)
}

function findValueMiss(expected: unknown, actual: unknown): FoundNearMiss | undefined {
  if (typeof expected === 'string' && typeof actual === 'string') {
    return findTextNearMiss(expected, actual)
  }
  if (!isScalar(expected) || !isScalar(actual) || typeof expected === typeof actual)
    return undefined
  if (String(expected) !== String(actual)) return undefined
  const hint = `The token has this as ${nameOf(actual)}, the policy as ${nameOf(expected)}.`
  return nearMiss('other_type', hint, { actual: typeof actual, expected: typeof expected })
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

function describeExpiry({ expected, actual }: Check): FoundNearMiss {
  const end = Date.parse(String(expected).replace('before ', ''))
  const minutes = Math.floor((Date.parse(String(actual)) - end) / 60_000)
  if (minutes < 120) return toExpired('expired_minutes', minutes, 'min')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return toExpired('expired_hours', hours, 'h')
  return toExpired('expired_days', Math.floor(hours / 24), 'days')
}

function toExpired(code: NearMissCode, amount: number, unit: string): FoundNearMiss {
  return nearMiss(code, `The policy expired ${amount} ${unit} ago.`, { amount: String(amount) })
}
