import type { Finding } from './finding.ts'
import { isTelling, meetsCondition } from './match-claim.ts'
import type { ProfileRules, Veto } from './profile-rules.ts'
import { toTopLevelName } from './read-claim.ts'
import type { BoundCondition } from './read-conditions.ts'
import { type Condition, isPositive, toCondition } from './to-condition.ts'

/** Claims that say nothing about who the caller is, so binding them alone lets everybody in. */
const UNIDENTIFYING = new Set(['aud', 'iss', 'exp', 'iat', 'nbf', 'jti'])

/** Finds an audience that tokens made for others have as well. */
export function lintAudience(audience: string, rules: ProfileRules): readonly Finding[] {
  if (typeof audience !== 'string' || audience === '') {
    return [refuseAudience('audience_missing', 'The policy has no audience.')]
  }
  // `search` starts at the beginning whatever the flags of the expression are.
  if (rules.sharedAudiences.every((pattern) => audience.search(pattern) === -1)) return []
  return [refuseAudience('audience_shared', 'Tokens that are meant for others have this audience.')]
}

function refuseAudience(rule: string, message: string): Finding {
  const advice = 'Use an audience of your own, such as the URL of this server.'
  return { rule, severity: 'refused', field: 'audience', message, advice, isLiftable: false }
}

/** Finds policies that every caller of the issuer would meet. */
export function lintBreadth(conditions: readonly BoundCondition[]): readonly Finding[] {
  if (conditions.length === 0) {
    return [refuseBreadth('no_bound_claim', 'The policy binds no claim besides the audience.')]
  }
  const isNarrow = conditions.some(
    ({ claim, condition }) => isPositive(condition) && !UNIDENTIFYING.has(toTopLevelName(claim)),
  )
  if (isNarrow) return []
  return [refuseBreadth('unidentifying_claims', 'What the policy binds fits callers of all kinds.')]
}

function refuseBreadth(rule: string, message: string): Finding {
  const advice =
    'Bind at least one claim that tells who the caller is, such as sub or project_id, to a value: without one, every token of the issuer would be accepted.'
  return { rule, severity: 'refused', field: 'boundClaims', message, advice, isLiftable: false }
}

/** Finds claims that the provider's profile asks for and the policy does not bind to a value. */
export function lintRequiredClaims(
  conditions: readonly BoundCondition[],
  rules: ProfileRules,
): readonly Finding[] {
  return rules.requiredClaims.flatMap(({ id, anyOf, reason, isLiftable }) => {
    const isBound = conditions.some(
      ({ claim, condition }) => anyOf.includes(claim) && isPositive(condition),
    )
    if (isBound) return []
    const claims = anyOf.join(' or ')
    const message = `${claims} is not bound. ${reason}`
    const advice = `Bind ${claims} to a value.`
    return [
      {
        rule: id,
        severity: 'refused' as const,
        field: 'boundClaims',
        message,
        advice,
        isLiftable,
        profileRule: { profile: rules.id, kind: 'required_claim' as const, claims: [...anyOf] },
      },
    ]
  })
}

/** Finds conditions that only tokens meet which are refused anyway. */
export function lintVetoes(
  conditions: readonly BoundCondition[],
  rules: ProfileRules,
): readonly Finding[] {
  return rules.vetoes.flatMap((veto) => {
    const bound = conditions.find(({ claim }) => claim === veto.claim)
    if (veto.yieldsToBoundClaim || !isVetoedWholly(bound?.condition, veto)) return []
    return [
      {
        rule: veto.id,
        severity: 'refused' as const,
        field: `boundClaims.${veto.claim}`,
        message: veto.reason,
        advice: `Bind ${veto.claim} to another value.`,
        isLiftable: veto.isLiftable,
        profileRule: { profile: rules.id, kind: 'veto' as const, claims: [veto.claim] },
      },
    ]
  })
}

function isVetoedWholly(condition: Condition | undefined, veto: Veto): boolean {
  const vetoed = toCondition(veto.matcher, 'exact')
  if (!isPositive(condition) || !vetoed) return false
  return condition.values.every((value) => isTelling(value) && meetsCondition(vetoed, value))
}
