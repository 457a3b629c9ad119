import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import type { Claims } from '#server/domain/trust/claims.ts'
import { decideTrust } from '#server/domain/trust/decide-trust.ts'
import { noProfileRules } from '#server/domain/trust/profile-rules.ts'
import type { TrustDecision, TrustStage } from '#server/domain/trust/trust-decision.ts'
import type { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { type VerificationStage, verifyOutsideToken } from '#server/issuers/verify-outside-token.ts'
import type { DoorwardStore } from '#server/store/collections.ts'

/** Where an outside token may be refused, from its form to the account; a caller may learn this. */
export type ExchangeStage = VerificationStage | TrustStage | 'replayed'

export interface JudgeParts {
  readonly store: DoorwardStore
  readonly issuerKeys: IssuerKeys
  readonly now: () => number
}

/** An account whose policies a token was held against. */
export interface Judged {
  readonly account: ServiceAccount
  readonly decision: TrustDecision
}

interface Findings {
  readonly claims: Claims
  readonly judged: readonly Judged[]
}

/** An outside token that may be exchanged: for which account, and by which of its policies. */
export interface Acceptance extends Findings {
  readonly accepted: true
  readonly issuer: Issuer
  readonly match: { readonly account: ServiceAccount; readonly policy: TrustPolicy }
}

/** An outside token that may not be exchanged, and where it failed. */
export interface Refusal extends Findings {
  readonly accepted: false
  readonly stage: ExchangeStage
  /** For the audit log: the stage, or what exactly was wrong about the account. */
  readonly reason: string
  /** The registered issuer that the token names; undefined for everybody else. */
  readonly issuer: Issuer | undefined
  /** The account that was meant, as far as it is known. */
  readonly account: ServiceAccount | undefined
}

export type Verdict = Acceptance | Refusal

/**
 * Verifies an outside token and holds it against the policies of an account or, when none is
 * named, of every account that trusts its issuer, of which exactly one must accept it.
 */
export async function judgeOutsideToken(
  compact: string,
  account: ServiceAccount | undefined,
  parts: JudgeParts,
): Promise<Verdict> {
  const verification = await verifyOutsideToken(compact, {
    findIssuer: (url) => findTrustedIssuer(url, account, parts.store),
    keys: parts.issuerKeys,
    now: parts.now,
  })
  if (!verification.ok) return refuseUnread(verification.stage, account)
  const { token } = verification
  const issuer = parts.store.read.issuers.find(token.issuerId)
  // Fetching keys takes a while, in which the issuer may have been disabled or deleted.
  if (!issuer?.enabled) return refuseUnread('issuer', account)
  const { allowMultipleAudiences } = issuer
  const judged = listCandidates(issuer.id, account, parts.store).map((candidate) => ({
    account: candidate,
    decision: decideTrust(
      token,
      parts.store.read.trustPolicies.list('account', candidate.id),
      parts.now(),
      { allowMultipleAudiences, rules: noProfileRules },
    ),
  }))
  return toVerdict({ claims: token.claims, judged }, issuer, account)
}

function refuseUnread(stage: ExchangeStage, account: ServiceAccount | undefined): Refusal {
  const findings = { claims: {}, judged: [], issuer: undefined, account }
  return { ...findings, accepted: false, stage, reason: stage }
}

/** Only an issuer that the account's policies refer to; without an account, any that some policy refers to. */
function findTrustedIssuer(
  url: string,
  account: ServiceAccount | undefined,
  { read }: DoorwardStore,
): Issuer | undefined {
  const issuer = read.issuers.findBy('url', url)
  if (!issuer) return undefined
  if (!account) return read.trustPolicies.count('issuer', issuer.id) > 0 ? issuer : undefined
  const policies = read.trustPolicies.list('account', account.id)
  return policies.some((policy) => policy.issuerId === issuer.id) ? issuer : undefined
}

function listCandidates(
  issuerId: string,
  account: ServiceAccount | undefined,
  { read }: DoorwardStore,
): readonly ServiceAccount[] {
  if (account) return [account]
  const policies = read.trustPolicies.list('issuer', issuerId)
  return [...new Set(policies.map((policy) => policy.accountId))]
    .flatMap((id) => read.serviceAccounts.find(id) ?? [])
    .filter((candidate) => !candidate.disabled)
}

/** Without a named account the token must fit exactly one; naming it settles every doubt. */
function toVerdict(findings: Findings, issuer: Issuer, named: ServiceAccount | undefined): Verdict {
  const matches = findings.judged.flatMap(({ account, decision }) =>
    decision.acceptedBy ? [{ account, policy: decision.acceptedBy }] : [],
  )
  const [match, ...others] = matches
  const refuse = (stage: ExchangeStage, reason: string): Refusal => ({
    ...findings,
    accepted: false,
    stage,
    reason,
    issuer,
    account: named,
  })
  if (others.length > 0) return refuse('account', 'ambiguous_account')
  if (!match) {
    const stage = (named && findings.judged[0]?.decision.stage) ?? 'claims'
    return refuse(stage, stage)
  }
  if (match.account.disabled) return refuse('account', 'account_disabled')
  return { ...findings, accepted: true, issuer, match }
}
