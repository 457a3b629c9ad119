import type { Finding } from './finding.ts'
import { isTelling } from './match-claim.ts'
import { parseWildcard } from './matches-wildcard.ts'
import type { ProfileRules } from './profile-rules.ts'
import { toTopLevelName } from './read-claim.ts'
import type { BoundCondition } from './read-conditions.ts'
import { isPositive, type ValueCondition } from './to-condition.ts'

/** Finds conditions that no token can meet, and patterns that fit more callers than they seem to. */
export function lintMatchers(
  conditions: readonly BoundCondition[],
  rules: ProfileRules,
): readonly Finding[] {
  return conditions.flatMap((bound) => {
    const fault = findFault(bound, rules)
    if (!fault) return []
    const field = `boundClaims.${bound.claim}`
    return [{ ...fault, severity: 'refused' as const, field, isLiftable: false }]
  })
}

type Fault = Pick<Finding, 'rule' | 'message' | 'advice'>

function findFault({ claim, condition }: BoundCondition, rules: ProfileRules): Fault | undefined {
  if (!condition) return unknownMatcher
  if (condition.operator === 'absent') return undefined
  const inner = condition.operator === 'not' ? condition.condition : condition
  if (inner.operator === 'absent') return undefined
  if (inner.values.length === 0 || !inner.values.every(isTelling)) return impossibleValue

  const patterns = listPatterns(inner)
  if (patterns.some((runs) => runs.every((run) => run === ''))) return patternWithoutLiteral
  const identifying = ['sub', ...rules.identifyingClaims]
  const isIdentifying = [claim, toTopLevelName(claim)].some((name) => identifying.includes(name))
  const leads = isPositive(condition) && patterns.some(([first]) => first === '')
  return isIdentifying && leads ? leadingStar : undefined
}

/** The literal runs of each pattern that has a star. */
function listPatterns({ values, texts }: ValueCondition): readonly (readonly string[])[] {
  if (texts === 'exact') return []
  return values
    .flatMap((value) => (typeof value === 'string' && value.includes('*') ? [value] : []))
    .map(parseWildcard)
    .filter((runs) => runs.length > 1)
}

const unknownMatcher: Fault = {
  rule: 'unknown_matcher',
  message: 'This is no condition that we know.',
  advice: 'Use a value, a list of values, or an object with one operator.',
}

const impossibleValue: Fault = {
  rule: 'impossible_value',
  message: 'No token can prove this value.',
  advice: 'Give a text that is not empty, a number up to 2^53, or a boolean.',
}

const patternWithoutLiteral: Fault = {
  rule: 'pattern_without_literal',
  message: 'This pattern fits every value.',
  advice: 'Write what all accepted values have in common, such as release/*.',
}

const leadingStar: Fault = {
  rule: 'leading_star',
  message: 'A pattern that begins with a star fits callers that anybody can make up.',
  advice: 'Begin with what identifies the caller, or bind the whole value.',
}
