import { requireClient } from '#server/oauth/client-authentication/require-client.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { issueAccessToken } from '#server/oauth/issue-access-token.ts'
import type { Granted } from './grant.ts'
import { requestedAudience, requireNoScope } from './requested-audience.ts'

/** The client credentials grant (RFC 6749 §4.4): the account proves itself by its secret. */
export async function grantClientCredentials(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  const client = requireClient(request, parts)
  requireNoScope(request.form)
  const audience = requestedAudience(request.form, parts.issuer)
  const authenticationMethod = 'client_secret'
  const token = await issueAccessToken(
    { account: client.account, authenticationMethod, audience },
    parts,
  )
  return {
    account: client.account,
    authenticationMethod,
    credentialId: client.secret.id,
    token,
    extra: {},
  }
}
