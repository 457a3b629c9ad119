import type { OAuthRequest } from '#server/oauth/context.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'

/** A client id and secret as they were sent; by which method tells how to answer a failure. */
export interface ClientCredentials {
  readonly method: 'client_secret_basic' | 'client_secret_post'
  readonly clientId: string
  readonly clientSecret: string
}

/**
 * Reads the client credentials of a request (RFC 6749 §2.3); undefined when there are none. Throws
 * `invalid_request` for two methods at once and `invalid_client` for what cannot be read.
 */
export function readClientCredentials(request: OAuthRequest): ClientCredentials | undefined {
  const basic = request.authorization === undefined ? undefined : readBasic(request.authorization)
  const clientId = request.form.get('client_id')
  const clientSecret = request.form.get('client_secret')
  if (basic) {
    if (clientSecret !== undefined || (clientId !== undefined && clientId !== basic.clientId)) {
      throw new OAuthError('invalid_request', 'Use one method of client authentication, not two.')
    }
    return basic
  }
  if (clientSecret === undefined) return undefined
  if (clientId === undefined) throw new OAuthError('invalid_request', 'client_id is missing.')
  return { method: 'client_secret_post', clientId, clientSecret }
}

function readBasic(authorization: string): ClientCredentials {
  const match = /^basic +([\w+/-]+={0,2})$/i.exec(authorization)
  const text = match?.[1] === undefined ? '' : Buffer.from(match[1], 'base64').toString('utf8')
  // Only the first colon separates; both parts are form-encoded (RFC 6749 §2.3.1).
  const colon = text.indexOf(':')
  const clientId = decodePart(text.slice(0, Math.max(0, colon)))
  const clientSecret = decodePart(text.slice(colon + 1))
  if (colon < 1 || clientId === undefined || clientSecret === undefined) {
    throw new OAuthError('invalid_client', 'Client authentication failed.', {
      reason: 'the Authorization header is not readable as Basic',
    })
  }
  return { method: 'client_secret_basic', clientId, clientSecret }
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    // A malformed escape; the caller refuses it like any other unreadable header.
    return undefined
  }
}
