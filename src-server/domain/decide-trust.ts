import type { BoundClaims, ClaimMatcher } from '#contract/trust-policies.ts'
import type { Timestamp, TrustPolicy } from './model.ts'
import { toInstant } from './times.ts'

/** The claims of an outside token whose signature and times have been verified. */
export type Claims = Readonly<Record<string, unknown>>

/** Where an exchange was refused; the caller learns this and nothing more. */
export type TrustStage = 'issuer' | 'audience' | 'claims' | 'account'

export interface Check {
  readonly check: 'issuer' | 'policy' | 'audience' | 'claim'
  readonly claim?: string
  readonly expected: string
  readonly actual: string
  readonly ok: boolean
}

export interface PolicyTrace {
  readonly policyId: string
  readonly accepted: boolean
  readonly stage: TrustStage | undefined
  readonly checks: readonly Check[]
}

export interface TrustDecision {
  /** The policy that let the token in: the first that fits, in the account's order. */
  readonly acceptedBy: TrustPolicy | undefined
  /** The stage that got furthest before it failed. */
  readonly stage: TrustStage | undefined
  readonly policies: readonly PolicyTrace[]
}

export interface IssuedBy {
  readonly issuerId: string
  readonly claims: Claims
}

/** Claims that say nothing about who the caller is, so binding them alone lets everybody in. */
const UNIDENTIFYING = new Set(['aud', 'iss', 'exp', 'iat', 'nbf', 'jti'])

/** Tells whether a policy binds anything that tells one caller of an issuer from another. */
export function bindsAnyone(boundClaims: BoundClaims): boolean {
  return Object.keys(boundClaims).every((claim) => UNIDENTIFYING.has(claim))
}

/**
 * Decides whether any policy of an account accepts a verified token. Any policy may match, inside
 * one everything must; every check is listed, so that one refusal is enough to mend a policy.
 */
export function decideTrust(
  token: IssuedBy,
  policies: readonly TrustPolicy[],
  now: Timestamp,
): TrustDecision {
  const traces = policies.map((policy) => tracePolicy(token, policy, now))
  const winner = traces.findIndex((trace) => trace.accepted)
  return {
    acceptedBy: policies[winner],
    stage: winner === -1 ? furthestStage(traces) : undefined,
    policies: traces,
  }
}

function tracePolicy(token: IssuedBy, policy: TrustPolicy, now: Timestamp): PolicyTrace {
  const steps: readonly (readonly [TrustStage, readonly Check[]])[] = [
    ['issuer', [checkIssuer(token, policy)]],
    ['audience', [checkAudience(token.claims, policy.audience)]],
    ['claims', checkClaims(token.claims, policy.boundClaims)],
    ['account', [checkEnabled(policy), checkUnexpired(policy, now)]],
  ]
  const failed = steps.find(([, checks]) => checks.some((check) => !check.ok))
  return {
    policyId: policy.id,
    accepted: failed === undefined,
    stage: failed?.[0],
    checks: steps.flatMap(([, checks]) => checks),
  }
}

function checkIssuer(token: IssuedBy, policy: TrustPolicy): Check {
  const ok = token.issuerId === policy.issuerId
  return { check: 'issuer', expected: policy.issuerId, actual: token.issuerId, ok }
}

function checkAudience(claims: Claims, expected: string): Check {
  const audience = ownClaim(claims, 'aud')
  // More than one audience would let whoever else receives the token use it here.
  const values = Array.isArray(audience) ? audience : [audience]
  const ok = expected !== '' && values.length === 1 && values[0] === expected
  return { check: 'audience', expected, actual: show(audience), ok }
}

function checkClaims(claims: Claims, boundClaims: BoundClaims): readonly Check[] {
  if (bindsAnyone(boundClaims)) {
    const expected = 'at least one bound claim'
    return [{ check: 'policy', expected, actual: 'none', ok: false }]
  }
  return Object.entries(boundClaims).map(([claim, matcher]) => {
    const actual = ownClaim(claims, claim)
    const ok = matches(matcher, actual)
    return { check: 'claim', claim, expected: show(matcher), actual: show(actual), ok }
  })
}

/** Types are never converted: the text "20" is not the number 20. */
function matches(matcher: ClaimMatcher, actual: unknown): boolean {
  return actual === matcher && isTelling(matcher)
}

/** Beyond 2^53 different numbers read alike; and what is empty is what every caller can show. */
function isTelling(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '')
}

function checkEnabled(policy: TrustPolicy): Check {
  // A stored text "false" must not enable.
  const ok = policy.enabled === true
  return { check: 'policy', expected: 'enabled', actual: ok ? 'enabled' : 'disabled', ok }
}

function checkUnexpired(policy: TrustPolicy, now: Timestamp): Check {
  const expected = policy.expiresAt === null ? 'no expiry' : `before ${toInstant(policy.expiresAt)}`
  const ok = policy.expiresAt === null || now < policy.expiresAt
  return { check: 'policy', expected, actual: toInstant(now), ok }
}

/** Inherited names such as `constructor` are not claims. */
function ownClaim(claims: Claims, claim: string): unknown {
  return Object.hasOwn(claims, claim) ? claims[claim] : undefined
}

function show(value: unknown): string {
  return value === undefined ? '(missing)' : JSON.stringify(value)
}

const ORDER: readonly TrustStage[] = ['issuer', 'audience', 'claims', 'account']

function furthestStage(traces: readonly PolicyTrace[]): TrustStage {
  const reached = traces.map((trace) => (trace.stage ? ORDER.indexOf(trace.stage) : 0))
  return ORDER[Math.max(0, ...reached)] ?? 'issuer'
}
