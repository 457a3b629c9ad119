import { type HttpAnswer, toAnswer } from './http-answer.ts'
import type { TestServer } from './start-test-server.ts'

/** Parameters besides those that show the token; as pairs, one may come twice. */
type More = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:'
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Exchanges an outside token at the token endpoint (RFC 8693). */
export function exchange(
  server: Pick<TestServer, 'token'>,
  outsideToken: string,
  more: More = {},
): Promise<HttpAnswer> {
  const shown = { subject_token: outsideToken, subject_token_type: `${TOKEN_TYPE}jwt` }
  return server.token(toForm({ grant_type: TOKEN_EXCHANGE, ...shown }, more))
}

/** Shows an outside token as an assertion (RFC 7523). */
export function bear(
  server: Pick<TestServer, 'token'>,
  outsideToken: string,
  more: More = {},
): Promise<HttpAnswer> {
  return server.token(toForm({ grant_type: JWT_BEARER, assertion: outsideToken }, more))
}

/** Shows an outside token at the login call that Tharsis has. */
export async function login(
  server: Pick<TestServer, 'url'>,
  outsideToken: string,
  accountPath: string,
): Promise<HttpAnswer> {
  const response = await fetch(`${server.url}/v1/serviceaccounts/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service_account_path: accountPath, token: outsideToken }),
  })
  return toAnswer(response)
}

function toForm(shown: Readonly<Record<string, string>>, more: More): string {
  const pairs = Symbol.iterator in more ? [...more] : Object.entries(more)
  return new URLSearchParams(
    [...Object.entries(shown), ...pairs].map(([name, value]) => [name, value]),
  ).toString()
}
