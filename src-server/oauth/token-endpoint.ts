import { noteUsage } from '#server/access/note-usage.ts'
import type { OAuthParts, OAuthRequest, OAuthResponse } from './context.ts'
import { toErrorResponse } from './error-response.ts'
import { grantClientCredentials } from './grants/client-credentials.ts'
import type { Grant, Granted } from './grants/grant.ts'
import { grantTokenExchange } from './grants/token-exchange.ts'
import { OAuthError } from './oauth-error.ts'

/** Every grant type that the token endpoint knows. */
export const grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['client_credentials', grantClientCredentials],
  ['urn:ietf:params:oauth:grant-type:token-exchange', grantTokenExchange],
])

export type TokenEndpoint = (request: OAuthRequest) => Promise<OAuthResponse>

/** Makes the token endpoint (RFC 6749 §3.2): whatever happens, one answer and one event. */
export function createTokenEndpoint(parts: OAuthParts): TokenEndpoint {
  return async (request) => {
    try {
      const granted = await findGrant(request)(request, parts)
      recordIssued(granted, request, parts)
      return toTokenResponse(granted)
    } catch (error) {
      recordRefused(error, request, parts)
      return toErrorResponse(error)
    }
  }
}

function findGrant({ form }: OAuthRequest): Grant {
  const grantType = form.get('grant_type')
  if (grantType === undefined) throw new OAuthError('invalid_request', 'grant_type is missing.')
  const grant = grants.get(grantType)
  if (grant) return grant
  throw new OAuthError('unsupported_grant_type', 'This grant_type is not supported.')
}

/** Answers a token; neither it nor the answer may be kept by a cache (RFC 6749 §5.1). */
function toTokenResponse({ token, extra }: Granted): OAuthResponse {
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
    body: {
      access_token: token.accessToken,
      token_type: 'Bearer',
      expires_in: token.expiresInSeconds,
      ...(token.scope !== undefined && { scope: token.scope }),
      ...extra,
    },
  }
}

function recordIssued(granted: Granted, request: OAuthRequest, parts: OAuthParts): void {
  const { account, authenticationMethod, credentialId, token } = granted
  parts.audit.append({
    action: 'token.issued',
    actor: { kind: 'service_account', id: account.id, name: account.path },
    result: 'ok',
    reason: authenticationMethod,
    target: { id: token.tokenId, path: credentialId },
    address: request.address,
    correlationId: request.correlationId,
  })
  const { address } = request
  noteUsage(
    [account.id, credentialId],
    { accountId: account.id, address, method: authenticationMethod },
    parts,
  )
}

function recordRefused(error: unknown, request: OAuthRequest, parts: OAuthParts): void {
  const { correlationId, address } = request
  const known = error instanceof OAuthError ? error : undefined
  if (!known) parts.logger.error({ err: error, correlationId }, 'token request failed')
  const account = known?.accountId
    ? parts.store.read.serviceAccounts.find(known.accountId)
    : undefined
  parts.audit.append({
    action: 'token.refused',
    actor: account
      ? { kind: 'service_account', id: account.id, name: account.path }
      : { kind: 'system', id: 'nobody', name: 'Unknown client' },
    result: known ? 'refused' : 'failed',
    reason: known?.reason ?? 'unexpected',
    address,
    correlationId,
  })
}
