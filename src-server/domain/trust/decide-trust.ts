import type { Timestamp, TrustPolicy } from '#server/domain/model.ts'
import { toInstant } from '#server/domain/times.ts'
import type { Claims, IssuedBy } from './claims.ts'
import { isLifted } from './lint-policy.ts'
import { matchesClaim, meetsCondition } from './match-claim.ts'
import { preparePolicy } from './prepare-policy.ts'
import { noProfileRules, type ProfileRules, type Veto } from './profile-rules.ts'
import { readClaim } from './read-claim.ts'
import type { BoundCondition } from './read-conditions.ts'
import { isPositive } from './to-condition.ts'
import type {
  Check,
  IssuerTrust,
  PolicyTrace,
  TrustDecision,
  TrustStage,
} from './trust-decision.ts'

/**
 * Decides whether any policy of an account, in its order, accepts a verified token. Any policy may
 * match, inside one everything must; every check is listed, so that one refusal is enough to mend a
 * policy. `trust` is what the token's own issuer adds. Hints are `explainTrust`'s.
 */
export function decideTrust(
  token: IssuedBy,
  policies: readonly TrustPolicy[],
  now: Timestamp,
  trust: IssuerTrust,
): TrustDecision {
  const trace = (policy: TrustPolicy) => tracePolicy(token, policy, now, trust)
  // The trace has the last word; the conditions alone spare the traces of most that do not fit.
  const acceptedBy = policies.find(
    (policy) => meetsConditions(token, policy, trust) && trace(policy).accepted,
  )
  if (!acceptedBy) return toRefusal(policies.map(trace))
  return {
    acceptedBy,
    stage: undefined,
    get policies() {
      return policies.map(trace)
    },
  }
}

function meetsConditions(
  { issuerId, claims }: IssuedBy,
  policy: TrustPolicy,
  { rules }: IssuerTrust,
): boolean {
  // Else another issuer's rules would be read into the policy, and its own again the next time.
  if (issuerId !== policy.issuerId) return false
  const prepared = preparePolicy(policy, rules)
  const isMissed = ({ claim, condition }: BoundCondition) =>
    condition === undefined || !meetsCondition(condition, readClaim(claims, claim))
  // What kept the last token out mostly keeps the next one out, too: then one look is enough.
  const likely = prepared.lastMissed
  if (likely && isMissed(likely)) return false
  prepared.lastMissed = prepared.conditions.find(isMissed)
  return prepared.lastMissed === undefined
}

function tracePolicy(
  token: IssuedBy,
  policy: TrustPolicy,
  now: Timestamp,
  trust: IssuerTrust,
): PolicyTrace {
  const issuer = checkIssuer(token, policy)
  // Another issuer's rules say nothing about this policy, which fails for its issuer alone.
  const rules = issuer.ok ? trust.rules : noProfileRules
  const steps: readonly (readonly [TrustStage, readonly Check[]])[] = [
    ['issuer', [issuer]],
    ['audience', [checkAudience(token.claims, policy.audience, trust.allowMultipleAudiences)]],
    ['claims', checkClaims(token.claims, policy, rules)],
    ['account', checkInForce(policy, now)],
  ]
  const failed = steps.find(([, checks]) => checks.some((check) => !check.ok))
  return {
    policyId: policy.id,
    accountId: policy.accountId,
    accepted: failed === undefined,
    stage: failed?.[0],
    checks: steps.flatMap(([, checks]) => checks),
  }
}

function checkIssuer(token: IssuedBy, policy: TrustPolicy): Check {
  const ok = token.issuerId === policy.issuerId
  return { check: 'issuer', expected: policy.issuerId, actual: token.issuerId, ok }
}

function checkAudience(claims: Claims, expected: string, allowMultiple: boolean): Check {
  const actual = Object.hasOwn(claims, 'aud') ? claims.aud : undefined
  const values: readonly unknown[] = Array.isArray(actual) ? actual : [actual]
  // More than one audience lets whoever else receives the token use it here.
  const isForUs = values.length === 1 || allowMultiple === true
  const ok = typeof expected === 'string' && expected !== '' && isForUs && values.includes(expected)
  return { check: 'audience', expected, actual, ok }
}

function checkClaims(claims: Claims, policy: TrustPolicy, rules: ProfileRules): readonly Check[] {
  const { conditions, ruleChecks } = preparePolicy(policy, rules)
  return [
    ...ruleChecks,
    ...conditions.map((bound) => checkClaim(claims, bound)),
    ...rules.vetoes
      .filter((veto) => matchesClaim(veto.matcher, readClaim(claims, veto.claim), 'exact'))
      .map((veto) => checkVeto(claims, veto, conditions, policy)),
  ]
}

function checkClaim(claims: Claims, { claim, operand, condition }: BoundCondition): Check {
  const actual = readClaim(claims, claim)
  if (!condition) return { check: 'claim', claim, expected: operand, actual, ok: false }
  const ok = meetsCondition(condition, actual)
  return { check: 'claim', claim, matcher: condition.operator, expected: operand, actual, ok }
}

/** A veto yields to an exception that may lift it, or to a policy that names the very value. */
function checkVeto(
  claims: Claims,
  veto: Veto,
  conditions: readonly BoundCondition[],
  policy: TrustPolicy,
): Check {
  const actual = readClaim(claims, veto.claim)
  const lifting = { rule: veto.id, isLiftable: veto.isLiftable }
  const ok =
    isLifted(lifting, policy.exceptions) ||
    (veto.yieldsToBoundClaim && conditions.some((bound) => namesValue(bound, veto.claim, actual)))
  const { id: rule, claim, matcher: expected } = veto
  return { check: 'veto', rule, claim, matcher: 'not', expected, actual, ok }
}

/** A pattern or a negation that happens to fit has not been written with the value in mind. */
function namesValue(
  { claim, condition }: BoundCondition,
  vetoed: string,
  actual: unknown,
): boolean {
  return claim === vetoed && isPositive(condition) && condition.values.includes(actual)
}

function checkInForce(policy: TrustPolicy, now: Timestamp): readonly Check[] {
  // A stored text "false" must not enable.
  const ok = policy.enabled === true
  const actual = ok ? 'enabled' : 'disabled'
  const enabled: Check = { check: 'policy', rule: 'enabled', expected: 'enabled', actual, ok }
  if (policy.expiresAt === null) return [enabled]
  return [enabled, checkUnexpired(policy.expiresAt, now)]
}

function checkUnexpired(expiresAt: Timestamp, now: Timestamp): Check {
  const expected = `before ${toInstant(expiresAt)}`
  const ok = now < expiresAt
  return { check: 'policy', rule: 'expiry', expected, actual: toInstant(now), ok }
}

function toRefusal(policies: readonly PolicyTrace[]): TrustDecision {
  return { acceptedBy: undefined, stage: furthestStage(policies), policies }
}

const ORDER: readonly TrustStage[] = ['issuer', 'audience', 'claims', 'account']

function furthestStage(traces: readonly PolicyTrace[]): TrustStage {
  const reached = traces.map((trace) => (trace.stage ? ORDER.indexOf(trace.stage) : 0))
  return ORDER[Math.max(0, ...reached)] ?? 'issuer'
}
