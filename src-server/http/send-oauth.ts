import type { ServerResponse } from 'node:http'
import type { OAuthResponse } from '#server/oauth/context.ts'
import { noStore } from '#server/oauth/no-store.ts'

/**
 * Header names and values in turn. Node writes such a list as it is: setting a dozen headers one by
 * one and merging them costs as much as the signature of a token.
 */
export type HeaderList = readonly string[]

/** Sends what an OAuth endpoint answers, with the headers that its answer carries in any case. */
export function sendOAuth(
  res: ServerResponse,
  { status, headers, body }: OAuthResponse,
  common: HeaderList,
): void {
  const text = JSON.stringify(body)
  const length = String(Buffer.byteLength(text))
  const list = [...common, 'content-type', 'application/json', 'content-length', length]
  for (const [name, value] of Object.entries(headers)) list.push(name, value)
  res.writeHead(status, list)
  res.end(text)
}

/** Refuses every method but those that are named (RFC 9110 §15.5.6). */
export function refuseMethod(res: ServerResponse, allow: string, common: HeaderList): void {
  const refusal = {
    status: 405,
    headers: { ...noStore, allow },
    body: { error: 'invalid_request', error_description: `Use ${allow}.` },
  }
  sendOAuth(res, refusal, common)
}
