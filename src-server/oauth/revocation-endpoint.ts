import { requireClient } from './client-authentication/require-client.ts'
import type { OAuthParts, OAuthRequest, OAuthResponse } from './context.ts'
import { findLiveToken, type LiveToken } from './find-token.ts'
import { noStore } from './no-store.ts'
import { OAuthError } from './oauth-error.ts'

/**
 * Makes the revocation endpoint (RFC 7009): a client ends a token of its own before its time.
 * Throws an `OAuthError` when that is refused.
 */
export function createRevocationEndpoint(parts: OAuthParts) {
  return async (request: OAuthRequest): Promise<OAuthResponse> => {
    const { account } = await requireClient(request, parts)
    const value = request.form.get('token')
    if (value === undefined) throw new OAuthError('invalid_request', 'token is missing.')
    const token = await findLiveToken(value, parts)
    if (token) await revoke(token, account.id, request, parts)
    // A token that is not good any more is as good as revoked (RFC 7009 §2.2).
    return { status: 200, headers: noStore, body: {} }
  }
}

async function revoke(
  token: LiveToken,
  clientId: string,
  request: OAuthRequest,
  { store, audit, steadyNow }: OAuthParts,
): Promise<void> {
  if (token.owner.id !== clientId) {
    throw new OAuthError('invalid_grant', 'The token was issued to another client.', {
      reason: 'token_of_another_client',
      accountId: clientId,
    })
  }
  const id = token.kind === 'access_token' ? token.claims.jti : token.token.id
  await store.change((tx) => {
    if (token.kind === 'named_token') tx.namedTokens.delete(id)
    else tx.revokedTokens.put({ id, expiresAt: token.claims.exp * 1000 })
    // What has ended by itself need not be remembered any longer.
    for (const ended of tx.revokedTokens.list('all', 'all', { limit: 100 })) {
      if (ended.expiresAt < steadyNow()) tx.revokedTokens.delete(ended.id)
    }
  })
  audit.append({
    action: 'token.revoked',
    actor: token.owner,
    result: 'ok',
    target: { id },
    address: request.address,
    correlationId: request.correlationId,
  })
}
