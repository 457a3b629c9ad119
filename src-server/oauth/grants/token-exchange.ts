import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { exchangeOutsideToken } from '#server/oauth/exchange/exchange-outside-token.ts'
import { findNamedAccount } from '#server/oauth/exchange/find-named-account.ts'
import type { Form } from '#server/oauth/form.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import type { Granted } from './grant.ts'

const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:'
const SUBJECT_TOKEN_TYPES = new Set([`${TOKEN_TYPE}jwt`, `${TOKEN_TYPE}id_token`])
const ISSUED_TOKEN_TYPE = `${TOKEN_TYPE}access_token`
const REQUESTED_TOKEN_TYPES = new Set([ISSUED_TOKEN_TYPE, `${TOKEN_TYPE}jwt`])

/** Token exchange (RFC 8693): a token of a trusted outside issuer in, an access token of ours out. */
export async function grantTokenExchange(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  const outsideToken = readSubjectToken(request.form)
  const named = await findNamedAccount(request, parts)
  const exchange = { grant: 'token_exchange', outsideToken, named } as const
  const granted = await exchangeOutsideToken(exchange, request, parts)
  const { account, authenticationMethod, credentialId, token } = granted
  const issuedTokenType = ISSUED_TOKEN_TYPE
  return { account, authenticationMethod, credentialId, token, issuedTokenType }
}

/** Checks the parameters of RFC 8693 §2.1 and gives the token to exchange. */
function readSubjectToken(form: Form): string {
  const subjectToken = form.get('subject_token')
  if (subjectToken === undefined)
    throw new OAuthError('invalid_request', 'subject_token is missing.')
  if (!SUBJECT_TOKEN_TYPES.has(form.get('subject_token_type') ?? '')) {
    throw new OAuthError('invalid_request', 'subject_token_type must be a jwt or id_token type.')
  }
  const requested = form.get('requested_token_type')
  if (requested !== undefined && !REQUESTED_TOKEN_TYPES.has(requested)) {
    throw new OAuthError('invalid_request', 'requested_token_type must be access_token.')
  }
  if (form.get('actor_token') !== undefined || form.get('actor_token_type') !== undefined) {
    throw new OAuthError('invalid_request', 'Actor tokens are not supported.')
  }
  return subjectToken
}
