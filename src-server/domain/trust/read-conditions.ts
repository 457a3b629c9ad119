import type { TrustPolicy } from '#server/domain/model.ts'
import { type Condition, toCondition } from './to-condition.ts'

/** A bound claim, read; its condition is undefined when nothing that we know is stored there. */
export interface BoundCondition {
  readonly claim: string
  readonly matcher: unknown
  readonly condition: Condition | undefined
}

/** Reads what a policy binds, of whatever age it is. */
export function readConditions(
  policy: Pick<TrustPolicy, 'boundClaims' | 'matchMode'>,
): readonly BoundCondition[] {
  return Object.entries(policy.boundClaims).map(([claim, matcher]) => ({
    claim,
    matcher,
    condition: toCondition(matcher, policy.matchMode),
  }))
}
