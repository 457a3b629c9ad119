import type { Reader } from '#server/access/find.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { AppError } from '#server/errors.ts'

export interface Methods {
  readonly clientCredentials: boolean
  readonly trustPolicies: number
  readonly publicKeys: number
}

/** Gives the methods by which an account may authenticate now. */
export function findMethods(
  read: Pick<Reader, 'trustPolicies' | 'publicKeys'>,
  { id, clientCredentialsEnabled }: ServiceAccount,
): Methods {
  return {
    clientCredentials: clientCredentialsEnabled,
    trustPolicies: read.trustPolicies.count('account', id),
    publicKeys: read.publicKeys.count('account', id),
  }
}

/** An account that nobody could ever authenticate as is a mistake; throws `authentication_method_required`. */
export function requireMethod({ clientCredentials, trustPolicies, publicKeys }: Methods): void {
  if (clientCredentials || trustPolicies > 0 || publicKeys > 0) return
  throw new AppError(
    'authentication_method_required',
    'A service account needs at least one authentication method: client credentials, a public key or a trust policy.',
    { fields: [{ field: 'clientCredentials', message: 'Enable these or add a trust policy.' }] },
  )
}
