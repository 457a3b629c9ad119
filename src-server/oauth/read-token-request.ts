import type { ServiceAccount } from '#server/domain/model.ts'
import type { OAuthParts, OAuthRequest } from './context.ts'
import { readAudience } from './read-audience.ts'
import { readScope } from './read-scope.ts'

/** What a client asks of its token, whichever grant it comes by. */
export interface TokenRequest {
  readonly audience: readonly string[]
  readonly scope: string | undefined
}

/** Reads what a request asks of the token for an account that has proven itself; throws an `OAuthError`. */
export async function readTokenRequest(
  { form }: OAuthRequest,
  account: ServiceAccount,
  parts: OAuthParts,
): Promise<TokenRequest> {
  return {
    audience: readAudience(form, account, parts.issuer),
    scope: readScope(form, account, parts),
  }
}
