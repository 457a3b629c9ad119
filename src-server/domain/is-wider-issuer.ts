import type { Issuer } from './model.ts'

/** Tells whether by these settings an issuer may vouch for callers that it could not vouch for before. */
export function isWiderIssuer(wider: Issuer, current: Issuer): boolean {
  return (
    // Whoever chooses the keys, or the way to them, signs the tokens.
    JSON.stringify(wider.keySource) !== JSON.stringify(current.keySource) ||
    wider.certificateAuthority !== current.certificateAuthority ||
    wider.profile !== current.profile ||
    (wider.enabled && !current.enabled) ||
    (wider.allowPrivateNetwork && !current.allowPrivateNetwork) ||
    (wider.allowMultipleAudiences && !current.allowMultipleAudiences) ||
    (wider.replay === 'reuse' && current.replay === 'once') ||
    wider.maxTokenAgeSeconds > current.maxTokenAgeSeconds ||
    wider.algorithms.some((algorithm) => !current.algorithms.includes(algorithm))
  )
}
