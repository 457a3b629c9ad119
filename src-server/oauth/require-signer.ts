import { decideSigningAlgorithm } from '#server/domain/decide-signing-algorithm.ts'
import type { TokenSigner } from '#server/keys/token-signer.ts'
import type { OAuthParts } from './context.ts'
import { OAuthError } from './oauth-error.ts'

/** Gives what signs a token for these audiences; one token can only have one signature (RFC 8707 §2). */
export function requireSigner(
  audiences: readonly string[],
  { keys, settings }: Pick<OAuthParts, 'keys' | 'settings'>,
): TokenSigner {
  const algorithm = decideSigningAlgorithm(audiences, settings())
  if (algorithm) return keys.signerFor(algorithm)
  throw new OAuthError(
    'invalid_target',
    'These resources need tokens of different signing algorithms: ask for one token each.',
    { reason: 'signing_algorithms_differ' },
  )
}
