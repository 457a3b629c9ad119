import type { OAuthRequest } from '#server/oauth/context.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import {
  type AuthenticatedClient,
  authenticateClient,
  type ClientParts,
} from './authenticate-client.ts'

/** Authenticates the client of a request; throws `invalid_client` also when it sent no credentials. */
export async function requireClient(
  request: OAuthRequest,
  parts: ClientParts,
): Promise<AuthenticatedClient> {
  const client = await authenticateClient(request, parts)
  if (client) return client
  throw new OAuthError('invalid_client', 'Client authentication is required.', {
    reason: 'no_client_authentication',
  })
}
