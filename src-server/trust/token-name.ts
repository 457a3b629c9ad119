import type { Issuer } from '#server/domain/model.ts'
import type { Claims } from '#server/domain/trust/claims.ts'
import { toTokenDigest } from '#server/issuers/parse-outside-token.ts'

/**
 * Names a token of an issuer for the memory of used ones: by its `jti`, which the issuer makes
 * unique (RFC 7519 §4.1.7), else by what was signed.
 */
export function toTokenName(issuer: Issuer, claims: Claims, compact: string): readonly string[] {
  const { jti } = claims
  if (typeof jti === 'string' && jti !== '') return [issuer.url, 'jti', jti]
  return [issuer.url, 'sha256', toTokenDigest(compact)]
}
