import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '#contract/error-codes.ts'
import { proofAlgorithms } from '#server/keys/verify-dpop-proof.ts'

type Scheme = 'Bearer' | 'DPoP'

/**
 * Lists the challenges of a refusal (RFC 6750 §3, RFC 9449 §7.1). An error is named only for the
 * scheme by which a token was sent: who sent none is told how to authenticate and nothing else.
 */
export function listChallenges(
  code: ErrorCode,
  { headers: { authorization = '' } }: Pick<IncomingMessage, 'headers'>,
  resourceMetadata: string,
): readonly string[] {
  const error = errors[code]
  if (!error) return []
  const used = findScheme(authorization)
  const offered = schemes.filter((scheme) => code !== 'insufficient_scope' || scheme === used)
  return offered.map((scheme) => {
    const reason = scheme === used ? `, error="${error}"` : ''
    const algorithms = scheme === 'DPoP' ? `, algs="${proofAlgorithms.join(' ')}"` : ''
    return `${scheme} realm="doorward"${reason}${algorithms}, resource_metadata="${resourceMetadata}"`
  })
}

const schemes: readonly Scheme[] = ['Bearer', 'DPoP']

/** The refusals that come with a challenge, and what the RFCs call them. */
const errors: Partial<Readonly<Record<ErrorCode, string>>> = {
  unauthenticated: 'invalid_token',
  invalid_dpop_proof: 'invalid_dpop_proof',
  insufficient_scope: 'insufficient_scope',
}

function findScheme(authorization: string): Scheme | undefined {
  return schemes.find((scheme) =>
    authorization.toLowerCase().startsWith(`${scheme.toLowerCase()} `),
  )
}
