import type { AuthenticationMethod } from '#contract/common.ts'
import { findOwnMemberships } from '#server/access/own-memberships.ts'
import { listGrants } from '#server/access/subjects.ts'
import { toScopeRestriction } from '#server/domain/decide-scope.ts'
import { listMemberships } from '#server/domain/list-memberships.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import type { OAuthParts } from './context.ts'
import { OAuthError } from './oauth-error.ts'
import type { TokenRequest } from './read-token-request.ts'
import { requireSigner } from './require-signer.ts'

export interface IssueRequest {
  readonly account: ServiceAccount
  readonly asked: TokenRequest
  readonly authenticationMethod: AuthenticationMethod
  /** The secret, public key or trust policy that let the account in. */
  readonly credentialId: string
  /** The token lives no longer than this, however long the settings allow; milliseconds since 1970. */
  readonly notAfter?: number | undefined
  /** Claims about the outside token that was exchanged. */
  readonly actorClaims?: { readonly act_iss: string; readonly act_sub: string } | undefined
}

export interface IssuedToken {
  readonly accessToken: string
  readonly tokenId: string
  readonly expiresInSeconds: number
  readonly tokenType: 'Bearer' | 'DPoP'
  readonly scope: string | undefined
}

/**
 * Issues an access token (RFC 9068) for an account; it lives for whole seconds, at least one. Throws
 * `invalid_client` when the account or its credential ended after it had been let in.
 */
export async function issueAccessToken(
  request: IssueRequest,
  parts: OAuthParts,
): Promise<IssuedToken> {
  const { account, asked, authenticationMethod, notAfter, actorClaims } = request
  requireStillGood(request, parts)
  const { store, now, randomBytes, issuer, settings } = parts
  const { audience, scope, keyThumbprint } = asked
  const lifetimeSeconds =
    account.tokenSettings.accessTokenLifetimeSeconds ?? settings().accessTokenLifetimeSeconds
  const issuedAt = Math.floor(now() / 1000)
  const latest = notAfter === undefined ? Number.POSITIVE_INFINITY : Math.floor(notAfter / 1000)
  const expiresInSeconds = Math.min(lifetimeSeconds, latest - issuedAt)
  const tokenId = Buffer.from(randomBytes(16)).toString('base64url')
  // One shape for all tokens, for V8 is slow with objects of ever new ones; JSON leaves undefined out.
  const accessToken = await requireSigner(audience, parts).sign({
    iss: issuer,
    sub: account.id,
    client_id: account.id,
    aud: audience.length === 1 ? audience[0] : audience,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + expiresInSeconds,
    jti: tokenId,
    account_path: account.path,
    scope,
    cnf: keyThumbprint === undefined ? undefined : { jkt: keyThumbprint },
    memberships: toMemberships(store, account, scope),
    auth_method: authenticationMethod,
    act_iss: actorClaims?.act_iss,
    act_sub: actorClaims?.act_sub,
  })
  const tokenType = keyThumbprint === undefined ? 'Bearer' : 'DPoP'
  return { accessToken, tokenId, expiresInSeconds, tokenType, scope }
}

/** Others may have acted while a proof was verified or a single-use token was claimed. */
function requireStillGood(
  { account: { id }, credentialId }: IssueRequest,
  { store: { read } }: Pick<OAuthParts, 'store'>,
): void {
  const account = read.serviceAccounts.find(id)
  const hasCredential = [read.clientSecrets, read.publicKeys, read.trustPolicies].some(
    (credentials) => credentials.find(credentialId)?.accountId === id,
  )
  if (account && !account.disabled && hasCredential) return
  throw new OAuthError('invalid_client', 'Client authentication failed.', {
    reason: account?.disabled ? 'account_disabled' : 'credential_ended',
    accountId: account?.id,
  })
}

/** The roles of the account by namespace, for services that decide by the token alone. */
function toMemberships(
  { read }: OAuthParts['store'],
  account: ServiceAccount,
  scope: string | undefined,
) {
  if (scope === undefined) return findOwnMemberships(read, account)
  const grants = listGrants(read, { kind: 'service_account', id: account.id })
  return listMemberships(
    { grants, homePath: toParentPath(account.path) },
    toScopeRestriction(scope),
  )
}
