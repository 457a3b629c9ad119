import { requireClient } from '#server/oauth/client-authentication/require-client.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { issueAccessToken } from '#server/oauth/issue-access-token.ts'
import { readTokenRequest } from '#server/oauth/read-token-request.ts'
import type { Granted } from './grant.ts'

/** The client credentials grant (RFC 6749 §4.4): the account proves itself by its secret or key. */
export async function grantClientCredentials(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  const { account, authenticationMethod, credentialId } = await requireClient(request, parts)
  const asked = await readTokenRequest(request, account, parts)
  // Written out, because V8 gives every object that is spread and added to a shape of its own.
  const issue = { account, asked, authenticationMethod, credentialId }
  const token = await issueAccessToken(issue, parts)
  return { account, authenticationMethod, credentialId, token, issuedTokenType: undefined }
}
