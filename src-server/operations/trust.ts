import type { GuidedPolicy } from '#contract/guided-setup.ts'
import { notFound, type Reader, requireAccount } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { toNewestFirst } from '#server/domain/ids.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { toTimestamp } from '#server/domain/times.ts'
import type { Attempt } from '#server/domain/trust/attempt.ts'
import { lintPolicy } from '#server/domain/trust/lint-policy.ts'
import { proposePolicy } from '#server/domain/trust/propose-policy.ts'
import { describePolicy } from '#server/issuers/profiles/describe-policy.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import { recogniseProfile } from '#server/issuers/profiles/recognise-profile.ts'
import {
  judgeClaims,
  judgeOutsideToken,
  notChecked,
  type TrustQuestion,
} from '#server/trust/judge-outside-token.ts'
import { type KeptAttempt, readKept } from '#server/trust/kept-attempt.ts'
import { refuseSpent } from '#server/trust/refuse-spent.ts'
import { toAttemptView, toTraceView } from './attempt-views.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { namespaceOfPrincipal } from './find-target.ts'
import { readGathered, toPage } from './pages.ts'
import { findSettings } from './settings.ts'
import { toDrafts } from './to-drafts.ts'
import { requireSeenOwner } from './visible-principal.ts'

/** Implements the operations on trust: trying tokens out, and the attempts that were made. */
export function implementTrust({ trust }: Chain, parts: OperationParts) {
  const { store, attempts, now, server } = parts
  const { read } = store
  const requireAttempt = (reference: string, subject: Subject) => {
    const attempt = attempts.find(reference) ?? attempts.findByCorrelationId(reference)
    if (attempt && isVisible(read, subject, attempt)) return attempt
    throw notFound('attempt', reference)
  }
  const judgeToken = async (token: string, question: TrustQuestion) => {
    const judged = await judgeOutsideToken(token, question, parts)
    return refuseSpent(judged, token, { read, now: now(), rules: findSettings(read) })
  }
  return {
    evaluate: trust.evaluate.handler(async ({ input, context }) => {
      const account = requireAccount(read, input.account)
      const drafting = { account, caller: context, now: now() }
      const drafts = input.policies && toDrafts(read, input.policies, drafting)
      const question = { account, drafts }
      const verdict =
        input.token === undefined
          ? judgeClaims({ claims: input.claims ?? {}, ...unverified }, question, parts)
          : await judgeToken(input.token, question)
      const issuerId = verdict.issuer?.id
      return toTraceView(
        read,
        verdict,
        listOtherAudiences(read, context.subject, account, issuerId),
      )
    }),

    listAttempts: trust.listAttempts.handler(({ input, context }) => {
      requireSeenOwner(read, context, input)
      const { accepted, stage, correlationId, policy: policyId } = input
      const accountId = input.account && requireAccount(read, input.account).id
      const issuer = input.issuer
        ? (read.issuers.find(input.issuer) ?? read.issuers.findBy('url', input.issuer))
        : undefined
      const issuerId = input.issuer && (issuer?.id ?? input.issuer)
      const filter = { accountId, issuerId, policyId, accepted, stage, correlationId }
      const since = input.since === undefined ? 0 : toTimestamp(input.since)
      const isSeen = (attempt: KeptAttempt) =>
        attempt.at >= since && isVisible(read, context.subject, attempt)
      const found = [...attempts.list(filter)].filter(isSeen)
      const positionOf = ({ id }: KeptAttempt) => toNewestFirst(id)
      const listing = {
        read: readGathered(found, positionOf),
        positionOf,
        textOf: (kept: KeptAttempt) => toSearchText(readKept(kept)),
      }
      return toPage(input, listing, (kept) => toAttemptView(read, readKept(kept)))
    }),

    getAttempt: trust.getAttempt.handler(({ input, context }) =>
      toAttemptView(read, requireAttempt(input.attempt, context.subject)),
    ),

    draft: trust.draft.handler(({ input, context }): GuidedPolicy => {
      const { issuerId, issuerUrl, accountId, claims } = requireAttempt(
        input.attempt,
        context.subject,
      )
      const issuer = issuerId === null ? undefined : read.issuers.find(issuerId)
      const profile = profileOf(issuer?.profile ?? recogniseProfile(issuerUrl ?? ''))
      const proposed = proposePolicy(claims, profile.rules)
      const policy = {
        name: '',
        issuer: issuer?.url ?? issuerUrl ?? '',
        audience: proposed.audience ?? server.issuer,
        matchMode: 'exact' as const,
        boundClaims: proposed.boundClaims,
      }
      const account = accountId === null ? undefined : read.serviceAccounts.find(accountId)
      return {
        policy,
        sentence: describePolicy(profile, policy, { account: account?.path ?? 'the account' }),
        findings: [...lintPolicy(policy, profile.rules)],
      }
    }),

    replay: trust.replay.handler(({ input, context }) => {
      const account = requireAccount(read, input.account)
      const drafts = toDrafts(read, input.policies, { account, caller: context, now: now() })
      // A token that was not verified fails whatever the policies are.
      const kept = [...attempts.list({ accountId: account.id })].filter(({ verified }) => verified)
      const changed = kept.map(readKept).flatMap((attempt) => {
        const looked = { claims: attempt.claims, verified: true, checks: attempt.checks }
        const verdict = judgeClaims(looked, { account, drafts }, parts)
        return verdict.accepted === wasTrusted(attempt) ? [] : [{ attempt, verdict }]
      })
      return {
        attempts: kept.length,
        changed: changed.slice(0, MAXIMUM_CHANGED).map(({ attempt, verdict }) => ({
          attempt: toAttemptView(read, attempt),
          wouldBe: toTraceView(read, verdict, []),
        })),
      }
    }),
  }
}

/** What is known of claims alone. */
const unverified = { verified: false, checks: notChecked } as const
/** Attempts that a replay shows, at most. */
const MAXIMUM_CHANGED = 100
/** Policies that a hint about another account's audience is looked for in. */
const MAXIMUM_OTHERS = 1000

/** Whether the policies let a verified token in, though it may have been used already or at its end. */
function wasTrusted({ accepted, stage }: Attempt): boolean {
  return accepted || stage === 'replayed' || stage === 'expired'
}

function toSearchText({ caller, issuerUrl, correlationId, address, claims }: Attempt): string {
  return `${caller} ${issuerUrl} ${correlationId} ${address} ${JSON.stringify(claims)}`
}

/** Attempts that named no account are for those who see the whole installation. */
function isVisible(
  read: Reader,
  subject: Subject,
  { accountId }: Pick<Attempt, 'accountId'>,
): boolean {
  const namespace =
    accountId === null ? '' : namespaceOfPrincipal(read, { kind: 'service_account', id: accountId })
  return decideAccess(subject, 'trust_policy:view', namespace).allowed
}

/** Audiences of other accounts, as far as the caller may see them: tokens are often mixed up. */
function listOtherAudiences(
  read: Reader,
  subject: Subject,
  account: ServiceAccount,
  issuerId: string | undefined,
) {
  if (issuerId === undefined) return []
  const policies = read.trustPolicies.list('issuer', issuerId, { limit: MAXIMUM_OTHERS })
  return policies.flatMap(({ accountId, audience }) => {
    const other = accountId === account.id ? undefined : read.serviceAccounts.find(accountId)
    if (!other) return []
    const { allowed } = decideAccess(subject, 'trust_policy:view', toParentPath(other.path))
    return allowed ? [{ audience, account: other.path }] : []
  })
}
