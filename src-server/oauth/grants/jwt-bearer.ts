import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { exchangeOutsideToken } from '#server/oauth/exchange/exchange-outside-token.ts'
import { findNamedAccount } from '#server/oauth/exchange/find-named-account.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import type { Granted } from './grant.ts'

/** The jwt-bearer grant (RFC 7523 §2.1): a token of a trusted outside issuer as an assertion. */
export async function grantJwtBearer(request: OAuthRequest, parts: OAuthParts): Promise<Granted> {
  const outsideToken = request.form.get('assertion')
  if (outsideToken === undefined) throw new OAuthError('invalid_request', 'assertion is missing.')
  const named = await findNamedAccount(request, parts)
  return exchangeOutsideToken({ grant: 'jwt_bearer', outsideToken, named }, request, parts)
}
