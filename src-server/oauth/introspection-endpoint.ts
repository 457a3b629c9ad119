import { findNamespacePath } from '#server/access/find.ts'
import { toSubject } from '#server/access/subjects.ts'
import { decideAccess } from '#server/domain/decide-access.ts'
import { toScope } from '#server/domain/decide-scope.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { requireClient } from './client-authentication/require-client.ts'
import type { OAuthParts, OAuthRequest, OAuthResponse } from './context.ts'
import { findLiveToken, type LiveToken } from './find-token.ts'
import { noStore } from './no-store.ts'
import { OAuthError } from './oauth-error.ts'

/**
 * Makes the introspection endpoint (RFC 7662): is this token good right now, and whose is it?
 * Throws an `OAuthError` for whoever may not ask.
 */
export function createIntrospectionEndpoint(parts: OAuthParts) {
  return async (request: OAuthRequest): Promise<OAuthResponse> => {
    const { account } = await requireClient(request, parts)
    const value = request.form.get('token')
    if (value === undefined) throw new OAuthError('invalid_request', 'token is missing.')
    const token = await findLiveToken(value, parts)
    const body = token && mayIntrospect(account, token, parts) ? describe(token, parts) : inactive
    return { status: 200, headers: noStore, body }
  }
}

/** Nothing more is said of a token that is not good, or not for this caller (RFC 7662 §2.2). */
const inactive = { active: false }

/** A client may look at its own tokens, and at others where it holds `token:introspect`. */
function mayIntrospect(client: ServiceAccount, token: LiveToken, parts: OAuthParts): boolean {
  const ownerId = token.owner.id
  if (ownerId === client.id) return true
  const { read } = parts.store
  const subject = toSubject(read, { kind: 'service_account', id: client.id })
  const home = toParentPath(read.serviceAccounts.find(ownerId)?.path ?? '')
  return decideAccess(subject, 'token:introspect', home).allowed
}

function describe(token: LiveToken, { issuer, store: { read } }: OAuthParts): object {
  if (token.kind === 'access_token') {
    const { claims } = token
    const token_type = claims.cnf ? 'DPoP' : 'Bearer'
    return { active: true, token_type, ...claims, username: token.owner.name }
  }
  const { token: named, owner } = token
  // A namespace that is gone still stands there, by its id: without it the token would look unlimited.
  const namespaces = named.namespaceIds?.map((id) => findNamespacePath(read, id) ?? id) ?? null
  const scope = toScope({ permissions: named.permissions, namespaces })
  return {
    active: true,
    token_type: 'Bearer',
    iss: issuer,
    sub: owner.id,
    client_id: owner.id,
    username: owner.name,
    aud: issuer,
    jti: named.id,
    iat: Math.floor(named.createdAt / 1000),
    ...(scope !== undefined && { scope }),
    ...(named.expiresAt !== null && { exp: Math.floor(named.expiresAt / 1000) }),
  }
}
