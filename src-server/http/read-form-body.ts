import type { IncomingMessage } from 'node:http'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { readTextBody } from './read-text-body.ts'

const FORM = /^application\/x-www-form-urlencoded *(?:;|$)/i

/** Reads a form body as text; throws `invalid_request` for other content, bad UTF-8 and too much of it. */
export function readFormBody(req: IncomingMessage): Promise<string> {
  if (FORM.test(req.headers['content-type'] ?? '')) return readTextBody(req)
  req.resume()
  throw new OAuthError('invalid_request', 'Send a form (application/x-www-form-urlencoded).')
}
