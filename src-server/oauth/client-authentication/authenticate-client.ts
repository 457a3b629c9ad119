import type { AuthenticationMethod } from '#contract/common.ts'
import type { ClientSecret, ServiceAccount } from '#server/domain/model.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import { parseOutsideToken } from '#server/issuers/parse-outside-token.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { beginAttempt } from './begin-attempt.ts'
import {
  type ClientCredentials,
  readClientCredentials,
  type SentAssertion,
  type SentSecret,
} from './read-client-credentials.ts'
import { verifyClientAssertion } from './verify-client-assertion.ts'

export interface AuthenticatedClient {
  readonly account: ServiceAccount
  readonly authenticationMethod: Extract<AuthenticationMethod, 'client_secret' | 'private_key_jwt'>
  /** The secret or public key that it proved itself by. */
  readonly credentialId: string
}

export type ClientParts = Pick<
  OAuthParts,
  'store' | 'keys' | 'issuer' | 'now' | 'steadyNow' | 'lockouts'
>

/**
 * Authenticates the client of a request by its secret or its assertion; undefined when it sent no
 * credentials. Throws `invalid_client`, alike for every reason, and 429 during a lockout.
 */
export async function authenticateClient(
  request: OAuthRequest,
  parts: ClientParts,
): Promise<AuthenticatedClient | undefined> {
  const credentials = readClientCredentials(request)
  if (!credentials) return undefined
  const attempt = beginAttempt(toClaimedId(credentials), request, parts)
  try {
    const client =
      credentials.method === 'private_key_jwt'
        ? await verifyAssertion(credentials, parts)
        : verifySecret(credentials, parts)
    attempt.succeed()
    return client
  } catch (error) {
    attempt.fail(error)
    throw error
  }
}

async function verifyAssertion(
  sent: SentAssertion,
  parts: ClientParts,
): Promise<AuthenticatedClient> {
  const verdict = await verifyClientAssertion(sent, parts)
  if (!verdict.ok) throw refused(verdict.reason, verdict.accountId)
  const { account, key } = verdict
  return { account, authenticationMethod: 'private_key_jwt', credentialId: key.id }
}

/** An assertion names its client itself (RFC 7523 §3); what it repeats beside it decides nothing. */
function toClaimedId(credentials: ClientCredentials): string {
  if (credentials.method !== 'private_key_jwt') return credentials.clientId
  const issuer = parseOutsideToken(credentials.assertion)?.claims.iss
  return typeof issuer === 'string' ? issuer : (credentials.clientId ?? '')
}

/** Costs the same for every reason to refuse. */
function verifySecret(sent: SentSecret, parts: ClientParts): AuthenticatedClient {
  const account = parts.store.read.serviceAccounts.find(sent.clientId)
  const secret = findSecret(sent, parts)
  const fits = parts.keys.hasher.verify(sent.clientSecret, secret?.hash)
  const fault = findFault(account, fits ? secret : undefined, parts.now())
  if (!account || !secret || fault) throw refused(fault ?? 'unknown_client', account?.id)
  return { account, authenticationMethod: 'client_secret', credentialId: secret.id }
}

/** The public part of the secret finds its record, so verifying costs one hash however many there are. */
function findSecret(
  { clientSecret }: SentSecret,
  { store }: Pick<ClientParts, 'store'>,
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

function refused(reason: string, accountId: string | undefined): OAuthError {
  return new OAuthError('invalid_client', 'Client authentication failed.', { reason, accountId })
}
