import type { TrustPolicy } from '#server/domain/model.ts'
import { type Condition, toCondition } from './to-condition.ts'

/** A bound claim, read; its condition is undefined when nothing that we know is stored there. */
export interface BoundCondition {
  readonly claim: string
  /** What the claim is held against, without its operator. */
  readonly operand: unknown
  readonly condition: Condition | undefined
}

/** Reads what a policy binds, of whatever age it is. */
export function readConditions(
  policy: Pick<TrustPolicy, 'boundClaims' | 'matchMode'>,
): readonly BoundCondition[] {
  return Object.entries(policy.boundClaims).map(([claim, matcher]) => {
    const condition = toCondition(matcher, policy.matchMode)
    return { claim, operand: condition ? toOperand(matcher) : matcher, condition }
  })
}

/** A known matcher that is an object has one operator. */
function toOperand(matcher: unknown): unknown {
  const isObject = typeof matcher === 'object' && matcher !== null && !Array.isArray(matcher)
  return isObject ? Object.values(matcher)[0] : matcher
}
