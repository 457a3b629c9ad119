import { requireClient } from '#server/oauth/client-authentication/require-client.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { issueAccessToken } from '#server/oauth/issue-access-token.ts'
import type { Granted } from './grant.ts'
import { requestedAudience, requireNoScope } from './requested-audience.ts'

/** The client credentials grant (RFC 6749 §4.4): the account proves itself by its secret or key. */
export async function grantClientCredentials(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  const client = await requireClient(request, parts)
  requireNoScope(request.form)
  const audience = requestedAudience(request.form, parts.issuer)
  const token = await issueAccessToken({ ...client, audience }, parts)
  return { ...client, token, extra: {} }
}
