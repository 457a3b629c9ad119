import type { Actor } from '#contract/common.ts'
import type { NamedToken } from '#server/domain/model.ts'
import type { Reader } from './find.ts'

type OwnerReader = Pick<Reader, 'users' | 'serviceAccounts'>

/** Gives whoever a token belongs to, as long as they may act: not disabled, not gone, not Doorward itself. */
export function findActiveOwner(
  read: OwnerReader,
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

/** Gives the owner of a named token that may be used now; undefined once it has expired. */
export function findNamedTokenOwner(
  read: OwnerReader,
  token: NamedToken,
  now: number,
): Actor | undefined {
  if (token.expiresAt !== null && now >= token.expiresAt) return undefined
  return findActiveOwner(read, token.owner)
}

/** Gives the owner of a verified access token that may be used now; undefined once it was revoked. */
export function findAccessTokenOwner(
  read: OwnerReader & Pick<Reader, 'revokedTokens'>,
  claims: { readonly sub: string; readonly jti: string },
): Actor | undefined {
  if (read.revokedTokens.find(claims.jti)) return undefined
  return findActiveOwner(read, { kind: 'service_account', id: claims.sub })
}
