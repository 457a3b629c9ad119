import type { StoredSettings } from '#server/domain/model.ts'
import type { Acceptance } from './judge-outside-token.ts'

export type EndRules = Pick<StoredSettings, 'endWithSubjectToken'>

/** Finds when an issued token ends at the latest: with the policy and, by the settings, with the outside token. */
export function findEnd(acceptance: Acceptance, rules: EndRules): number {
  return Math.min(findTokenEnd(acceptance, rules), findPolicyEnd(acceptance))
}

export function findTokenEnd({ claims }: Acceptance, { endWithSubjectToken }: EndRules): number {
  return endWithSubjectToken ? Number(claims.exp) * 1000 : Number.POSITIVE_INFINITY
}

export function findPolicyEnd({ match }: Acceptance): number {
  return match.policy.expiresAt ?? Number.POSITIVE_INFINITY
}
