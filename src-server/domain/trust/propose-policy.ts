import type { BoundClaims, ClaimValue } from '#contract/trust-policies.ts'
import type { Claims } from './claims.ts'
import { isTelling } from './match-claim.ts'
import type { ProfileRules } from './profile-rules.ts'
import { readClaim } from './read-claim.ts'

/** A draft of a policy, for people to look through. */
export interface ProposedPolicy {
  /** Undefined when the token has none that is good for a policy. */
  readonly audience: string | undefined
  readonly boundClaims: BoundClaims
}

const MAXIMUM_CLAIMS = 20

/** Kept claims are cut at this length, and what may have been cut can not be bound. */
const CUT_AT_CHARACTERS = 256

/** Claims of the token itself; they are checked without being bound. */
const OF_THE_TOKEN = ['iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'auth_time', 'nonce', 'at_hash']

/** Names of what differs from run to run, whatever the provider calls its runs. */
const OF_THE_RUN =
  /(?:^|[/_-])(?:check_run|run|job|build|pipeline|workflow|step|agent|runner|session)[_-]?(?:id|number|attempt|uuid)$|(?:^|_)(?:sha|commit|wf_id|ppl_id|sid)$|^(?:step|pipeline)Uuid$/

/** What makes another claim mean one thing only: a tag can be named like a branch, and a type has many. */
const COMPANIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ref', ['ref_type', 'ref_protected']],
  ['ref_type', ['ref', 'ref_protected']],
  ['environment', ['environment_protected']],
])

/**
 * Makes a policy for callers like the one of these claims: of every group that the profile
 * requires, and of what identifies the caller, the values as they are. Names that may change hands
 * and what differs from run to run are left out.
 */
export function proposePolicy(claims: Claims, rules: ProfileRules): ProposedPolicy {
  const avoided = new Set(rules.claimsToAvoid.map(({ claim }) => claim))
  const required = rules.requiredClaims.flatMap(({ anyOf }) => {
    const present = anyOf.filter((claim) => readValue(claims, claim) !== undefined)
    return present.find((claim) => !avoided.has(claim)) ?? present[0] ?? []
  })
  const identifying = rules.identifyingClaims.filter(
    (claim) => !avoided.has(claim) && !isVolatile(claim),
  )
  const named = [...required, ...identifying]
  const wanted = named.length > 0 ? named : ['sub']
  const companions = wanted.flatMap((claim) => COMPANIONS.get(claim) ?? [])
  return {
    audience: findAudience(claims, rules),
    boundClaims: toBoundClaims([...wanted, ...companions], claims),
  }
}

/**
 * Proposes what else could be bound: claims that were the same in all of several accepted tokens.
 * With a single one everything is the same, so nothing is proposed.
 */
export function proposeTightening(
  bound: BoundClaims,
  accepted: readonly Claims[],
  rules: ProfileRules,
): BoundClaims {
  const [first, ...others] = accepted
  if (!first || others.length === 0) return {}
  const avoided = new Set(rules.claimsToAvoid.map(({ claim }) => claim))
  const constant = [...new Set([...rules.identifyingClaims, ...Object.keys(first)])]
    .filter((claim) => !Object.hasOwn(bound, claim) && !avoided.has(claim) && !isVolatile(claim))
    .filter((claim) => others.every((each) => isSameValue(claim, first, each)))
  const room = Math.max(0, MAXIMUM_CLAIMS - Object.keys(bound).length)
  return toBoundClaims(constant, first, room)
}

function isSameValue(claim: string, one: Claims, other: Claims): boolean {
  const value = readValue(one, claim)
  return value !== undefined && value === readValue(other, claim)
}

function isVolatile(claim: string): boolean {
  return OF_THE_TOKEN.includes(claim) || OF_THE_RUN.test(claim)
}

/** Texts are bound exactly, so that a star in one stays a star in every match mode. */
function toBoundClaims(
  names: readonly string[],
  claims: Claims,
  limit = MAXIMUM_CLAIMS,
): BoundClaims {
  const entries = [...new Set(names)].flatMap((claim) => {
    const value = readValue(claims, claim)
    if (value === undefined) return []
    const matcher = typeof value === 'string' && value.includes('*') ? { exact: value } : value
    return [[claim, matcher] as const]
  })
  return Object.fromEntries(entries.slice(0, limit))
}

function readValue(claims: Claims, claim: string): ClaimValue | undefined {
  const value = readClaim(claims, claim)
  if (typeof value === 'string') {
    return value !== '' && value.length < CUT_AT_CHARACTERS ? value : undefined
  }
  return (typeof value === 'number' || typeof value === 'boolean') && isTelling(value)
    ? value
    : undefined
}

function findAudience(claims: Claims, rules: ProfileRules): string | undefined {
  const audience = readClaim(claims, 'aud')
  const values: readonly unknown[] = Array.isArray(audience) ? audience : [audience]
  const isShared = (value: string) =>
    rules.sharedAudiences.some((pattern) => value.search(pattern) !== -1)
  return values.find(
    (value): value is string => typeof value === 'string' && value !== '' && !isShared(value),
  )
}
