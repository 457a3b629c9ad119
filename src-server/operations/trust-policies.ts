import { MAXIMUM_TRUST_POLICIES } from '#contract/trust-policies.ts'
import { notFound, type Reader, requireAccount } from '#server/access/find.ts'
import type { ServiceAccount, TrustPolicy } from '#server/domain/model.ts'
import { toTimestamp } from '#server/domain/times.ts'
import { mergeBoundClaims } from '#server/domain/trust/merge-bound-claims.ts'
import { proposeTightening } from '#server/domain/trust/propose-policy.ts'
import { AppError } from '#server/errors.ts'
import { profileOf } from '#server/issuers/profiles/profiles.ts'
import type { Transaction } from '#server/store/collections.ts'
import { readKept } from '#server/trust/kept-attempt.ts'
import { findMethods, requireMethod } from './account-methods.ts'
import type { Chain } from './chain.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { atOneInstant, changedBy, requireVersion } from './history.ts'
import { putTrustPolicy } from './put-trust-policies.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { requireSafePolicy } from './require-safe-policy.ts'
import { requireEditable } from './service-accounts.ts'
import { toPolicyView } from './views.ts'

/** Accepted attempts that a proposal rests on, at most. */
const MAXIMUM_ATTEMPTS = 200

/** Implements the operations on trust policies. */
export function implementTrustPolicies({ trustPolicies }: Chain, parts: OperationParts) {
  const { store, now, attempts } = parts
  const { read } = store
  return {
    list: trustPolicies.list.handler(({ input }) => {
      const { id } = requireAccount(read, input.account)
      const policies = read.trustPolicies.list('account', id)
      return { items: policies.map((policy) => toPolicyView(read, policy)), nextCursor: null }
    }),

    create: trustPolicies.create.handler(async ({ input, context }) => {
      const moment = atOneInstant(parts)
      const policy = await store.change((tx) => {
        const account = requireTrustee(tx, input.account, context)
        const others = tx.trustPolicies.list('account', account.id)
        if (others.length >= MAXIMUM_TRUST_POLICIES) throw tooMany()
        const position = (others.at(-1)?.position ?? -1) + 1
        const place = { accountId: account.id, position, fieldPrefix: '' }
        return putTrustPolicy(tx, moment, input, place, context)
      })
      return toPolicyView(read, policy)
    }),

    get: trustPolicies.get.handler(({ input }) => toPolicyView(read, requirePolicy(read, input))),

    update: trustPolicies.update.handler(async ({ input, context }) => {
      const at = now()
      const policy = await store.change((tx) => {
        const account = requireTrustee(tx, input.account, context)
        const current = requirePolicy(tx, input)
        requireVersion(current, input.version)
        const changed = change(current, input)
        const { actor } = context.principal
        const record: TrustPolicy = {
          ...changed,
          exceptions: isJudged(input)
            ? requireSafePolicy({
                policy: changed,
                rules: profileOf(tx.issuers.find(current.issuerId)?.profile ?? 'generic').rules,
                exceptions: current.exceptions,
                force: input.force,
                by: actor,
                at,
                fieldPrefix: '',
              })
            : current.exceptions,
          ...changedBy(current, actor, at),
        }
        tx.trustPolicies.put(record)
        if (input.position !== undefined) movePolicy(tx, account, record, input.position)
        return record
      })
      return toPolicyView(read, policy)
    }),

    delete: trustPolicies.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const account = requireEditable(requireAccount(tx, input.account))
        const { id } = requirePolicy(tx, input)
        tx.trustPolicies.delete(id)
        tx.usages.delete(id)
        requireMethod(findMethods(tx, account))
      })
    }),

    propose: trustPolicies.propose.handler(({ input }) => {
      const policy = requirePolicy(read, input)
      const accepted = [...attempts.list({ policyId: policy.id, accepted: true })]
      const claims = accepted.slice(0, MAXIMUM_ATTEMPTS).map((kept) => readKept(kept).claims)
      const { profile = 'generic' } = read.issuers.find(policy.issuerId) ?? {}
      const proposal = proposeTightening(policy.boundClaims, claims, profileOf(profile).rules)
      return { attempts: claims.length, boundClaims: proposal }
    }),
  }
}

/** Whoever may act as the account by a token of theirs gets all that it holds. */
function requireTrustee(
  tx: Transaction,
  reference: string,
  { subject }: Pick<AuthenticatedContext, 'subject'>,
): ServiceAccount {
  const account = requireEditable(requireAccount(tx, reference))
  requireNoGainByCredential(tx, subject, { kind: 'service_account', id: account.id })
  return account
}

/** Finds a policy of an account; another account's is not found here. */
function requirePolicy(
  read: Pick<Reader, 'trustPolicies' | 'serviceAccounts'>,
  { account, policy: id }: { readonly account: string; readonly policy: string },
): TrustPolicy {
  const policy = read.trustPolicies.find(id)
  if (policy?.accountId === requireAccount(read, account).id) return policy
  throw notFound('trust policy', id)
}

type Change = Parameters<Parameters<Chain['trustPolicies']['update']['handler']>[0]>[0]['input']

/** What a change does not name stays as it is. */
function change(current: TrustPolicy, input: Change): TrustPolicy {
  const { name, enabled, audience, matchMode, expiresAt, boundClaims } = input
  return {
    ...current,
    name: name ?? current.name,
    enabled: enabled ?? current.enabled,
    audience: audience ?? current.audience,
    matchMode: matchMode ?? current.matchMode,
    ...(expiresAt !== undefined && {
      expiresAt: expiresAt === null ? null : toTimestamp(expiresAt),
    }),
    ...(boundClaims && { boundClaims: mergeBoundClaims(current.boundClaims, boundClaims) }),
  }
}

/** A policy that rules stand against by now can still be disabled, renamed and moved. */
function isJudged({ enabled, audience, matchMode, boundClaims, force }: Change): boolean {
  return [audience, matchMode, boundClaims, force].some((part) => part !== undefined) || !!enabled
}

/** Puts a policy at a place in the order, and the others around it. */
function movePolicy(
  tx: Transaction,
  account: ServiceAccount,
  policy: TrustPolicy,
  position: number,
): void {
  const others = tx.trustPolicies.list('account', account.id).filter(({ id }) => id !== policy.id)
  for (const [index, each] of others.toSpliced(position, 0, policy).entries()) {
    if (each.position !== index) tx.trustPolicies.put({ ...each, position: index })
  }
}

function tooMany(): AppError {
  return new AppError(
    'limit_reached',
    `An account has at most ${MAXIMUM_TRUST_POLICIES} trust policies. Change one of them, or list several values in one.`,
  )
}
