import type { MatchMode } from '#contract/trust-policies.ts'
import { matchesWildcard } from './matches-wildcard.ts'
import { type Absence, type Condition, toCondition, type ValueCondition } from './to-condition.ts'

/**
 * Tells whether a claim is what a matcher asks for; `undefined` is a missing claim. Types are never
 * converted, what is empty equals nothing, and a matcher that we do not know matches nothing.
 */
export function matchesClaim(matcher: unknown, actual: unknown, mode: MatchMode): boolean {
  const condition = toCondition(matcher, mode)
  return condition !== undefined && meetsCondition(condition, actual)
}

/** Tells whether a claim meets a condition that has been read already. */
export function meetsCondition(condition: Condition, actual: unknown): boolean {
  switch (condition.operator) {
    case 'exact':
    case 'wildcard':
    case 'oneOf':
      return hasSame(condition, actual)
    case 'contains':
    case 'containsAny':
      return Array.isArray(actual) && actual.some((member) => hasSame(condition, member))
    case 'containsAll':
      return Array.isArray(actual) && containsAll(condition, actual)
    case 'absent':
      return actual === undefined
    case 'not':
      return (
        isComparable(condition.condition, actual) && !meetsCondition(condition.condition, actual)
      )
  }
}

/** What is empty, and numbers beyond 2^53, which read alike when they differ, prove nothing. */
export function isTelling(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '')
}

function hasSame({ values, texts }: ValueCondition, actual: unknown): boolean {
  return isTelling(actual) && values.some((value) => isSame(value, actual, texts))
}

function isSame(value: unknown, actual: unknown, texts: MatchMode): boolean {
  if (texts === 'exact' || typeof value !== 'string') return value === actual
  return typeof actual === 'string' && matchesWildcard(value, actual)
}

function containsAll({ values, texts }: ValueCondition, members: readonly unknown[]): boolean {
  const isMember = (value: unknown) =>
    members.some((member) => isTelling(member) && isSame(value, member, texts))
  return values.length > 0 && values.every(isMember)
}

/**
 * Guards `not`: a claim that is missing, or of another type than what it must not be, has not shown
 * that it differs. Otherwise `{ not: "true" }` would hold for `true`.
 */
function isComparable(condition: ValueCondition | Absence, actual: unknown): boolean {
  if (actual === undefined || actual === null) return false
  if (condition.operator === 'absent') return true
  const { operator, values } = condition
  if (!values.every(isTelling)) return false
  if (operator === 'exact' || operator === 'wildcard' || operator === 'oneOf') {
    return values.some((value) => typeof value === typeof actual)
  }
  return Array.isArray(actual) && values.length > 0
}
