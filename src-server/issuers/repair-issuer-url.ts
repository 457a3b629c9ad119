const DISCOVERY = '/.well-known/openid-configuration'

/** Gives the issuer whose discovery document's address was pasted instead of its own. */
export function repairIssuerUrl(pasted: string): string {
  return pasted.endsWith(DISCOVERY) ? pasted.slice(0, -DISCOVERY.length) : pasted
}
