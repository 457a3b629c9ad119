import type { Permission } from '#contract/permissions.ts'
import type { CreatedServiceAccount } from '#contract/service-accounts.ts'
import { requireAccount, requireGroup, requireRole } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { toChildPath, toParentPath } from '#server/domain/paths.ts'
import { roleDeployer } from '#server/domain/roles.ts'
import {
  defaultTokenSettings,
  isWiderThan,
  mergeTokenSettings,
  type TokenSettingsChange,
} from '#server/domain/token-settings.ts'
import { AppError } from '#server/errors.ts'
import { ROOT, type Transaction } from '#server/store/collections.ts'
import { listAccounts } from './account-lists.ts'
import { requireMethod } from './account-methods.ts'
import { missingPermission } from './authorize.ts'
import type { Chain } from './chain.ts'
import { createClientSecret } from './client-secrets.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { deleteAccount } from './delete-account.ts'
import { createGroup } from './groups.ts'
import { atOneInstant, begunBy, changedBy, requireVersion } from './history.ts'
import { addMembership, requireOwnersStay } from './memberships.ts'
import { requireFreePath } from './namespaces.ts'
import { putTrustPolicies } from './put-trust-policies.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { findSettings } from './settings.ts'
import { toAccountView } from './views.ts'
import { requireSeenNamespace } from './visible-principal.ts'

type Caller = Pick<AuthenticatedContext, 'subject' | 'principal'>

/** Implements the operations on service accounts. */
export function implementServiceAccounts({ serviceAccounts }: Chain, parts: OperationParts) {
  const { store, now } = parts
  const { read } = store
  const toView = (account: ServiceAccount) => toAccountView(read, account)

  return {
    list: serviceAccounts.list.handler(({ input, context: { subject } }) =>
      listAccounts(read, subject, input, now()),
    ),

    create: serviceAccounts.create.handler(async ({ input, context }) => {
      const wantsSecret = input.clientCredentials?.enabled ?? false
      requireMethod({
        clientCredentials: wantsSecret,
        trustPolicies: input.trustPolicies.length,
        publicKeys: 0,
      })
      const moment = atOneInstant(parts)
      const { account, issued } = await store.change((tx) => {
        const record = putAccount(tx, moment, input, context)
        const home = toParentPath(record.path)
        if (wantsSecret) requirePermission(context.subject, 'client_credential:create', home)
        if (input.trustPolicies.length > 0) {
          requirePermission(context.subject, 'trust_policy:create', home)
        }
        putTrustPolicies(tx, moment, record.id, input.trustPolicies, context)
        if (input.createGroup) putOwnGroup(tx, moment, record, context)
        if (input.membership) putFirstRole(tx, moment, record, input.membership, context)
        const secret = wantsSecret
          ? createClientSecret(moment, record.id, {
              expiresAt: input.clientCredentials?.expiresAt,
              field: 'clientCredentials.expiresAt',
              actor: context.principal.actor,
            })
          : undefined
        if (secret) tx.clientSecrets.put(secret.record)
        return { account: record, issued: secret?.issued }
      })
      const view: CreatedServiceAccount = toView(account)
      if (!issued) return view
      return { ...view, clientCredentials: { ...view.clientCredentials, ...issued } }
    }),

    get: serviceAccounts.get.handler(({ input }) => toView(requireAccount(read, input.account))),

    update: serviceAccounts.update.handler(async ({ input, context }) => {
      const { actor } = context.principal
      const account = await store.change((tx) => {
        const current = requireEditable(requireAccount(tx, input.account))
        requireVersion(current, input.version)
        const record: ServiceAccount = {
          ...current,
          description: input.description ?? current.description,
          labels: input.labels ?? current.labels,
          tokenSettings: changeTokenSettings(tx, current, input.tokenSettings, context.subject),
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
      const account = await store.change((tx) => {
        const { id } = requireAccount(tx, input.account)
        requireNoGainByCredential(tx, context.subject, { kind: 'service_account', id })
        return putDisabled(tx, id, change)
      })
      return toView(account)
    }),

    delete: serviceAccounts.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const account = requireEditable(requireAccount(tx, input.account))
        requireOwnersStay(tx, tx.memberships.list('principal', account.id))
        deleteAccount(tx, account)
      })
    }),
  }
}

/** What makes the account's credentials worth more needs, like a new credential, all that it holds. */
function changeTokenSettings(
  tx: Transaction,
  { id, tokenSettings }: ServiceAccount,
  change: TokenSettingsChange | undefined,
  caller: Subject,
): ServiceAccount['tokenSettings'] {
  const changed = mergeTokenSettings(tokenSettings, change)
  if (isWiderThan(changed, tokenSettings, findSettings(tx).accessTokenLifetimeSeconds)) {
    requireNoGainByCredential(tx, caller, { kind: 'service_account', id })
  }
  return changed
}

/** Accounts that come with Doorward, or are Doorward itself, cannot be changed; throws `read_only`. */
export function requireEditable(account: ServiceAccount): ServiceAccount {
  if (account.kind === 'group' || account.kind === 'system') return account
  throw new AppError('read_only', `"${account.path}" comes with Doorward and cannot be changed.`)
}

export interface NewAccount {
  readonly group?: string | undefined
  readonly name: string
  readonly description: string
  readonly labels: Readonly<Record<string, string>>
  readonly clientCredentials?: { readonly enabled: boolean } | undefined
  readonly tokenSettings?: TokenSettingsChange | undefined
}

/** Puts a new account under its group, or at the root. */
export function putAccount(
  tx: Transaction,
  parts: OperationParts,
  input: NewAccount,
  { principal }: Pick<Caller, 'principal'>,
): ServiceAccount {
  const group = input.group ? requireGroup(tx, input.group) : undefined
  const path = toChildPath(group?.path ?? ROOT, input.name)
  requireFreePath(tx.serviceAccounts.findBy('path', path), path)
  const record: ServiceAccount = {
    id: parts.newId('sa'),
    kind: group ? 'group' : 'system',
    path,
    name: input.name,
    groupId: group?.id ?? null,
    description: input.description,
    labels: input.labels,
    disabled: false,
    clientCredentialsEnabled: input.clientCredentials?.enabled ?? false,
    tokenSettings: mergeTokenSettings(defaultTokenSettings, input.tokenSettings),
    ...begunBy(principal.actor, parts.now()),
  }
  tx.serviceAccounts.put(record)
  return record
}

function putFirstRole(
  tx: Transaction,
  parts: OperationParts,
  account: ServiceAccount,
  first: { readonly namespace: string; readonly role: string },
  { subject, principal }: Caller,
): void {
  const namespace = requireSeenNamespace(tx, subject, first.namespace)
  requirePermission(subject, 'member:create', namespace.path)
  const role = requireRole(tx, first.role)
  const owner = { kind: 'service_account', id: account.id } as const
  addMembership(
    tx,
    parts,
    { principal: owner, namespace, role },
    { subject, actor: principal.actor },
  )
}

function putOwnGroup(
  tx: Transaction,
  parts: OperationParts,
  account: ServiceAccount,
  caller: Caller,
): void {
  const parent = account.groupId === null ? undefined : requireGroup(tx, account.groupId)
  if (parent) requirePermission(caller.subject, 'group:create', parent.path)
  if (parent) requirePermission(caller.subject, 'member:create', parent.path)
  const description = `Group of ${account.name}`
  const group = createGroup(
    tx,
    parts,
    { name: account.name, parent: parent?.id, description },
    caller,
  )
  const namespace = { kind: 'group', id: group.id, path: group.path } as const
  const principal = { kind: 'service_account', id: account.id } as const
  const { subject } = caller
  addMembership(
    tx,
    parts,
    { principal, namespace, role: roleDeployer },
    { subject, actor: caller.principal.actor },
  )
}

/** Throws `forbidden` when the subject lacks a permission that is needed besides the operation's own. */
export function requirePermission(
  subject: Subject,
  permission: Permission,
  namespace: string,
): void {
  if (decideAccess(subject, permission, namespace).allowed) return
  throw missingPermission(permission, namespace)
}

interface DisabledChange {
  readonly disabled: boolean
  readonly actor: ServiceAccount['updatedBy']
  readonly at: number
}

function putDisabled(tx: Transaction, reference: string, change: DisabledChange): ServiceAccount {
  const current = requireEditable(requireAccount(tx, reference))
  if (current.disabled === change.disabled) return current
  const record = {
    ...current,
    disabled: change.disabled,
    ...changedBy(current, change.actor, change.at),
  }
  tx.serviceAccounts.put(record)
  return record
}
