import type { TrustPolicy } from '#server/domain/model.ts'
import type { Finding } from './finding.ts'
import type { ProfileRules } from './profile-rules.ts'
import type { Operator } from './to-condition.ts'

/** Where an exchange was refused; the caller learns this and nothing more. */
export type TrustStage = 'issuer' | 'audience' | 'claims' | 'account'

/** One line of the reason why a policy accepts a token or not; values are as the token has them. */
export interface Check {
  readonly check: 'issuer' | 'audience' | 'claim' | 'veto' | 'required_claim' | 'policy'
  /** Which veto, requirement or rule. */
  readonly rule?: string
  readonly claim?: string
  readonly matcher?: Operator
  readonly expected: unknown
  /** Undefined when it is missing. */
  readonly actual: unknown
  readonly ok: boolean
  /** What speaks against the policy itself, where that is what was looked at. */
  readonly finding?: Finding
}

export interface PolicyTrace {
  readonly policyId: string
  readonly accountId: string
  readonly accepted: boolean
  readonly stage: TrustStage | undefined
  readonly checks: readonly Check[]
}

export interface TrustDecision {
  /** The policy that let the token in: the first that fits, in the account's order. */
  readonly acceptedBy: TrustPolicy | undefined
  /** The stage that got furthest before it failed. */
  readonly stage: TrustStage | undefined
  /** What became of every policy; of a token that was accepted it is found out when it is read. */
  readonly policies: readonly PolicyTrace[]
}

/** What the issuer of a token adds to the conditions of every policy. */
export interface IssuerTrust {
  readonly allowMultipleAudiences: boolean
  readonly rules: ProfileRules
}
