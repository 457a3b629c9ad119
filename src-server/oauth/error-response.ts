import { StorageError } from '#server/store/store-errors.ts'
import type { OAuthResponse } from './context.ts'
import { noStore } from './no-store.ts'
import { OAuthError, type OAuthErrorCode, oauthErrors } from './oauth-error.ts'

/** Answers a refusal as RFC 6749 §5.2 wants it; what we did not expect says nothing of itself. */
export function toErrorResponse(error: unknown): OAuthResponse {
  const [code, description] = describe(error)
  const wait = error instanceof OAuthError ? error.retryAfterSeconds : undefined
  return {
    status: wait === undefined ? oauthErrors[code] : 429,
    headers: { ...noStore, ...challengeFor(code), ...retryAfter(wait) },
    body: { error: code, error_description: description },
  }
}

function describe(error: unknown): readonly [OAuthErrorCode, string] {
  if (error instanceof OAuthError) return [error.code, error.message]
  // A disk that is full or broken may work again in a moment; nothing was granted or revoked.
  if (error instanceof StorageError) {
    return ['temporarily_unavailable', 'The server cannot store anything now; try again later.']
  }
  return ['server_error', 'Something went wrong on the server.']
}

/** A failed client authentication names the scheme that would do (RFC 6749 §5.2, RFC 9110 §11.6.1). */
function challengeFor(code: OAuthErrorCode): Record<string, string> {
  return code === 'invalid_client' ? { 'www-authenticate': 'Basic realm="doorward"' } : {}
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) }
}
