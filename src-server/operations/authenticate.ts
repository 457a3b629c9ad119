import type { FailureCounts } from '#server/access/failure-counts.ts'
import { findNamespacePath } from '#server/access/find.ts'
import { findAccessTokenOwner, findNamedTokenOwner } from '#server/access/find-active-owner.ts'
import { noteUsage } from '#server/access/note-usage.ts'
import type { Principal, Restriction } from '#server/domain/decide-access.ts'
import { toScopeRestriction } from '#server/domain/decide-scope.ts'
import type { NamedToken } from '#server/domain/model.ts'
import { expandPermissions } from '#server/domain/roles.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import { AppError } from '#server/errors.ts'
import type { Keys } from '#server/keys/keys.ts'
import type { AccessTokenClaims } from '#server/keys/verify-access-token.ts'
import type { VerifyDpopProof } from '#server/keys/verify-dpop-proof.ts'
import type { Logger } from '#server/logger.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { toAdministrator } from './administrator.ts'
import { beginAttempt } from './begin-attempt.ts'
import type { Caller } from './context.ts'

export interface AuthenticateParts {
  readonly store: DoorwardStore
  readonly keys: Pick<Keys, 'hasher' | 'verifyAccessToken'>
  readonly verifyDpopProof: VerifyDpopProof
  readonly failures: FailureCounts
  readonly now: () => number
  readonly logger: Logger
  readonly server: { readonly issuer: string }
}

/**
 * Finds out who is calling; throws `unauthenticated`, alike for every reason, and
 * `too_many_failures` where the same was tried wrong too often.
 */
export async function authenticate(
  caller: Caller,
  parts: AuthenticateParts,
  address = '',
): Promise<Principal> {
  const attempt = beginAttempt(caller, address, parts)
  const principal = await identify(caller, parts)
  if (principal) {
    attempt.succeed()
    noteTokenUsage(principal, address, parts)
    return principal
  }
  attempt.fail()
  throw new AppError(
    'unauthenticated',
    caller.kind === 'nobody'
      ? 'Send a token as "Authorization: Bearer …", an app password as Basic, or sign in to the window.'
      : 'These credentials are not valid, or not any more.',
  )
}

/** Finds a caller that was let in before anew, or not any more; nothing is counted or noted. */
export async function findCallerAgain(
  caller: Caller,
  parts: AuthenticateParts,
): Promise<Principal | undefined> {
  if (caller.kind !== 'dpop') return identify(caller, parts)
  // Its proof was for the request that began all this, and is good only once.
  const claims = await verifyOwnToken(caller.token, parts)
  return claims && toAccountPrincipal(claims, parts)
}

function noteTokenUsage({ actor, tokenId }: Principal, address: string, parts: AuthenticateParts) {
  if (tokenId === undefined) return
  noteUsage([actor.id, tokenId], { accountId: actor.id, address, method: 'named_token' }, parts)
}

async function identify(caller: Caller, parts: AuthenticateParts): Promise<Principal | undefined> {
  if (caller.kind === 'known') return caller.principal
  if (caller.kind === 'session') return findTokenOwner(caller, 'browser_session', parts)
  if (caller.kind === 'basic') return identifyByPassword(caller, parts)
  if (caller.kind === 'nobody') return undefined
  if (caller.kind === 'dpop') return identifyByBoundToken(caller, parts)
  const parsed = parseSecret(caller.token)
  if (parsed?.prefix !== 'dwat') return identifyByAccessToken(caller.token, parts)
  return identifyByApiToken(caller.token, `tok_${parsed.publicId}`, parts)
}

function identifyByApiToken(
  value: string,
  id: string,
  parts: AuthenticateParts,
): Principal | undefined {
  const { bootstrapTokens, namedTokens } = parts.store.read
  const bootstrap = bootstrapTokens.find(id)
  const named = namedTokens.find(id)
  const fits = parts.keys.hasher.verify(value, bootstrap?.hash ?? named?.hash)
  if (!fits) return undefined
  if (bootstrap) return toAdministrator('bootstrap_token')
  return named?.intent === 'api' ? toTokenPrincipal(named, 'api_token', parts) : undefined
}

/** HTTP Basic: the path of the account (or a person's e-mail) and an app password. */
function identifyByPassword(
  { name, password }: Extract<Caller, { kind: 'basic' }>,
  parts: AuthenticateParts,
): Principal | undefined {
  const parsed = parseSecret(password)
  const token = parts.store.read.namedTokens.find(`tok_${parsed?.publicId}`)
  const fits = parts.keys.hasher.verify(password, token?.hash)
  if (!fits || token?.intent !== 'app_password') return undefined
  const principal = toTokenPrincipal(token, 'app_password', parts)
  return principal?.actor.name === name || principal?.actor.id === name ? principal : undefined
}

/** Finds whom a token belongs to, as long as both may be used and it has not got another value. */
function findTokenOwner(
  { tokenId, tokenHash }: Extract<Caller, { kind: 'session' }>,
  authenticatedBy: Principal['authenticatedBy'],
  parts: AuthenticateParts,
): Principal | undefined {
  const { bootstrapTokens, namedTokens } = parts.store.read
  if (bootstrapTokens.find(tokenId)?.hash === tokenHash) return toAdministrator(authenticatedBy)
  const token = namedTokens.find(tokenId)
  return token?.hash === tokenHash ? toTokenPrincipal(token, authenticatedBy, parts) : undefined
}

function toTokenPrincipal(
  token: NamedToken,
  authenticatedBy: Principal['authenticatedBy'],
  { store, now }: AuthenticateParts,
): Principal | undefined {
  const actor = findNamedTokenOwner(store.read, token, now())
  const restriction = toRestriction(store, token)
  return actor && { actor, authenticatedBy, restriction, tokenId: token.id }
}

/** A namespace that is gone allows nothing, rather than everything. */
export function toRestriction(
  { read }: Pick<DoorwardStore, 'read'>,
  { permissions, namespaceIds }: Pick<NamedToken, 'permissions' | 'namespaceIds'>,
): Restriction | undefined {
  if (permissions === null && namespaceIds === null) return undefined
  return {
    permissions: permissions === null ? null : expandPermissions(permissions),
    namespaces: namespaceIds?.flatMap((id) => findNamespacePath(read, id) ?? []) ?? null,
  }
}

/** An access token of ours that is bound to no key: whoever has a bound one must show the key as well. */
async function identifyByAccessToken(
  value: string,
  parts: AuthenticateParts,
): Promise<Principal | undefined> {
  const claims = await verifyOwnToken(value, parts)
  return claims && !claims.cnf ? toAccountPrincipal(claims, parts) : undefined
}

/** RFC 9449 §7.1: the token, a proof made for it and for this request, and one key for both. */
async function identifyByBoundToken(
  { token, proof }: Extract<Caller, { kind: 'dpop' }>,
  parts: AuthenticateParts,
): Promise<Principal | undefined> {
  const claims = await verifyOwnToken(token, parts)
  if (!claims?.cnf) return undefined
  const verification = await parts.verifyDpopProof(proof, token)
  if (verification.ok && verification.thumbprint === claims.cnf.jkt) {
    return toAccountPrincipal(claims, parts)
  }
  throw new AppError(
    'invalid_dpop_proof',
    'The DPoP proof does not fit: make a new one for each request, with the key, the method, the address and the token.',
  )
}

function verifyOwnToken(
  value: string,
  { keys, server: { issuer } }: AuthenticateParts,
): Promise<AccessTokenClaims | undefined> {
  return keys.verifyAccessToken(value, { issuer, audience: issuer })
}

/** The account lives, and nobody revoked the token. */
function toAccountPrincipal(
  claims: AccessTokenClaims,
  { store }: AuthenticateParts,
): Principal | undefined {
  const actor = findAccessTokenOwner(store.read, claims)
  const restriction = claims.scope === undefined ? undefined : toScopeRestriction(claims.scope)
  return actor && { actor, authenticatedBy: 'access_token', restriction }
}
