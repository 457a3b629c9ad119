import type { IncomingMessage } from 'node:http'
import type { ProofRequest } from '#server/keys/verify-dpop-proof.ts'
import { toPath } from './to-path.ts'

/** Gathers what a DPoP proof is held against; Express shortens `url` on the way and keeps the original. */
export function toProofRequest(req: IncomingMessage, target = req.url): ProofRequest {
  // Asked first, for the distinct headers are made anew for every request.
  const proofs = req.headers.dpop === undefined ? [] : (req.headersDistinct.dpop ?? [])
  return { proofs, method: req.method ?? '', path: toPath(target) }
}
