const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const

const HSTS = 'max-age=31536000'

/** Gives what every answer carries; a page replaces the content policy by its own. */
export function toSecurityHeaders(isHttps: boolean): ReadonlyMap<string, string> {
  const headers = Object.entries(everywhere)
  return new Map(isHttps ? [...headers, ['strict-transport-security', HSTS]] : headers)
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
