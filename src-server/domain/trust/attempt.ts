import type { NearMiss } from '#contract/near-miss.ts'
import type { ExchangeStage } from '#contract/trust.ts'
import type { Timestamp } from '#server/domain/model.ts'
import type { Finding } from './finding.ts'

/** By which call an outside token came in. */
export type ExchangeGrant = 'token_exchange' | 'jwt_bearer' | 'login'

/** One line of the reason why an outside token was accepted or refused. */
export interface AttemptCheck {
  readonly check: string
  readonly rule?: string
  readonly claim?: string
  readonly matcher?: string
  readonly expected: string
  readonly actual: string
  /** Null where it could not be checked. */
  readonly ok: boolean | null
  readonly hint?: string
  readonly nearMiss?: NearMiss
  readonly finding?: Finding
}

/** What became of one policy. */
export interface AttemptPolicy {
  readonly policyId: string
  readonly accountId: string
  readonly accepted: boolean
  readonly stage: ExchangeStage | null
  readonly checks: readonly AttemptCheck[]
}

/** An outside token that came in, and what became of it; never the token itself. */
export interface Attempt {
  readonly id: string
  readonly at: Timestamp
  readonly grant: ExchangeGrant
  readonly accepted: boolean
  /** Where it was refused; null when it was accepted. */
  readonly stage: ExchangeStage | null
  readonly accountId: string | null
  /** The registered issuer that it names. */
  readonly issuerId: string | null
  /** What the token claims to be issued by; proven only when `verified`. */
  readonly issuerUrl: string | null
  readonly policyId: string | null
  /** Whether the signature was verified; if not, the claims are mere allegations. */
  readonly verified: boolean
  /** Who called, in a sentence, as far as the claims tell. */
  readonly caller: string
  /** Those claims that are good to know, each cut to a moderate length. */
  readonly claims: Readonly<Record<string, unknown>>
  /** Checks of the token itself: form, signature, times. */
  readonly checks: readonly AttemptCheck[]
  /** Of a token that was accepted, the policies can be asked again with its claims. */
  readonly policies: readonly AttemptPolicy[]
  readonly address: string
  readonly correlationId: string
}
