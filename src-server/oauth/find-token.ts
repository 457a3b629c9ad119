import type { Actor } from '#contract/common.ts'
import { findAccessTokenOwner, findNamedTokenOwner } from '#server/access/find-active-owner.ts'
import type { NamedToken } from '#server/domain/model.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import type { AccessTokenClaims } from '#server/keys/verify-access-token.ts'
import type { OAuthParts } from './context.ts'

/** A token of ours that is good at this moment, and whose it is. */
export type LiveToken = { readonly owner: Actor } & (
  | { readonly kind: 'access_token'; readonly claims: AccessTokenClaims }
  | { readonly kind: 'named_token'; readonly token: NamedToken }
)

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
  const owner = claims && findAccessTokenOwner(store.read, claims)
  return claims && owner && { kind: 'access_token', claims, owner }
}

function findNamedToken(
  value: string,
  id: string,
  { store: { read }, keys, now }: Pick<OAuthParts, 'store' | 'keys' | 'now'>,
): LiveToken | undefined {
  const token = read.namedTokens.find(id)
  const fits = keys.hasher.verify(value, token?.hash)
  if (!token || !fits || token.intent !== 'api') return undefined
  const owner = findNamedTokenOwner(read, token, now())
  return owner && { kind: 'named_token', token, owner }
}
