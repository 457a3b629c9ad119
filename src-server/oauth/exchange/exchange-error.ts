import type { ExchangeStage } from '#contract/trust.ts'
import type { ExchangeGrant } from '#server/domain/trust/attempt.ts'
import { OAuthError, type OAuthErrorCode } from '#server/oauth/oauth-error.ts'
import type { Refusal } from '#server/trust/judge-outside-token.ts'

/**
 * An outside token that is unacceptable is an invalid request in token exchange (RFC 8693 §2.2.2)
 * and an invalid grant where it is an assertion (RFC 7523 §3.1).
 */
const codes = {
  token_exchange: 'invalid_request',
  jwt_bearer: 'invalid_grant',
  login: 'invalid_grant',
} as const satisfies Record<ExchangeGrant, OAuthErrorCode>

/** What a caller may learn: where it failed, never what would have been right. */
const sentences = {
  malformed: 'The token is malformed.',
  issuer: 'The issuer of the token is not trusted.',
  signature: 'The signature of the token could not be verified.',
  expired: 'The token has expired.',
  not_yet_valid: 'The token is not valid yet.',
  too_old: 'The token is too old or lives too long.',
  audience: 'The token is meant for another audience.',
  claims: 'The claims of the token are not accepted.',
  replayed: 'The token was used already.',
  account: 'The service account is not available.',
  request: 'The token is accepted, but what is asked for is not.',
} as const satisfies Record<ExchangeStage, string>

/** Makes the refusal of an exchange: the stage, and the id under which an administrator finds the reason. */
export function toExchangeError(
  { stage, reason, account }: Refusal,
  grant: ExchangeGrant,
  correlationId: string,
): OAuthError {
  const message =
    reason === 'ambiguous_account'
      ? 'The token fits more than one service account; say which is meant, with client_id.'
      : sentences[stage]
  const hint = `An administrator finds the reason under ${correlationId}.`
  return new OAuthError(codes[grant], `${message} ${hint}`, { reason, accountId: account?.id })
}
