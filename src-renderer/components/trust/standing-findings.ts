import type { PolicyFinding, TrustPolicy } from '#contract/trust-policies.ts'

type Exceptions = Pick<TrustPolicy['exceptions'][number], 'rule'>[]

/** The findings that still count: what was lifted on purpose before stays lifted. */
export function listStanding(
  findings: readonly PolicyFinding[],
  exceptions: Exceptions,
): readonly PolicyFinding[] {
  return findings.filter(
    ({ rule, isLiftable }) => !isLiftable || !exceptions.some((one) => one.rule === rule),
  )
}

/** Whether a reason would be enough to save the policy all the same. */
export function isLiftable(findings: readonly PolicyFinding[]): boolean {
  const refused = findings.filter(({ severity }) => severity === 'refused')
  return refused.length > 0 && refused.every((finding) => finding.isLiftable)
}

/** What keeps a policy from being saved, given the reason, if any, why rules do not hold here. */
export function listRefusals(
  findings: readonly PolicyFinding[],
  reason: string,
): readonly PolicyFinding[] {
  return findings.filter(
    (finding) => finding.severity === 'refused' && !(finding.isLiftable && reason !== ''),
  )
}
