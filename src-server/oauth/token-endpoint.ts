import type { OAuthParts, OAuthRequest, OAuthResponse } from './context.ts'
import { toErrorResponse } from './error-response.ts'
import { grantClientCredentials } from './grants/client-credentials.ts'
import type { Grant, Granted } from './grants/grant.ts'
import { grantJwtBearer } from './grants/jwt-bearer.ts'
import { grantTokenExchange } from './grants/token-exchange.ts'
import { noStore } from './no-store.ts'
import { OAuthError } from './oauth-error.ts'
import { runGrant } from './run-grant.ts'

/** Every grant type that the token endpoint knows. */
export const grants: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ['client_credentials', grantClientCredentials],
  ['urn:ietf:params:oauth:grant-type:token-exchange', grantTokenExchange],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', grantJwtBearer],
])

export type TokenEndpoint = (request: OAuthRequest) => Promise<OAuthResponse>

/** Makes the token endpoint (RFC 6749 §3.2). */
export function createTokenEndpoint(parts: OAuthParts): TokenEndpoint {
  return async (request) => {
    try {
      return toTokenResponse(await runGrant(findGrant, request, parts))
    } catch (error) {
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
function toTokenResponse({ token, issuedTokenType }: Granted): OAuthResponse {
  return {
    status: 200,
    headers: noStore,
    body: {
      access_token: token.accessToken,
      token_type: token.tokenType,
      expires_in: token.expiresInSeconds,
      // What is undefined is left out of JSON.
      scope: token.scope,
      issued_token_type: issuedTokenType,
    },
  }
}
