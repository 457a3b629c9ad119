import type { IncomingMessage } from 'node:http'
import type { ProofRequest } from '#server/keys/verify-dpop-proof.ts'
import { toPath } from './to-path.ts'

/** Gathers what a DPoP proof is held against; Express shortens `url` on the way and keeps the original. */
export function toProofRequest(
  { headersDistinct, method = '', url }: IncomingMessage,
  target = url,
): ProofRequest {
  return { proofs: headersDistinct.dpop ?? [], method, path: toPath(target) }
}
