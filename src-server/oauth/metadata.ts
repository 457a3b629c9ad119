import { permissions } from '#contract/permissions.ts'
import type { SigningAlgorithm } from '#contract/settings.ts'
import { keyAlgorithms } from '#server/domain/key-algorithms.ts'
import { proofAlgorithms } from '#server/keys/verify-dpop-proof.ts'
import { grants } from './token-endpoint.ts'

const authenticationMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']

/**
 * Describes this server (RFC 8414 §2). `response_types_supported` is required there although no
 * grant of ours uses one; clients accept this placeholder best.
 */
export function toMetadata(issuer: string, algorithms: readonly SigningAlgorithm[]): object {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth/token`,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    grant_types_supported: [...grants.keys()],
    token_endpoint_auth_methods_supported: authenticationMethods,
    token_endpoint_auth_signing_alg_values_supported: keyAlgorithms,
    introspection_endpoint_auth_methods_supported: authenticationMethods,
    introspection_endpoint_auth_signing_alg_values_supported: keyAlgorithms,
    revocation_endpoint_auth_methods_supported: authenticationMethods,
    revocation_endpoint_auth_signing_alg_values_supported: keyAlgorithms,
    scopes_supported: permissions,
    dpop_signing_alg_values_supported: proofAlgorithms,
    protected_resources: [issuer],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
  }
}
