import type { ServerResponse } from 'node:http'
import type { OAuthResponse } from '#server/oauth/context.ts'
import { noStore } from '#server/oauth/no-store.ts'

/** Sends what an OAuth endpoint answers. */
export function sendOAuth(res: ServerResponse, { status, headers, body }: OAuthResponse): void {
  const bytes = Buffer.from(JSON.stringify(body))
  res.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': bytes.length,
  })
  res.end(bytes)
}

/** Refuses every method but those that are named (RFC 9110 §15.5.6). */
export function refuseMethod(res: ServerResponse, allow: string): void {
  sendOAuth(res, {
    status: 405,
    headers: { ...noStore, allow },
    body: { error: 'invalid_request', error_description: `Use ${allow}.` },
  })
}
