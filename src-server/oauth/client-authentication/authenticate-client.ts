import type { ClientSecret, ServiceAccount } from '#server/domain/model.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { type ClientCredentials, readClientCredentials } from './read-client-credentials.ts'

export interface AuthenticatedClient {
  readonly account: ServiceAccount
  readonly secret: ClientSecret
}

/**
 * Authenticates the client of a request by its secret; undefined when it sent no credentials.
 * Throws `invalid_client`, alike for every reason and at the same cost.
 */
export function authenticateClient(
  request: OAuthRequest,
  parts: Pick<OAuthParts, 'store' | 'keys' | 'now'>,
): AuthenticatedClient | undefined {
  const credentials = readClientCredentials(request)
  if (!credentials) return undefined
  const account = parts.store.read.serviceAccounts.find(credentials.clientId)
  const secret = findSecret(credentials, parts)
  const fits = parts.keys.hasher.verify(credentials.clientSecret, secret?.hash)
  const fault = findFault(account, fits ? secret : undefined, parts.now())
  if (account && secret && !fault) return { account, secret }
  throw new OAuthError('invalid_client', 'Client authentication failed.', {
    reason: fault ?? 'unknown_client',
    accountId: account?.id,
  })
}

/** The public part of the secret finds its record, so verifying costs one hash however many there are. */
function findSecret(
  { clientSecret }: ClientCredentials,
  { store }: Pick<OAuthParts, 'store'>,
): ClientSecret | undefined {
  const parsed = parseSecret(clientSecret)
  if (parsed?.prefix !== 'dwcs') return undefined
  return store.read.clientSecrets.find(`sec_${parsed.publicId}`)
}

function findFault(
  account: ServiceAccount | undefined,
  secret: ClientSecret | undefined,
  now: number,
): string | undefined {
  if (!account) return 'unknown_client'
  if (!secret || secret.accountId !== account.id) return 'wrong_secret'
  if (!account.clientCredentialsEnabled) return 'client_credentials_disabled'
  if (now >= secret.expiresAt) return 'secret_expired'
  if (account.disabled) return 'account_disabled'
  return undefined
}
