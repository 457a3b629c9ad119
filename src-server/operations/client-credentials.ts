import type { Actor } from '#contract/common.ts'
import type { IssuedSecret } from '#contract/service-accounts.ts'
import { requireAccount } from '#server/access/find.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import { createClientSecret } from './client-secrets.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { changedBy } from './history.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { requireEditable, requireMethod } from './service-accounts.ts'

/** Implements the operations on client credentials. */
export function implementClientCredentials({ clientCredentials }: Chain, parts: OperationParts) {
  const { store } = parts
  return {
    enable: clientCredentials.enable.handler(({ input, context }) =>
      store.change((tx) => {
        const account = requireEditable(requireAccount(tx, input.account))
        if (account.clientCredentialsEnabled) throw alreadyEnabled()
        return replaceSecrets(tx, parts, account, input.expiresAt, context)
      }),
    ),

    reset: clientCredentials.reset.handler(({ input, context }) =>
      store.change((tx) => {
        const account = requireEnabled(requireAccount(tx, input.account))
        return replaceSecrets(tx, parts, account, input.expiresAt, context)
      }),
    ),

    disable: clientCredentials.disable.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const account = requireEnabled(requireAccount(tx, input.account))
        requireMethod({
          clientCredentials: false,
          trustPolicies: tx.trustPolicies.count('account', account.id),
          publicKeys: tx.publicKeys.count('account', account.id),
        })
        deleteSecrets(tx, account)
        putEnabled(tx, account, { enabled: false, actor: context.principal.actor, at: parts.now() })
      })
    }),
  }
}

/** The old secrets are gone with the same change that brings the new one. */
function replaceSecrets(
  tx: Transaction,
  parts: OperationParts,
  account: ServiceAccount,
  expiresAt: string | undefined,
  { subject, principal: { actor } }: Pick<AuthenticatedContext, 'subject' | 'principal'>,
): IssuedSecret {
  requireNoGainByCredential(tx, subject, { kind: 'service_account', id: account.id })
  const secret = createClientSecret(parts, account.id, { expiresAt, field: 'expiresAt', actor })
  deleteSecrets(tx, account)
  tx.clientSecrets.put(secret.record)
  putEnabled(tx, account, { enabled: true, actor, at: parts.now() })
  return secret.issued
}

function deleteSecrets(tx: Transaction, account: ServiceAccount): void {
  for (const secret of tx.clientSecrets.list('account', account.id)) {
    tx.clientSecrets.delete(secret.id)
    tx.usages.delete(secret.id)
  }
}

function putEnabled(
  tx: Transaction,
  account: ServiceAccount,
  change: { readonly enabled: boolean; readonly actor: Actor; readonly at: number },
): void {
  tx.serviceAccounts.put({
    ...account,
    clientCredentialsEnabled: change.enabled,
    ...changedBy(account, change.actor, change.at),
  })
}

function requireEnabled(account: ServiceAccount): ServiceAccount {
  if (account.clientCredentialsEnabled) return account
  throw new AppError(
    'not_enabled',
    'Client credentials are not enabled for this account. Enable them first.',
  )
}

function alreadyEnabled(): AppError {
  return new AppError(
    'already_enabled',
    'Client credentials are enabled already. Reset them to get a new secret.',
  )
}
