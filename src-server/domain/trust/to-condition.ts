import type { MatchMode } from '#contract/trust-policies.ts'

/** A matcher in one form, whichever way it was written. */
export type Condition = ValueCondition | Negation | Absence

export interface ValueCondition {
  readonly operator: 'exact' | 'wildcard' | 'oneOf' | 'contains' | 'containsAny' | 'containsAll'
  readonly values: readonly unknown[]
  /** How those of the values that are text compare. */
  readonly texts: MatchMode
}

export interface Negation {
  readonly operator: 'not'
  readonly condition: ValueCondition | Absence
}

export interface Absence {
  readonly operator: 'absent'
}

export type Operator = Condition['operator']

/** Tells whether a condition says what the claim is; `not` and `absent` fit nearly everybody. */
export function isPositive(condition: Condition | undefined): condition is ValueCondition {
  return condition !== undefined && 'values' in condition
}

/** Reads a stored matcher, of whatever age; undefined when it is none that we know. */
export function toCondition(matcher: unknown, mode: MatchMode): Condition | undefined {
  if (Array.isArray(matcher)) return { operator: 'oneOf', values: matcher, texts: mode }
  if (typeof matcher === 'string') return { operator: mode, values: [matcher], texts: mode }
  if (typeof matcher !== 'object') return { operator: 'exact', values: [matcher], texts: mode }
  if (matcher === null) return undefined

  const [entry, ...others] = Object.entries(matcher)
  return entry && others.length === 0 ? readOperator(entry[0], entry[1], mode) : undefined
}

function readOperator(operator: string, operand: unknown, mode: MatchMode): Condition | undefined {
  switch (operator) {
    case 'exact':
    case 'wildcard':
      return { operator, values: [operand], texts: operator }
    case 'contains':
      return { operator, values: [operand], texts: mode }
    case 'oneOf':
    case 'containsAny':
    case 'containsAll':
      return Array.isArray(operand) ? { operator, values: operand, texts: mode } : undefined
    case 'absent':
      return operand === true ? { operator } : undefined
    case 'not':
      return negate(toCondition(operand, mode))
    default:
      return undefined
  }
}

/** A second `not` inside of one is refused; nobody reads it right. */
function negate(condition: Condition | undefined): Negation | undefined {
  return condition && condition.operator !== 'not' ? { operator: 'not', condition } : undefined
}
