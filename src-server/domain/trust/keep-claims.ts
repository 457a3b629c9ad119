import type { Claims } from './claims.ts'
import type { ProfileRules } from './profile-rules.ts'
import { readClaim } from './read-claim.ts'

/** What every token has and administrators want to see. */
const ALWAYS = ['iss', 'sub', 'aud', 'azp', 'iat', 'nbf', 'exp', 'jti']
const MAXIMUM_LENGTH = 256
const MAXIMUM_MEMBERS = 50
const MAXIMUM_DEPTH = 4
/**
 * A token inside of a token stays a token, whatever stands around it. Its header begins with a brace
 * and a quote, or white space between: `eyJ`, `eyA`, `ewo` and the like.
 */
const COMPACT_JWS = /(?<![\w-])e(?:y[AI-L]|w[0ko])[\w-]{6,}\.[\w-]+\.[\w-]*/

/**
 * Picks the claims of a token that are kept with an attempt: those that every token has, those
 * that its provider is known for, and those that policies name. Long values are cut.
 */
export function keepClaims(
  claims: Claims,
  rules: ProfileRules,
  named: Iterable<string>,
): Readonly<Record<string, unknown>> {
  const names = new Set([...listKnown(rules), ...named])
  const kept: [string, unknown][] = []
  for (const name of names) {
    const value = readClaim(claims, name)
    if (value !== undefined) kept.push([name, cutValue(value)])
  }
  return Object.fromEntries(kept)
}

/** Cuts a value to a moderate size, whatever an issuer wrote into it. */
export function cutValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cutText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAXIMUM_DEPTH) return '…'
  if (Array.isArray(value)) {
    return value.slice(0, MAXIMUM_MEMBERS).map((member) => cutValue(member, depth + 1))
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAXIMUM_MEMBERS)
      .map(([name, member]) => [cutText(name), cutValue(member, depth + 1)]),
  )
}

/** Gives a text as it is, unless there is a token in it. */
export function hideToken(text: string): string {
  return COMPACT_JWS.test(text) ? '(a token, left out)' : text
}

function cutText(whole: string): string {
  const text = hideToken(whole)
  return text.length > MAXIMUM_LENGTH ? `${text.slice(0, MAXIMUM_LENGTH)}…` : text
}

const known = new WeakMap<ProfileRules, readonly string[]>()

function listKnown(rules: ProfileRules): readonly string[] {
  const names = known.get(rules) ?? [...new Set([...ALWAYS, ...listNames(rules)])]
  known.set(rules, names)
  return names
}

function listNames(rules: ProfileRules): readonly string[] {
  return [
    ...rules.identifyingClaims,
    ...rules.requiredClaims.flatMap(({ anyOf }) => anyOf),
    ...rules.vetoes.map(({ claim }) => claim),
    ...rules.claimsToAvoid.map(({ claim }) => claim),
  ]
}
