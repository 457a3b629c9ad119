import type { AttemptCheck, AttemptPolicy } from './attempt.ts'
import { findNearMiss, type NearMissContext } from './find-near-miss.ts'
import { cutValue } from './keep-claims.ts'
import type { Check, TrustDecision } from './trust-decision.ts'

/** Longer values are cut; nobody reads further, and attempts are kept. */
const CUT_AT_CHARACTERS = 256

/**
 * Writes a decision for administrators, with a hint for each near miss. The decision itself does
 * without, so that tokens which fit cost no words.
 */
export function explainTrust(
  decision: TrustDecision,
  context: NearMissContext,
): readonly AttemptPolicy[] {
  return decision.policies.map(({ policyId, accountId, accepted, stage, checks }) => ({
    policyId,
    accountId,
    accepted,
    stage: stage ?? null,
    checks: checks.map((check) => explainCheck(check, context)),
  }))
}

function explainCheck(check: Check, context: NearMissContext): AttemptCheck {
  const { rule, claim, matcher, finding } = check
  const found = findNearMiss(check, context)
  return {
    check: check.check,
    ...(rule !== undefined && { rule }),
    ...(claim !== undefined && { claim }),
    ...(matcher !== undefined && { matcher }),
    expected: showValue(check.expected),
    // Cut like claims that are kept: a token inside of a token is left out.
    actual: showValue(cutValue(check.actual)),
    ok: check.ok,
    ...found,
    ...(finding !== undefined && { finding }),
  }
}

/** Shows a text bare unless it could be taken for something else: "20" keeps its quotes, 20 has none. */
export function showValue(value: unknown): string {
  if (value === undefined) return '(missing)'
  const isPlain = typeof value === 'string' && !/^(?:[-\d"[{(]|true$|false$|null$|$)/.test(value)
  const text = isPlain ? value : (JSON.stringify(value) ?? String(value))
  return text.length > CUT_AT_CHARACTERS ? `${text.slice(0, CUT_AT_CHARACTERS - 1)}…` : text
}
