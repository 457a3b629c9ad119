import type { ServiceAccount } from '#server/domain/model.ts'
import type { Transaction } from '#server/store/collections.ts'
import { deleteTokensOf } from './tokens.ts'

/** Deletes an account with everything that lets it in; its access ends with this change. */
export function deleteAccount(tx: Transaction, account: ServiceAccount): void {
  const { id } = account
  for (const secret of tx.clientSecrets.list('account', id)) tx.clientSecrets.delete(secret.id)
  for (const policy of tx.trustPolicies.list('account', id)) tx.trustPolicies.delete(policy.id)
  for (const membership of tx.memberships.list('principal', id))
    tx.memberships.delete(membership.id)
  for (const usage of tx.usages.list('account', id)) tx.usages.delete(usage.id)
  for (const key of tx.publicKeys.list('account', id)) tx.publicKeys.delete(key.id)
  for (const lockout of tx.lockouts.list('account', id)) tx.lockouts.delete(lockout.id)
  deleteTokensOf(tx, id)
  const role = tx.roles.findBy('account', id)
  if (role) tx.roles.delete(role.id)
  tx.serviceAccounts.delete(id)
}
