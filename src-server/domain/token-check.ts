import type { NearMiss } from '#contract/near-miss.ts'

/** One thing that was looked at in an outside token; for administrators, never for callers. */
export interface TokenCheck {
  readonly check:
    | 'form'
    | 'algorithm'
    | 'issuer'
    | 'key'
    | 'signature'
    | 'exp'
    | 'nbf'
    | 'iat'
    | 'age'
  /** What exactly was wrong, where a check can fail in several ways. */
  readonly rule?: 'enabled' | 'fetch'
  readonly expected: string
  readonly actual: string
  readonly ok: boolean
  /** A near miss, in a few words. */
  readonly hint?: string
  readonly nearMiss?: NearMiss
}

/** Says in one line what was wrong, for the log. */
export function describeFailure({ check, expected, actual, hint }: TokenCheck): string {
  return `${check}: expected ${expected}, got ${actual}${hint ? ` (${hint})` : ''}`
}
