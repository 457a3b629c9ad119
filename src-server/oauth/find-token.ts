import { findActiveOwner } from '#server/access/find-active-owner.ts'
import type { NamedToken, ServiceAccount } from '#server/domain/model.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import type { AccessTokenClaims } from '#server/keys/verify-access-token.ts'
import type { OAuthParts } from './context.ts'

/** A token of ours that is good at this moment. */
export type LiveToken =
  | {
      readonly kind: 'access_token'
      readonly claims: AccessTokenClaims
      readonly account: ServiceAccount
    }
  | { readonly kind: 'named_token'; readonly token: NamedToken; readonly ownerName: string }

/** Finds the live token that a value is; undefined for everything else, whatever the reason. */
export async function findLiveToken(
  value: string,
  parts: Pick<OAuthParts, 'store' | 'keys' | 'now' | 'issuer'>,
): Promise<LiveToken | undefined> {
  const parsed = parseSecret(value)
  return parsed
    ? findNamedToken(value, `tok_${parsed.publicId}`, parts)
    : findAccessToken(value, parts)
}

async function findAccessToken(
  value: string,
  { store, keys, issuer }: Pick<OAuthParts, 'store' | 'keys' | 'issuer'>,
): Promise<LiveToken | undefined> {
  const claims = await keys.verifyAccessToken(value, { issuer })
  const account = claims && store.read.serviceAccounts.find(claims.sub)
  if (!claims || !account || account.disabled) return undefined
  if (store.read.revokedTokens.find(claims.jti)) return undefined
  return { kind: 'access_token', claims, account }
}

function findNamedToken(
  value: string,
  id: string,
  { store: { read }, keys, now }: Pick<OAuthParts, 'store' | 'keys' | 'now'>,
): LiveToken | undefined {
  const token = read.namedTokens.find(id)
  const fits = keys.hasher.verify(value, token?.hash)
  if (!token || !fits || token.intent !== 'api') return undefined
  if (token.expiresAt !== null && now() >= token.expiresAt) return undefined
  const owner = findActiveOwner(read, token.owner)
  return owner && { kind: 'named_token', token, ownerName: owner.name }
}
