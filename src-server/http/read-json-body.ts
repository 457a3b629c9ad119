import type { IncomingMessage } from 'node:http'
import { OAuthError } from '#server/oauth/oauth-error.ts'
import { readTextBody } from './read-text-body.ts'

const JSON_TYPE = /^application\/(?:vnd\.api\+)?json *(?:;|$)/i

/** Reads a JSON body, also of JSON:API; throws `invalid_request` for everything else. */
export async function readJsonBody(req: IncomingMessage): Promise<unknown> {
  if (!JSON_TYPE.test(req.headers['content-type'] ?? '')) {
    req.resume()
    throw new OAuthError('invalid_request', 'Send the body as application/json.')
  }
  const text = await readTextBody(req)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OAuthError('invalid_request', 'The body is not JSON.', { cause })
  }
}
