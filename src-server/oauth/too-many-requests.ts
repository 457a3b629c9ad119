import { OAuthError } from './oauth-error.ts'

/**
 * Refuses whoever has to wait: 429 with `Retry-After` (RFC 6585 §4). RFC 6749 has no error for it;
 * of its names `temporarily_unavailable` is the one that tells a client to come back.
 */
export function tooManyRequests(
  message: string,
  retryAfterSeconds: number,
  details: { readonly reason: string; readonly accountId?: string | undefined },
): OAuthError {
  return new OAuthError('temporarily_unavailable', message, { retryAfterSeconds, ...details })
}
