import type { Issuer as IssuerView } from '#contract/issuers.ts'
import { requireIssuer } from '#server/access/find.ts'
import { toEnabledSubject } from '#server/access/subjects.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { findGain } from '#server/domain/decide-gain.ts'
import { isWiderIssuer } from '#server/domain/is-wider-issuer.ts'
import type { Issuer, TrustPolicy } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { AppError } from '#server/errors.ts'
import { toBasis } from '#server/issuers/kept-key-sets.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { toNewIssuer, withSettings } from './issuer-records.ts'
import { toIssuerSnapshot, toIssuerView } from './issuer-views.ts'
import { type PageRequest, toPage } from './pages.ts'
import { toSnapshot } from './record-event.ts'
import { requirePermission } from './service-accounts.ts'

const FIELDS = { url: 'url', settings: '' }

/** Implements the operations on issuers. */
export function implementIssuers({ issuers }: Chain, parts: OperationParts) {
  const { store, issuerKeys, now, newId } = parts
  const { read } = store
  const toView = (issuer: Issuer): IssuerView => toIssuerView(read, issuerKeys, issuer)
  const keepAfter = (context: Context, issuer: Issuer) => {
    const after = toSnapshot(toIssuerSnapshot(read, issuerKeys, issuer))
    if (context.progress && after) context.progress.after = after
  }

  return {
    list: issuers.list.handler(({ input }) => {
      const listing = {
        read: (page: PageRequest) => read.issuers.list('all', 'all', page),
        positionOf: (issuer: Issuer) => issuer.url,
        textOf: (issuer: Issuer) => `${issuer.url} ${issuer.label}`,
      }
      return toPage(input, listing, toView)
    }),

    get: issuers.get.handler(({ input }) => toView(requireIssuer(read, input.issuer))),

    create: issuers.create.handler(async ({ input: { url, ...settings }, context }) => {
      const facts = toNewIssuer(url, settings, FIELDS)
      const issuer: Issuer = {
        id: newId('iss'),
        ...facts,
        ...begunBy(context.principal.actor, now()),
      }
      await store.change((tx) => {
        requireFreeUrl(tx, issuer.url)
        tx.issuers.put(issuer)
      })
      keepAfter(context, issuer)
      return { ...toView(issuer), notes: listNotes(url, issuer) }
    }),

    update: issuers.update.handler(async ({ input, context }) => {
      const { issuer: reference, version, ...settings } = input
      const updated = await store.change((tx) => {
        const current = requireIssuer(tx, reference)
        requireVersion(current, version)
        const record: Issuer = {
          ...current,
          ...withSettings(current, settings, { ...FIELDS, url: 'allowPrivateNetwork' }),
          ...changedBy(current, context.principal.actor, now()),
        }
        if (isWiderIssuer(record, current)) requireNoGainByIssuer(tx, context.subject, record)
        // Keys that were fetched by other settings must not come back with a restart.
        if (toBasis(record) !== toBasis(current)) tx.issuerKeySets.delete(record.id)
        tx.issuers.put(record)
        return record
      })
      keepAfter(context, updated)
      return toView(updated)
    }),

    delete: issuers.delete.handler(async ({ input, context }) => {
      const { id } = requireIssuer(read, input.issuer)
      await store.change((tx) => {
        const policies = tx.trustPolicies.list('issuer', id)
        if (policies.length > 0) {
          if (!input.force) throw refuseInUse(tx, policies, context.subject)
          // Accounts lose a way to authenticate, which is more than an issuer's own permission allows.
          requirePermission(context.subject, 'trust_policy:delete', '')
        }
        for (const policy of policies) tx.trustPolicies.delete(policy.id)
        tx.issuerKeySets.delete(id)
        tx.issuers.delete(id)
      })
      issuerKeys.forget(id)
    }),

    refreshKeys: issuers.refreshKeys.handler(async ({ input, context }) => {
      const issuer = requireIssuer(read, input.issuer)
      await issuerKeys.refresh(issuer)
      keepAfter(context, issuer)
      return toView(requireIssuer(read, issuer.id))
    }),
  }
}

type Context = AuthenticatedContext & { readonly progress?: { after?: object } }

/**
 * Whoever decides what an issuer's tokens are can act as every account that trusts it. The refusal
 * names none of them, for the caller may not see them.
 */
function requireNoGainByIssuer(tx: Transaction, caller: Subject, { id }: Issuer): void {
  const policies = tx.trustPolicies.list('issuer', id)
  for (const accountId of new Set(policies.map((policy) => policy.accountId))) {
    const after = toEnabledSubject(tx, { kind: 'service_account', id: accountId })
    if (findGain({ caller, before: undefined, after })) throw gainByIssuer()
  }
}

function gainByIssuer(): AppError {
  return new AppError(
    'gain_not_allowed',
    'Accounts that hold more than you do trust this issuer, and this would let others act as them. Ask somebody who holds as much; you may still rename or disable it.',
  )
}

function requireFreeUrl(tx: Transaction, url: string): void {
  const known = tx.issuers.findBy('url', url)
  if (!known) return
  throw new AppError('name_taken', `${url} is registered already, as ${known.id}.`, {
    fields: [{ field: 'url', message: 'This issuer is registered already.' }],
  })
}

/** Names the accounts that stand in the way, as far as the caller may see them. */
function refuseInUse(
  tx: Transaction,
  policies: readonly TrustPolicy[],
  subject: Subject,
): AppError {
  const paths = policies
    .flatMap(({ accountId }) => tx.serviceAccounts.find(accountId)?.path ?? [])
    .filter((path) => decideAccess(subject, 'service_account:view', toParentPath(path)).allowed)
  return new AppError(
    'in_use',
    `${policies.length} trust policies rely on this issuer. With force they go too.`,
    {
      fields: [...new Set(paths)]
        .slice(0, LISTED)
        .map((path) => ({ field: 'force', message: `${path} relies on it.` })),
    },
  )
}

/** How many of the accounts that stand in the way are named. */
const LISTED = 20

function listNotes(pasted: string, issuer: Issuer): string[] {
  if (pasted === issuer.url) return []
  return [
    `The address of the discovery document was given; ${issuer.url} is registered. If that document names the issuer with a slash at its end, register it so.`,
  ]
}
