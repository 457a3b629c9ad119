import type { TrustPolicy } from '#server/domain/model.ts'
import { findRefusals, isLifted } from './lint-policy.ts'
import type { ProfileRules } from './profile-rules.ts'
import { type BoundCondition, readConditions } from './read-conditions.ts'
import type { Check } from './trust-decision.ts'

/** What of a policy's judgement does not depend on the token. */
export interface PreparedPolicy {
  readonly rules: ProfileRules
  readonly conditions: readonly BoundCondition[]
  /** What speaks against the policy itself; lifted findings among them are `ok`. */
  readonly ruleChecks: readonly Check[]
  /** The condition that kept a token out last; whichever it is, it only decides what is asked first. */
  lastMissed: BoundCondition | undefined
}

// Records are replaced and never changed, so what was read off one stays true while it is used.
const prepared = new WeakMap<TrustPolicy, PreparedPolicy>()

/** Reads a policy and judges it by the issuer's rules, once for as long as both stay the same. */
export function preparePolicy(policy: TrustPolicy, rules: ProfileRules): PreparedPolicy {
  const known = prepared.get(policy)
  if (known?.rules === rules) return known

  const conditions = readConditions(policy)
  const ruleChecks = listRuleChecks(policy, conditions, rules)
  const fresh: PreparedPolicy = { rules, conditions, ruleChecks, lastMissed: undefined }
  prepared.set(policy, fresh)
  return fresh
}

/** A stored policy is judged again: what may not be saved does not match either. */
function listRuleChecks(
  policy: TrustPolicy,
  conditions: readonly BoundCondition[],
  rules: ProfileRules,
): readonly Check[] {
  const requirements = new Set(rules.requiredClaims.map(({ id }) => id))
  return findRefusals(policy, conditions, rules).map((finding) => ({
    check: requirements.has(finding.rule) ? 'required_claim' : 'policy',
    rule: finding.rule,
    expected: finding.advice,
    actual: finding.message,
    ok: isLifted(finding, policy.exceptions),
    finding,
  }))
}
