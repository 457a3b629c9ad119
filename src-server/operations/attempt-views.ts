import type {
  Attempt as AttemptView,
  PolicyTrace,
  TrustCheck,
  TrustTrace,
} from '#contract/trust.ts'
import type { Reader } from '#server/access/find.ts'
import { toInstant } from '#server/domain/times.ts'
import type { Attempt, AttemptCheck, AttemptPolicy } from '#server/domain/trust/attempt.ts'
import type { NearMissContext } from '#server/domain/trust/find-near-miss.ts'
import { describeCaller } from '#server/issuers/profiles/describe-caller.ts'
import type { Verdict } from '#server/trust/judge-outside-token.ts'
import { explainVerdict, findProfile } from '#server/trust/to-attempt.ts'

/** Shows an attempt as the contract describes it. */
export function toAttemptView(read: Reader, attempt: Attempt): AttemptView {
  return {
    id: attempt.id,
    at: toInstant(attempt.at),
    grant: attempt.grant,
    accepted: attempt.accepted,
    stage: attempt.stage,
    principal: attempt.caller,
    checks: attempt.checks.map(toCheckView),
    policies: attempt.policies.map((policy) => toPolicyView(read, policy)),
    account: attempt.accountId,
    accountPath: pathOf(read, attempt.accountId),
    issuer: attempt.issuerId,
    issuerUrl: attempt.issuerUrl,
    policy: attempt.policyId,
    verified: attempt.verified,
    claims: { ...attempt.claims },
    address: attempt.address,
    correlationId: attempt.correlationId,
  }
}

/** Shows what a token is worth, with every check and a hint for each near miss. */
export function toTraceView(
  read: Reader,
  verdict: Verdict,
  otherAudiences: NearMissContext['otherAudiences'],
): TrustTrace {
  return {
    accepted: verdict.accepted,
    stage: verdict.accepted ? null : verdict.stage,
    principal: describeCaller(findProfile(verdict), verdict.claims),
    checks: verdict.checks.map(toCheckView),
    policies: explainVerdict(verdict, otherAudiences).map((policy) => toPolicyView(read, policy)),
  }
}

function toPolicyView(read: Reader, policy: AttemptPolicy): PolicyTrace {
  const stored = read.trustPolicies.find(policy.policyId)
  return {
    policy: policy.policyId,
    name: stored?.name ?? '',
    account: pathOf(read, policy.accountId) ?? policy.accountId,
    accepted: policy.accepted,
    stage: policy.stage,
    checks: policy.checks.map((check) => toCheckView(nameIssuers(read, check))),
  }
}

/** Policies know issuers by id; people know them by URL. */
function nameIssuers(read: Reader, check: AttemptCheck): AttemptCheck {
  if (check.check !== 'issuer') return check
  const urlOf = (id: string) => read.issuers.find(id)?.url ?? id
  return { ...check, expected: urlOf(check.expected), actual: urlOf(check.actual) }
}

function toCheckView(check: AttemptCheck): TrustCheck {
  return { ...check }
}

function pathOf(read: Reader, accountId: string | null): string | null {
  return accountId === null ? null : (read.serviceAccounts.find(accountId)?.path ?? null)
}
