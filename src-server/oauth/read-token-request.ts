import type { ServiceAccount } from '#server/domain/model.ts'
import type { OAuthParts, OAuthRequest } from './context.ts'
import { readAudience } from './read-audience.ts'
import { readKeyBinding } from './read-key-binding.ts'
import { readScope } from './read-scope.ts'
import { requireSigner } from './require-signer.ts'

/** What a client asks of its token, whichever grant it comes by. */
export interface TokenRequest {
  readonly audience: readonly string[]
  readonly scope: string | undefined
  /** The key that the token is to be bound to, by its RFC 7638 thumbprint. */
  readonly keyThumbprint: string | undefined
}

/** Reads what a request asks of the token for an account that has proven itself; throws an `OAuthError`. */
export async function readTokenRequest(
  request: OAuthRequest,
  account: ServiceAccount,
  parts: OAuthParts,
): Promise<TokenRequest> {
  const audience = readAudience(request.form, account, parts.issuer)
  requireSigner(audience, parts)
  const scope = readScope(request.form, account, parts)
  // Last, because a proof is used up by it.
  const keyThumbprint = await readKeyBinding(request, account, parts)
  return { audience, scope, keyThumbprint }
}
