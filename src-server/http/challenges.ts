import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '#contract/error-codes.ts'

/**
 * Lists the challenges of a refusal (RFC 6750 §3). It names an error only for credentials that
 * were sent: who sent none is told how to authenticate and nothing else.
 */
export function listChallenges(
  code: ErrorCode,
  { headers: { authorization } }: Pick<IncomingMessage, 'headers'>,
): readonly string[] {
  const error = errors[code]
  if (!error) return []
  const isBearer = /^bearer /i.test(authorization ?? '')
  return [`Bearer realm="doorward"${isBearer ? `, error="${error}"` : ''}`]
}

/** The refusals that come with a challenge, and what RFC 6750 §3.1 calls them. */
const errors: Partial<Readonly<Record<ErrorCode, string>>> = {
  unauthenticated: 'invalid_token',
  insufficient_scope: 'insufficient_scope',
}
