import type { Principal } from '#server/domain/decide-access.ts'
import { parseSecret } from '#server/domain/secret-format.ts'
import { AppError } from '#server/errors.ts'
import type { SecretHasher } from '#server/keys/secret-hasher.ts'
import type { DoorwardStore } from '#server/store/collections.ts'
import { toAdministrator } from './administrator.ts'
import type { Caller } from './context.ts'

interface AuthenticateParts {
  readonly store: DoorwardStore
  readonly keys: { readonly hasher: SecretHasher }
}

/** Finds out who is calling; throws `unauthenticated`, alike for every reason. */
export function authenticate(caller: Caller, parts: AuthenticateParts): Principal {
  if (caller.kind === 'known') return caller.principal
  if (caller.kind === 'bearer') return authenticateBearer(caller.token, parts)
  throw new AppError(
    'unauthenticated',
    'Send an API token as "Authorization: Bearer …", or sign in to the window.',
  )
}

function authenticateBearer(token: string, { store, keys }: AuthenticateParts): Principal {
  const parsed = parseSecret(token)
  const record = parsed && store.read.apiTokens.find(`tok_${parsed.publicId}`)
  const fits = keys.hasher.verify(token, record?.hash)
  if (record && fits) return toAdministrator('bootstrap_token')
  throw new AppError('unauthenticated', 'The API token is not valid.')
}
