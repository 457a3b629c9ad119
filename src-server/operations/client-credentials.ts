import type { Actor } from '#contract/common.ts'
import type { IssuedSecret, SecretOverlap } from '#contract/service-accounts.ts'
import { notFound, requireAccount } from '#server/access/find.ts'
import type { ClientSecret, ServiceAccount } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'
import type { Transaction } from '#server/store/collections.ts'
import { requireMethod } from './account-methods.ts'
import type { Chain } from './chain.ts'
import { createClientSecret } from './client-secrets.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { atOneInstant, changedBy } from './history.ts'
import { requireNoGainByCredential } from './require-no-gain.ts'
import { requireEditable } from './service-accounts.ts'

type Caller = Pick<AuthenticatedContext, 'subject' | 'principal'>

/** Implements the operations on client credentials. */
export function implementClientCredentials({ clientCredentials }: Chain, parts: OperationParts) {
  const { store } = parts
  return {
    enable: clientCredentials.enable.handler(({ input, context }) =>
      store.change((tx) => {
        const account = requireEditable(requireAccount(tx, input.account))
        if (account.clientCredentialsEnabled) throw alreadyEnabled()
        return replaceSecrets(tx, atOneInstant(parts), account, input.expiresAt, context)
      }),
    ),

    reset: clientCredentials.reset.handler(({ input, context }) =>
      store.change((tx) => {
        const account = requireEnabled(requireAccount(tx, input.account))
        return replaceSecrets(tx, atOneInstant(parts), account, input.expiresAt, context)
      }),
    ),

    rotate: clientCredentials.rotate.handler(({ input, context }) =>
      store.change((tx) => {
        const account = requireEnabled(requireAccount(tx, input.account))
        return addSecret(tx, atOneInstant(parts), { ...input, account }, context)
      }),
    ),

    deleteSecret: clientCredentials.deleteSecret.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const account = requireEnabled(requireAccount(tx, input.account))
        const { actor } = context.principal
        endSecret(tx, account, input.secret, { actor, at: parts.now() })
      })
    }),

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
  { subject, principal: { actor } }: Caller,
): IssuedSecret {
  requireNoGainByCredential(tx, subject, { kind: 'service_account', id: account.id })
  const secret = createClientSecret(parts, account.id, { expiresAt, field: 'expiresAt', actor })
  deleteSecrets(tx, account)
  tx.clientSecrets.put(secret.record)
  putEnabled(tx, account, { enabled: true, actor, at: parts.now() })
  return secret.issued
}

const HOUR_MS = 3_600_000
const overlaps = {
  PT1H: HOUR_MS,
  PT24H: 24 * HOUR_MS,
  P7D: 168 * HOUR_MS,
} as const satisfies Record<SecretOverlap, number>

interface Rotation {
  readonly account: ServiceAccount
  readonly expiresAt?: string | undefined
  readonly overlap: SecretOverlap
}

/** The old secret goes on for the overlap, but never beyond the expiry that it had. */
function addSecret(
  tx: Transaction,
  parts: OperationParts,
  { account, expiresAt, overlap }: Rotation,
  { subject, principal: { actor } }: Caller,
): IssuedSecret {
  requireNoGainByCredential(tx, subject, { kind: 'service_account', id: account.id })
  const at = parts.now()
  const [old, ...others] = keepLive(tx, account, at)
  if (others.length > 0) throw twoLive()
  const secret = createClientSecret(parts, account.id, { expiresAt, field: 'expiresAt', actor })
  if (old) {
    tx.clientSecrets.put({ ...old, expiresAt: Math.min(old.expiresAt, at + overlaps[overlap]) })
  }
  tx.clientSecrets.put(secret.record)
  putEnabled(tx, account, { enabled: true, actor, at })
  return secret.issued
}

/** Somebody who ends an old secret must not by a slip end the last one that works. */
function endSecret(
  tx: Transaction,
  account: ServiceAccount,
  id: string,
  change: { readonly actor: Actor; readonly at: number },
): void {
  const secrets = tx.clientSecrets.list('account', account.id)
  const secret = secrets.find((each) => each.id === id)
  if (!secret) throw notFound('client secret', id)
  const isLeft = secrets.some((each) => each !== secret && change.at < each.expiresAt)
  if (!isLeft) throw lastSecret()
  deleteSecret(tx, secret)
  putEnabled(tx, account, { enabled: true, ...change })
}

/** Gives the secrets that still work and forgets those that do not. */
function keepLive(tx: Transaction, account: ServiceAccount, now: number): readonly ClientSecret[] {
  const secrets = tx.clientSecrets.list('account', account.id)
  for (const secret of secrets) if (now >= secret.expiresAt) deleteSecret(tx, secret)
  return secrets.filter(({ expiresAt }) => now < expiresAt)
}

function deleteSecret(tx: Transaction, { id }: ClientSecret): void {
  tx.clientSecrets.delete(id)
  tx.usages.delete(id)
}

function deleteSecrets(tx: Transaction, account: ServiceAccount): void {
  for (const secret of tx.clientSecrets.list('account', account.id)) deleteSecret(tx, secret)
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

function twoLive(): AppError {
  return new AppError(
    'limit_reached',
    'Two secrets are live already. Wait until the older one ends, or reset to end both at once.',
  )
}

function lastSecret(): AppError {
  return new AppError(
    'in_use',
    'No other secret of this account works. Reset it to replace it, or disable client credentials.',
  )
}

function alreadyEnabled(): AppError {
  return new AppError(
    'already_enabled',
    'Client credentials are enabled already. Reset them to get a new secret.',
  )
}
