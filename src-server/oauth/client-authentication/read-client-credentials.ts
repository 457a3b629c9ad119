import type { OAuthRequest } from '#server/oauth/context.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'

/** A client id and secret as they were sent. */
export interface SentSecret {
  readonly method: 'client_secret_basic' | 'client_secret_post'
  readonly clientId: string
  readonly clientSecret: string
}

/** A JWT by which a client says who it is. */
export interface SentAssertion {
  readonly method: 'private_key_jwt'
  /** Not needed, since the assertion names its client. */
  readonly clientId: string | undefined
  readonly assertion: string
}

export type ClientCredentials = SentSecret | SentAssertion

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Reads the client credentials of a request (RFC 6749 §2.3, RFC 7521 §4.2); undefined when there are
 * none. Throws `invalid_request` for two methods at once and `invalid_client` for what cannot be read.
 */
export function readClientCredentials(request: OAuthRequest): ClientCredentials | undefined {
  const { authorization, form } = request
  const isAsserted = hasAssertion(request)
  const clientSecret = form.get('client_secret')
  const sent = [authorization !== undefined, clientSecret !== undefined, isAsserted]
  if (sent.filter(Boolean).length > 1) throw twoMethods()

  if (isAsserted) return readAssertion(request)
  const clientId = form.get('client_id')
  if (authorization !== undefined) {
    const basic = readBasic(authorization)
    if (clientId !== undefined && clientId !== basic.clientId) throw twoMethods()
    return basic
  }
  if (clientSecret === undefined) return undefined
  if (clientId === undefined) throw new OAuthError('invalid_request', 'client_id is missing.')
  return { method: 'client_secret_post', clientId, clientSecret }
}

function hasAssertion({ form }: OAuthRequest): boolean {
  return (
    form.get('client_assertion') !== undefined || form.get('client_assertion_type') !== undefined
  )
}

function readAssertion({ form }: OAuthRequest): SentAssertion {
  const assertion = form.get('client_assertion')
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw unreadable('assertion_type')
  if (assertion === undefined) throw unreadable('assertion_missing')
  return { method: 'private_key_jwt', clientId: form.get('client_id'), assertion }
}

function readBasic(authorization: string): SentSecret {
  const match = /^basic +([\w+/-]+={0,2})$/i.exec(authorization)
  const text = match?.[1] === undefined ? '' : Buffer.from(match[1], 'base64').toString('utf8')
  // Only the first colon separates; both parts are form-encoded (RFC 6749 §2.3.1).
  const colon = text.indexOf(':')
  const clientId = decodePart(text.slice(0, Math.max(0, colon)))
  const clientSecret = decodePart(text.slice(colon + 1))
  if (colon < 1 || clientId === undefined || clientSecret === undefined) {
    throw unreadable('the Authorization header is not readable as Basic')
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

function twoMethods(): OAuthError {
  return new OAuthError('invalid_request', 'Use one method of client authentication, not two.')
}

function unreadable(reason: string): OAuthError {
  return new OAuthError('invalid_client', 'Client authentication failed.', { reason })
}
