import type { Form } from '#server/oauth/form.ts'
import { OAuthError } from '#server/oauth/oauth-error.ts'

/** Gives the audience of the token to be issued; so far only our own issuer, else `invalid_target` (RFC 8707 §2). */
export function requestedAudience(form: Form, issuer: string): string {
  const resources = form.getAll('resource')
  if (resources.every((resource) => resource === issuer)) return issuer
  throw new OAuthError('invalid_target', 'The requested resource is not known here.')
}

/** Refuses scopes, of which there are none yet: granting other ones than asked would surprise (RFC 6749 §3.3). */
export function requireNoScope(form: Form): void {
  if (form.get('scope') === undefined) return
  throw new OAuthError('invalid_scope', 'No scopes are offered; leave scope out.')
}
