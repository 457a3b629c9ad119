import type { PolicyException, TrustPolicy } from '#server/domain/model.ts'
import type { Finding } from './finding.ts'
import { lintAudience, lintBreadth, lintRequiredClaims, lintVetoes } from './lint-breadth.ts'
import { lintMatchers } from './lint-matchers.ts'
import type { ProfileRules } from './profile-rules.ts'
import { type BoundCondition, readConditions } from './read-conditions.ts'

/** What of a policy decides whether it may be saved, and whether it still counts later. */
export type LintedPolicy = Pick<TrustPolicy, 'audience' | 'matchMode' | 'boundClaims'>

/** Lists everything that speaks against a policy, with the way out; its exceptions do not count here. */
export function lintPolicy(policy: LintedPolicy, rules: ProfileRules): readonly Finding[] {
  const conditions = readConditions(policy)
  return [...findRefusals(policy, conditions, rules), ...findWarnings(conditions, rules)]
}

/** Lists what keeps a policy from being saved and, were it stored all the same, from ever matching. */
export function findRefusals(
  policy: LintedPolicy,
  conditions: readonly BoundCondition[],
  rules: ProfileRules,
): readonly Finding[] {
  return [
    ...lintAudience(policy.audience, rules),
    ...lintBreadth(conditions),
    ...lintMatchers(conditions, rules),
    ...lintRequiredClaims(conditions, rules),
    ...lintVetoes(conditions, rules),
  ]
}

/** Tells whether somebody has lifted a finding on purpose; most can not be lifted at all. */
export function isLifted(
  finding: Pick<Finding, 'rule' | 'isLiftable'>,
  exceptions: readonly Pick<PolicyException, 'rule'>[],
): boolean {
  return finding.isLiftable && exceptions.some(({ rule }) => rule === finding.rule)
}

function findWarnings(
  conditions: readonly BoundCondition[],
  rules: ProfileRules,
): readonly Finding[] {
  const bound = new Set(conditions.map(({ claim }) => claim))
  return rules.claimsToAvoid.flatMap(({ claim, reason }) =>
    bound.has(claim)
      ? [
          {
            rule: 'claim_to_avoid',
            severity: 'warning' as const,
            field: `boundClaims.${claim}`,
            message: `${claim} is better not bound.`,
            advice: reason,
            isLiftable: true,
            profileRule: { profile: rules.id, kind: 'claim_to_avoid' as const, claims: [claim] },
          },
        ]
      : [],
  )
}
