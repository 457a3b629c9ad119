import type { HttpAnswer } from './http-answer.ts'
import type { TestServer } from './start-test-server.ts'

type Fields = Readonly<Record<string, string>>

export const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:'
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Exchanges an outside token at the token endpoint (RFC 8693). */
export function exchange(
  server: Pick<TestServer, 'token'>,
  outsideToken: string,
  more: Fields = {},
): Promise<HttpAnswer> {
  return server.token({
    grant_type: TOKEN_EXCHANGE,
    subject_token: outsideToken,
    subject_token_type: `${TOKEN_TYPE}jwt`,
    ...more,
  })
}

/** Shows an outside token as an assertion (RFC 7523). */
export function bear(
  server: Pick<TestServer, 'token'>,
  outsideToken: string,
  more: Fields = {},
): Promise<HttpAnswer> {
  return server.token({ grant_type: JWT_BEARER, assertion: outsideToken, ...more })
}
