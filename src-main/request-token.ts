import type { TokenAnswer, TokenRequest } from '#renderer/lib/shell.ts'

/** Asks the embedded server for a token over HTTP, as the client itself would. */
export async function requestToken(
  serverUrl: string,
  { clientId, clientSecret }: TokenRequest,
): Promise<TokenAnswer> {
  const response = await fetch(new URL('/oauth/token', serverUrl), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  })
  // Safe: the token endpoint answers with a JSON object, whatever happens (RFC 6749 §5).
  return { ok: response.ok, body: (await response.json()) as TokenAnswer['body'] }
}
