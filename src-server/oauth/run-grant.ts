import { noteUsage } from '#server/access/note-usage.ts'
import type { OAuthParts, OAuthRequest } from './context.ts'
import type { Grant, Granted } from './grants/grant.ts'
import { OAuthError } from './oauth-error.ts'

/** Runs a grant: whatever happens, one event tells of it. */
export async function runGrant(
  findGrant: (request: OAuthRequest) => Grant,
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<Granted> {
  try {
    const granted = await findGrant(request)(request, parts)
    recordIssued(granted, request, parts)
    return granted
  } catch (error) {
    recordRefused(error, request, parts)
    throw error
  }
}

function recordIssued(granted: Granted, request: OAuthRequest, parts: OAuthParts): void {
  const { account, authenticationMethod, credentialId, token } = granted
  parts.audit.append({
    action: 'token.issued',
    actor: { kind: 'service_account', id: account.id, name: account.path },
    result: 'ok',
    reason: authenticationMethod,
    target: { id: token.tokenId, path: credentialId },
    address: request.address,
    correlationId: request.correlationId,
  })
  parts.requests.nameClient(request.correlationId, account.path)
  // Safe to count by: a grant was found by it. The login call has none.
  parts.tallies.issued.add(request.form.get('grant_type') ?? 'login', authenticationMethod)
  const { address } = request
  noteUsage(
    [account.id, credentialId],
    { accountId: account.id, address, method: authenticationMethod },
    parts,
  )
}

function recordRefused(error: unknown, request: OAuthRequest, parts: OAuthParts): void {
  const { correlationId, address } = request
  const known = error instanceof OAuthError ? error : undefined
  if (!known) parts.logger.error({ err: error, correlationId }, 'token request failed')
  const account = known?.accountId
    ? parts.store.read.serviceAccounts.find(known.accountId)
    : undefined
  if (account) parts.requests.nameClient(correlationId, account.path)
  parts.tallies.refused.add(known?.code ?? 'server_error', known?.reason ?? 'unexpected')
  parts.audit.append({
    action: 'token.refused',
    actor: account
      ? { kind: 'service_account', id: account.id, name: account.path }
      : { kind: 'system', id: 'nobody', name: 'Unknown client' },
    result: known ? 'refused' : 'failed',
    reason: known?.reason ?? 'unexpected',
    address,
    correlationId,
  })
}
