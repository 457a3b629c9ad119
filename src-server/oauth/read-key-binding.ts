import type { ServiceAccount } from '#server/domain/model.ts'
import type { ProofFault } from '#server/keys/verify-dpop-proof.ts'
import type { OAuthParts, OAuthRequest } from './context.ts'
import { OAuthError } from './oauth-error.ts'

/**
 * Reads which key a token is to be bound to (RFC 9449 §5), by its thumbprint; undefined when the
 * request shows none and the account may do without. Throws `invalid_dpop_proof`.
 */
export async function readKeyBinding(
  { dpop }: OAuthRequest,
  account: ServiceAccount,
  { verifyDpopProof }: Pick<OAuthParts, 'verifyDpopProof'>,
): Promise<string | undefined> {
  if (dpop.proofs.length === 0 && !account.tokenSettings.dpopBoundAccessTokens) return undefined
  if (dpop.proofs.length === 0) {
    throw refused(
      'This account gets no token without a DPoP proof (RFC 9449 section 5.2).',
      'no_proof',
      account,
    )
  }
  const verification = await verifyDpopProof(dpop)
  if (verification.ok) return verification.thumbprint
  throw refused(sentences[verification.fault], verification.fault, account)
}

const sentences = {
  count: 'Send exactly one DPoP header.',
  malformed: 'The DPoP proof is malformed, or its signature does not fit its key.',
  method: 'The DPoP proof is for another method.',
  address: 'The DPoP proof is for another address.',
  time: 'The DPoP proof is too old, or from the future.',
  access_token: 'The DPoP proof is for another access token.',
  replayed: 'The DPoP proof was used before.',
  full: 'Too many DPoP proofs are in use; try again in two minutes.',
} as const satisfies Record<ProofFault, string>

function refused(message: string, fault: string, account: ServiceAccount): OAuthError {
  return new OAuthError('invalid_dpop_proof', message, {
    reason: `dpop_${fault}`,
    accountId: account.id,
  })
}
