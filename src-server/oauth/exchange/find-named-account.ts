import type { ServiceAccount } from '#server/domain/model.ts'
import { authenticateClient } from '#server/oauth/client-authentication/authenticate-client.ts'
import type { OAuthParts, OAuthRequest } from '#server/oauth/context.ts'

/** What a caller said about the account that it means. */
export type NamedAccount =
  | { readonly kind: 'found'; readonly account: ServiceAccount }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }

/**
 * Finds the account that a request names, by `client_id` (id or path) or by `audience` (id). The
 * outside token is the credential, but client authentication that is sent along must be right.
 */
export async function findNamedAccount(
  request: OAuthRequest,
  parts: OAuthParts,
): Promise<NamedAccount> {
  const client = await authenticateClient(request, parts)
  if (client) return { kind: 'found', account: client.account }
  const clientId = request.form.get('client_id')
  if (clientId !== undefined) return findAccount(clientId, parts)

  const [audience, ...others] = request.form.getAll('audience')
  const meant = others.length === 0 && audience !== undefined ? audience : ''
  const account = parts.store.read.serviceAccounts.find(meant)
  return account ? { kind: 'found', account } : { kind: 'none' }
}

/** Finds an account by id or full path. */
export function findAccount(reference: string, { store: { read } }: OAuthParts): NamedAccount {
  const account =
    read.serviceAccounts.find(reference) ?? read.serviceAccounts.findBy('path', reference)
  return account ? { kind: 'found', account } : { kind: 'unknown' }
}
