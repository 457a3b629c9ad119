import { listGrants } from '#server/access/subjects.ts'
import type { AuthenticationMethod, ServiceAccount } from '#server/domain/model.ts'
import type { OAuthParts } from './context.ts'

export interface IssueRequest {
  readonly account: ServiceAccount
  readonly authenticationMethod: AuthenticationMethod
  readonly audience: string
  /** The token lives no longer than this, however long the settings allow; milliseconds since 1970. */
  readonly notAfter?: number | undefined
  /** Claims about the outside token that was exchanged. */
  readonly actorClaims?: { readonly act_iss: string; readonly act_sub: string } | undefined
}

export interface IssuedToken {
  readonly accessToken: string
  readonly tokenId: string
  readonly expiresInSeconds: number
}

/** Issues an access token (RFC 9068) for an account; it lives for whole seconds, at least one. */
export async function issueAccessToken(
  { account, authenticationMethod, audience, notAfter, actorClaims }: IssueRequest,
  { store, keys, now, randomBytes, issuer, settings }: OAuthParts,
): Promise<IssuedToken> {
  const { accessTokenLifetimeSeconds, signingAlgorithm } = settings()
  const issuedAt = Math.floor(now() / 1000)
  const latest = notAfter === undefined ? Number.POSITIVE_INFINITY : Math.floor(notAfter / 1000)
  const expiresInSeconds = Math.min(accessTokenLifetimeSeconds, latest - issuedAt)
  const tokenId = Buffer.from(randomBytes(16)).toString('base64url')
  const accessToken = await keys.signerFor(signingAlgorithm).sign({
    iss: issuer,
    sub: account.id,
    client_id: account.id,
    aud: audience,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + expiresInSeconds,
    jti: tokenId,
    account_path: account.path,
    memberships: toMemberships(store, account),
    auth_method: authenticationMethod,
    ...actorClaims,
  })
  return { accessToken, tokenId, expiresInSeconds }
}

/** The roles of the account by namespace, for services that decide by the token alone. */
function toMemberships({ read }: OAuthParts['store'], { id }: ServiceAccount) {
  const grants = listGrants(read, { kind: 'service_account', id })
  return Object.fromEntries(grants.map((grant) => [grant.namespacePath, grant.role.name]))
}
