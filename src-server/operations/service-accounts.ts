import type { ServiceAccount } from '#server/domain/model.ts'
import { toChildPath } from '#server/domain/paths.ts'
import { AppError } from '#server/errors.ts'
import { ROOT, type Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import { createClientSecret } from './client-secrets.ts'
import type { OperationParts } from './context.ts'
import { requireAccount, requireGroup } from './find-target.ts'
import { requireFreePath } from './groups.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { toPage } from './pages.ts'
import { putTrustPolicies } from './trust-policies.ts'
import { toAccountView } from './views.ts'

/** Implements the operations on service accounts. */
export function implementServiceAccounts({ serviceAccounts }: Chain, parts: OperationParts) {
  const { store, now, newId } = parts
  const { read } = store
  const toView = (account: ServiceAccount) => toAccountView(read, account)

  return {
    list: serviceAccounts.list.handler(({ input }) => {
      const [index, key] =
        input.group === undefined
          ? (['all', 'all'] as const)
          : (['group', input.group === ROOT ? ROOT : requireGroup(read, input.group).id] as const)
      const listing = {
        read: (page: { after?: string; limit: number }) =>
          read.serviceAccounts.list(index, key, page),
        positionOf: (account: ServiceAccount) => account.path,
        textOf: (account: ServiceAccount) => `${account.path} ${account.description}`,
      }
      return toPage(input, listing, toView)
    }),

    create: serviceAccounts.create.handler(async ({ input, context }) => {
      const { actor } = context.principal
      const wantsSecret = input.clientCredentials?.enabled ?? false
      requireMethod(wantsSecret, input.trustPolicies.length)
      const { account, issued } = await store.change((tx) => {
        const group = input.group ? requireGroup(tx, input.group) : undefined
        const path = toChildPath(group?.path ?? ROOT, input.name)
        requireFreePath(tx.serviceAccounts.findBy('path', path), path)
        const record: ServiceAccount = {
          id: newId('sa'),
          path,
          name: input.name,
          groupId: group?.id ?? null,
          description: input.description,
          labels: input.labels,
          disabled: false,
          clientCredentialsEnabled: wantsSecret,
          ...begunBy(actor, now()),
        }
        tx.serviceAccounts.put(record)
        putTrustPolicies(tx, parts, record.id, input.trustPolicies, actor)
        const field = 'clientCredentials.expiresAt'
        const secret = wantsSecret
          ? createClientSecret(parts, record.id, {
              expiresAt: input.clientCredentials?.expiresAt,
              field,
              actor,
            })
          : undefined
        if (secret) tx.clientSecrets.put(secret.record)
        return { account: record, issued: secret?.issued }
      })
      const view = toView(account)
      if (!issued) return view
      return { ...view, clientCredentials: { ...view.clientCredentials, ...issued } }
    }),

    get: serviceAccounts.get.handler(({ input }) => toView(requireAccount(read, input.account))),

    update: serviceAccounts.update.handler(async ({ input, context }) => {
      const { actor } = context.principal
      const account = await store.change((tx) => {
        const current = requireAccount(tx, input.account)
        requireVersion(current, input.version)
        if (input.trustPolicies) {
          requireMethod(current.clientCredentialsEnabled, input.trustPolicies.length)
          putTrustPolicies(tx, parts, current.id, input.trustPolicies, actor)
        }
        const record: ServiceAccount = {
          ...current,
          description: input.description ?? current.description,
          labels: input.labels ?? current.labels,
          ...changedBy(current, actor, now()),
        }
        tx.serviceAccounts.put(record)
        return record
      })
      return toView(account)
    }),

    disable: serviceAccounts.disable.handler(async ({ input, context }) => {
      const change = { disabled: true, actor: context.principal.actor, at: now() }
      return toView(await store.change((tx) => putDisabled(tx, input.account, change)))
    }),

    enable: serviceAccounts.enable.handler(async ({ input, context }) => {
      const change = { disabled: false, actor: context.principal.actor, at: now() }
      return toView(await store.change((tx) => putDisabled(tx, input.account, change)))
    }),

    delete: serviceAccounts.delete.handler(async ({ input }) => {
      await store.change((tx) => deleteAccount(tx, requireAccount(tx, input.account)))
    }),
  }
}

/** An account that nobody could ever authenticate as is a mistake; throws `authentication_method_required`. */
export function requireMethod(hasClientCredentials: boolean, trustPolicyCount: number): void {
  if (hasClientCredentials || trustPolicyCount > 0) return
  throw new AppError(
    'authentication_method_required',
    'A service account needs at least one authentication method: client credentials or a trust policy.',
    { fields: [{ field: 'clientCredentials', message: 'Enable these or add a trust policy.' }] },
  )
}

interface DisabledChange {
  readonly disabled: boolean
  readonly actor: ServiceAccount['updatedBy']
  readonly at: number
}

function putDisabled(tx: Transaction, reference: string, change: DisabledChange): ServiceAccount {
  const current = requireAccount(tx, reference)
  if (current.disabled === change.disabled) return current
  const record = {
    ...current,
    disabled: change.disabled,
    ...changedBy(current, change.actor, change.at),
  }
  tx.serviceAccounts.put(record)
  return record
}

function deleteAccount(tx: Transaction, account: ServiceAccount): void {
  for (const secret of tx.clientSecrets.list('account', account.id))
    tx.clientSecrets.delete(secret.id)
  for (const policy of tx.trustPolicies.list('account', account.id))
    tx.trustPolicies.delete(policy.id)
  for (const usage of tx.usages.list('account', account.id)) tx.usages.delete(usage.id)
  tx.serviceAccounts.delete(account.id)
}
