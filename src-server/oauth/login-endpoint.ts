import { z } from 'zod'
import type { OAuthParts, OAuthRequest, OAuthResponse } from './context.ts'
import { toErrorResponse } from './error-response.ts'
import { exchangeOutsideToken } from './exchange/exchange-outside-token.ts'
import { findAccount } from './exchange/find-named-account.ts'
import type { Grant, Granted } from './grants/grant.ts'
import { noStore } from './no-store.ts'
import { OAuthError } from './oauth-error.ts'
import { runGrant } from './run-grant.ts'

/** A login call: what a request brought along, and its body as it was parsed from JSON. */
export interface LoginRequest extends OAuthRequest {
  readonly body: unknown
}

export type LoginEndpoint = (request: LoginRequest) => Promise<OAuthResponse>

/** How a login was written; the answer is written alike. */
type LoginForm = 'plain' | 'json_api'

const TYPE = 'service-account-token'
const Text = z.string().min(1)
const Plain = z.object({ service_account_path: Text, token: Text })
const JsonApi = z.object({
  data: z.object({ attributes: z.object({ 'service-account-path': Text, token: Text }) }),
})

/**
 * Makes the login call that clients written for Tharsis know: an account's path and an outside
 * token in, a token of ours out; as plain JSON or in the form of JSON:API.
 */
export function createLoginEndpoint(parts: OAuthParts): LoginEndpoint {
  return async (request) => {
    const form = isJsonApi(request.body) ? 'json_api' : 'plain'
    try {
      const granted = await runGrant(() => grantLogin(request.body), request, parts)
      return toAnswer(granted, form)
    } catch (error) {
      return toRefusal(error, form)
    }
  }
}

function grantLogin(body: unknown): Grant {
  return (request, parts) => {
    const { accountPath, token } = readLogin(body)
    const named = findAccount(accountPath, parts)
    return exchangeOutsideToken({ grant: 'login', outsideToken: token, named }, request, parts)
  }
}

function readLogin(body: unknown): { readonly accountPath: string; readonly token: string } {
  const jsonApi = JsonApi.safeParse(body)
  if (jsonApi.success) {
    const { 'service-account-path': accountPath, token } = jsonApi.data.data.attributes
    return { accountPath, token }
  }
  const plain = Plain.safeParse(body)
  if (plain.success) {
    return { accountPath: plain.data.service_account_path, token: plain.data.token }
  }
  throw new OAuthError(
    'invalid_request',
    'Send service_account_path and token as texts (in JSON:API: service-account-path and token).',
  )
}

function isJsonApi(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'data' in body
}

function toAnswer({ token }: Granted, form: LoginForm): OAuthResponse {
  if (form === 'plain') {
    const body = { token: token.accessToken, expires_in: token.expiresInSeconds }
    return { status: 200, headers: noStore, body }
  }
  const attributes = { token: token.accessToken, 'expires-in': token.expiresInSeconds }
  const data = { type: TYPE, id: token.tokenId, attributes }
  return { status: 201, headers: noStore, body: { data } }
}

/** The refusals of JSON:API are a list (JSON:API 1.1 §11); the plain ones look like OAuth's. */
function toRefusal(error: unknown, form: LoginForm): OAuthResponse {
  const response = toErrorResponse(error)
  if (form === 'plain') return response
  const { error: code, error_description: detail } = response.body as Record<string, string>
  const errors = [{ status: String(response.status), code, detail }]
  return { ...response, body: { errors } }
}
