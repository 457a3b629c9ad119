import { isLoopbackName } from '#contract/public-url.ts'

const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

const HSTS = 'max-age=31536000'

/** The headers of an answer, in both forms that Node takes. */
interface SecurityHeaders {
  readonly map: ReadonlyMap<string, string>
  readonly list: readonly string[]
}

/**
 * Gives what every answer carries; a page replaces the content policy by its own. To demand TLS of a
 * host binds every port of it, so we do that only for the public one, and never for loopback.
 */
export function createSecurityHeaders(
  issuer: string,
  isSecure: boolean,
): (host: string | undefined) => SecurityHeaders {
  const { protocol, host: publicHost, hostname } = new URL(issuer)
  const plain = toHeaders(Object.entries(everywhere))
  if (protocol !== 'https:' || isLoopbackName(hostname)) return () => plain
  const strict = toHeaders([...Object.entries(everywhere), ['strict-transport-security', HSTS]])
  // Behind a proxy the host may be any; browsers heed the header only where the proxy speaks TLS.
  return isSecure ? (host) => (host === publicHost ? strict : plain) : () => strict
}

function toHeaders(entries: readonly (readonly [string, string])[]): SecurityHeaders {
  return { map: new Map(entries), list: entries.flat() }
}

/** The policy of the window: nothing from elsewhere, styles only with this answer's nonce. */
export function toPagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
