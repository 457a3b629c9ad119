import type { Actor } from '#contract/common.ts'
import type { PolicyException } from '#server/domain/model.ts'
import type { Finding } from '#server/domain/trust/finding.ts'
import { isLifted, type LintedPolicy, lintPolicy } from '#server/domain/trust/lint-policy.ts'
import type { ProfileRules } from '#server/domain/trust/profile-rules.ts'
import { AppError } from '#server/errors.ts'

export interface SafetyQuestion {
  readonly policy: LintedPolicy
  readonly rules: ProfileRules
  /** What was lifted before stays lifted. */
  readonly exceptions: readonly PolicyException[]
  readonly force: { readonly reason: string } | undefined
  readonly by: Actor
  readonly at: number
  /** What stands before the names of fields in the refusal, such as `trustPolicies.0.`. */
  readonly fieldPrefix: string
}

/**
 * Judges a policy before it is saved, and gives its exceptions, with those that `force` adds;
 * throws `trust_policy_refused` with every rule that stands against it and the way out.
 */
export function requireSafePolicy(question: SafetyQuestion): readonly PolicyException[] {
  const exceptions = liftRules(question)
  const standing = listRefusals(question, exceptions)
  const [first] = standing
  if (!first) return exceptions
  throw new AppError('trust_policy_refused', `${first.message} ${first.advice}`, {
    fields: [...new Set(standing.map(({ field }) => field))].map((field) => ({
      field: `${question.fieldPrefix}${field}`,
      message: standing
        .filter((finding) => finding.field === field)
        .map(({ message, advice }) => `${message} ${advice}`)
        .join(' '),
    })),
  })
}

/** Gives a policy's exceptions, with one for every rule against it that `force` lifts. */
export function liftRules(
  question: Omit<SafetyQuestion, 'fieldPrefix'>,
): readonly PolicyException[] {
  const { exceptions, force, by, at } = question
  if (!force) return exceptions
  const lifted = listRefusals(question, exceptions).filter(({ isLiftable }) => isLiftable)
  const { reason } = force
  return [...exceptions, ...lifted.map(({ rule }) => ({ rule, reason, by, at }))]
}

function listRefusals(
  { policy, rules }: Pick<SafetyQuestion, 'policy' | 'rules'>,
  exceptions: readonly PolicyException[],
): readonly Finding[] {
  return lintPolicy(policy, rules).filter(
    (finding) => finding.severity === 'refused' && !isLifted(finding, exceptions),
  )
}
