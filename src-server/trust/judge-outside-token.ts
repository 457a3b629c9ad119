import type { ExchangeStage } from '#contract/trust.ts'
import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import type { TokenCheck } from '#server/domain/token-check.ts'
import type { Claims } from '#server/domain/trust/claims.ts'
import type { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { verifyOutsideToken } from '#server/issuers/verify-outside-token.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { holdAgainstPolicies, type Judged } from './hold-against-policies.ts'

export interface JudgeParts {
  readonly store: DoorwardStore
  readonly issuerKeys: IssuerKeys
  readonly now: () => number
}

interface Findings {
  /** Proven only when `verified`. */
  readonly claims: Claims
  readonly verified: boolean
  /** Form, issuer, signature and times of the token. */
  readonly checks: readonly TokenCheck[]
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

/** Nothing is known of a token that was not looked at. */
export const nothingFound: Findings = { claims: {}, verified: false, checks: [], judged: [] }

/**
 * Verifies an outside token and holds it against the policies of an account or, when none is
 * named, of every account that trusts its issuer, of which exactly one must accept it.
 */
export async function judgeOutsideToken(
  compact: string,
  account: ServiceAccount | undefined,
  parts: JudgeParts,
): Promise<Verdict> {
  const { read } = parts.store
  const verification = await verifyOutsideToken(compact, {
    findIssuer: (url) => findTrustedIssuer(url, account, parts.store),
    keys: parts.issuerKeys,
    now: parts.now,
  })
  const { checks } = verification
  if (!verification.ok) {
    const { stage, issuerId = '', unverifiedClaims: claims = {} } = verification
    const issuer = read.issuers.find(issuerId)
    return {
      ...nothingFound,
      accepted: false,
      claims,
      checks,
      stage,
      reason: stage,
      issuer,
      account,
    }
  }
  const { token } = verification
  const judged = holdAgainstPolicies(token, listCandidates(token.issuerId, account, read), {
    read,
    now: parts.now(),
  })
  return toVerdict({ claims: token.claims, verified: true, checks, judged }, token.issuerId, {
    account,
    read,
  })
}

type Reader = DoorwardStore['read']

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

function listCandidates(issuerId: string, account: ServiceAccount | undefined, read: Reader) {
  const accounts = account ? [account] : listTrusting(issuerId, read)
  return accounts.map((candidate) => ({
    account: candidate,
    policies: read.trustPolicies.list('account', candidate.id),
  }))
}

function listTrusting(issuerId: string, read: Reader): readonly ServiceAccount[] {
  const policies = read.trustPolicies.list('issuer', issuerId)
  return [...new Set(policies.map((policy) => policy.accountId))]
    .flatMap((id) => read.serviceAccounts.find(id) ?? [])
    .filter((candidate) => !candidate.disabled)
}

/** Without a named account the token must fit exactly one; naming it settles every doubt. */
function toVerdict(
  findings: Findings,
  issuerId: string,
  { account, read }: { readonly account: ServiceAccount | undefined; readonly read: Reader },
): Verdict {
  const issuer = read.issuers.find(issuerId)
  const refuse = (stage: ExchangeStage, reason: string = stage): Refusal => ({
    ...findings,
    ...{ accepted: false, stage, reason, issuer, account },
  })
  const matches = findings.judged.flatMap(({ account: one, decision }) =>
    decision.acceptedBy ? [{ account: one, policy: decision.acceptedBy }] : [],
  )
  const [match, ...others] = matches
  if (!issuer) return refuse('issuer')
  if (others.length > 0) return refuse('account', 'ambiguous_account')
  if (!match) return refuse((account && findings.judged[0]?.decision.stage) ?? 'claims')
  if (match.account.disabled) return refuse('account', 'account_disabled')
  return { ...findings, accepted: true, issuer, match }
}
