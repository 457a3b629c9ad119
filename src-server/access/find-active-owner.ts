import type { Actor } from '#contract/common.ts'
import type { NamedToken } from '#server/domain/model.ts'
import type { Reader } from './find.ts'

/** Gives whoever a token belongs to, as long as they may act: not disabled, not gone, not Doorward itself. */
export function findActiveOwner(
  read: Pick<Reader, 'users' | 'serviceAccounts'>,
  { kind, id }: NamedToken['owner'],
): Actor | undefined {
  if (kind === 'user') {
    const user = read.users.find(id)
    return user && !user.disabled ? { kind, id, name: user.email } : undefined
  }
  const account = read.serviceAccounts.find(id)
  if (!account || account.disabled || account.kind === 'internal') return undefined
  return { kind, id, name: account.path }
}
