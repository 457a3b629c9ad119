import type { Attempt } from '#contract/trust.ts'
import { findReason } from '#renderer/components/trust/find-reason.ts'

/** An attempt that stands for all on its page that failed as it did. */
export interface AttemptRow extends Attempt {
  readonly repeats: number
}

/** Puts refusals of the same caller for the same reason into one row, at the place of the newest. */
export function groupRepeats(attempts: readonly Attempt[]): readonly AttemptRow[] {
  const groups = new Map<string, AttemptRow>()
  for (const attempt of attempts) {
    const key = toKey(attempt)
    const newest = groups.get(key) ?? { ...attempt, repeats: 0 }
    groups.set(key, { ...newest, repeats: newest.repeats + 1 })
  }
  return [...groups.values()]
}

/** Times and ids differ from one token to the next; all else makes another reason. */
function toKey(attempt: Attempt): string {
  const { id, accepted, account, issuerUrl, stage, principal } = attempt
  if (accepted) return id
  const { name, check } = findReason(attempt, account !== null)
  const isTimed = ['exp', 'nbf', 'iat', 'age'].includes(check?.check ?? '')
  const values = isTimed ? [] : [check?.claim, check?.expected, check?.actual]
  return JSON.stringify([account, issuerUrl, stage, principal, name, ...values])
}
