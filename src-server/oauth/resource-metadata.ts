import { permissions } from '#contract/permissions.ts'
import { proofAlgorithms } from '#server/keys/verify-dpop-proof.ts'

/**
 * Describes the management API as a protected resource (RFC 9728 §2). Tokens for it name our issuer
 * as audience, so that is its identifier too.
 */
export function toResourceMetadata(issuer: string): object {
  return {
    resource: issuer,
    authorization_servers: [issuer],
    scopes_supported: permissions,
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: proofAlgorithms,
    resource_name: 'Doorward',
  }
}

/** Where that is found: between host and path of the identifier (RFC 9728 §3.1). */
export function toResourceMetadataUrl(issuer: string): URL {
  const { origin, pathname } = new URL(issuer)
  return new URL(
    `${origin}/.well-known/oauth-protected-resource${pathname === '/' ? '' : pathname}`,
  )
}
