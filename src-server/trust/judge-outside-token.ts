import type { ExchangeStage } from '#contract/trust.ts'
import type { Issuer, ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import type { AttemptCheck } from '#server/domain/trust/attempt.ts'
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

/** Whom a token is to be good for; without an account, whoever trusts its issuer. */
export interface TrustQuestion {
  readonly account: ServiceAccount | undefined
  readonly drafts?: Drafts | undefined
}

/** Policies in place of an account's own, and their issuers, some of which may not be registered. */
export interface Drafts {
  readonly policies: readonly TrustPolicy[]
  readonly issuers: readonly Issuer[]
}

interface Findings {
  /** Proven only when `verified`. */
  readonly claims: Claims
  readonly verified: boolean
  /** Form, issuer, signature and times of the token. */
  readonly checks: readonly AttemptCheck[]
  /** Also of a token that failed before: what else would have stood in its way. */
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

const unknown = { expected: 'a token of a registered issuer', actual: 'not checked', ok: null }
/** What stands for the checks of a token where there is none, or none that can be verified. */
export const notChecked: readonly AttemptCheck[] = [
  { check: 'signature', ...unknown },
  { check: 'exp', ...unknown },
]

/**
 * Verifies an outside token and holds it against the policies of an account or, when none is
 * named, of every account that trusts its issuer, of which exactly one must accept it.
 */
export async function judgeOutsideToken(
  compact: string,
  asked: TrustQuestion,
  parts: JudgeParts,
): Promise<Verdict> {
  const verification = await verifyOutsideToken(compact, {
    findIssuer: (url) => findRegistered(url, asked, parts.store),
    keys: parts.issuerKeys,
    now: parts.now,
  })
  const question = refresh(asked, parts.store.read)
  const { checks } = verification
  if (verification.ok) {
    const { claims } = verification.token
    return judgeClaims({ claims, verified: true, checks }, question, parts)
  }
  const { stage, unverifiedClaims: claims = {} } = verification
  const looked = { claims, verified: false, checks }
  // Nothing is fetched for an issuer that is not registered, so its signatures cannot be checked.
  if (stage === 'issuer' && isUnregistered(claims, question, parts.store)) {
    return judgeClaims({ ...looked, checks: notChecked }, question, parts)
  }
  const { account } = question
  const judged = account ? judgeClaims(looked, question, parts).judged : []
  const issuer = findIssuer(claims, question, parts.store)
  return { ...looked, judged, accepted: false, stage, reason: stage, issuer, account }
}

/**
 * Refuses a token for an account that does not exist as one without policies would: whoever tries
 * names out is told nothing by it.
 */
export async function judgeForNobody(compact: string, parts: JudgeParts): Promise<Refusal> {
  const { issuerKeys: keys, now } = parts
  const verification = await verifyOutsideToken(compact, { findIssuer: () => undefined, keys, now })
  const { ok, checks } = verification
  const stage = ok ? 'issuer' : verification.stage
  const claims = ok ? {} : (verification.unverifiedClaims ?? {})
  const nobody = { issuer: undefined, account: undefined, reason: 'unknown_account' }
  return { claims, checks, verified: false, judged: [], accepted: false, stage, ...nobody }
}

/** Holds claims against policies as if a token with them had been verified. */
export function judgeClaims(
  looked: Omit<Findings, 'judged'>,
  question: TrustQuestion,
  { store, now }: Pick<JudgeParts, 'store' | 'now'>,
): Verdict {
  const { account } = question
  const { claims } = looked
  const issuer = findIssuer(claims, question, store)
  const trusted = issuer && isTrusted(issuer, question, store) ? issuer : undefined
  const candidates = trusted ? listCandidates(trusted.id, question, store.read) : []
  const judged = trusted ? holdAgainstPolicies(claims, trusted, candidates, now()) : []

  const outcome = toOutcome(judged, trusted, account)
  const { verified, checks } = looked
  // Written out, because V8 gives every object that is spread and added to a shape of its own.
  if ('match' in outcome) {
    const { issuer: accepting, match } = outcome
    return { claims, verified, checks, judged, accepted: true, issuer: accepting, match }
  }
  const { stage, reason } = outcome
  return { claims, verified, checks, judged, accepted: false, stage, reason, issuer, account }
}

type Reader = DoorwardStore['read']

/** Keys may have taken seconds to come. An account that is gone by now has no policies any more. */
function refresh(question: TrustQuestion, read: Reader): TrustQuestion {
  const { account, drafts } = question
  return { account: account && (read.serviceAccounts.find(account.id) ?? account), drafts }
}

function findIssuer(
  { iss }: Claims,
  { drafts }: TrustQuestion,
  { read }: DoorwardStore,
): Issuer | undefined {
  if (typeof iss !== 'string') return undefined
  return read.issuers.findBy('url', iss) ?? drafts?.issuers.find(({ url }) => url === iss)
}

/** Only an issuer that the account's policies refer to; without an account, any that some policy refers to. */
function isTrusted(
  { id }: Issuer,
  { account, drafts }: TrustQuestion,
  { read: { trustPolicies } }: DoorwardStore,
): boolean {
  if (!account) return trustPolicies.count('issuer', id) > 0
  const policies = drafts?.policies ?? trustPolicies.list('account', account.id)
  return policies.some((policy) => policy.issuerId === id)
}

/** Keys are had for registered issuers only; those of drafts are not. */
function findRegistered(
  url: string,
  question: TrustQuestion,
  store: DoorwardStore,
): Issuer | undefined {
  const issuer = store.read.issuers.findBy('url', url)
  return issuer && isTrusted(issuer, question, store) ? issuer : undefined
}

function isUnregistered(claims: Claims, question: TrustQuestion, store: DoorwardStore): boolean {
  const issuer = findIssuer(claims, question, store)
  return issuer !== undefined && !store.read.issuers.find(issuer.id)
}

function listCandidates(issuerId: string, { account, drafts }: TrustQuestion, read: Reader) {
  const accounts = account ? [account] : listTrusting(issuerId, read)
  return accounts.map((candidate) => ({
    account: candidate,
    policies: drafts?.policies ?? read.trustPolicies.list('account', candidate.id),
  }))
}

function listTrusting(issuerId: string, read: Reader): readonly ServiceAccount[] {
  const policies = read.trustPolicies.list('issuer', issuerId)
  return [...new Set(policies.map((policy) => policy.accountId))]
    .flatMap((id) => read.serviceAccounts.find(id) ?? [])
    .filter((candidate) => !candidate.disabled)
}

/** Without a named account the token must fit exactly one; naming it settles every doubt. */
function toOutcome(
  judged: readonly Judged[],
  issuer: Issuer | undefined,
  named: ServiceAccount | undefined,
): Pick<Acceptance, 'issuer' | 'match'> | Pick<Refusal, 'stage' | 'reason'> {
  const matches = judged.flatMap(({ account, decision }) =>
    decision.acceptedBy ? [{ account, policy: decision.acceptedBy }] : [],
  )
  const [match, ...others] = matches
  const refuse = (stage: ExchangeStage, reason: string = stage) => ({ stage, reason })
  if (!issuer?.enabled) return refuse('issuer')
  if (others.length > 0) return refuse('account', 'ambiguous_account')
  if (!match) return refuse((named && judged[0]?.decision.stage) ?? 'claims')
  if (match.account.disabled) return refuse('account', 'account_disabled')
  return { issuer, match }
}
