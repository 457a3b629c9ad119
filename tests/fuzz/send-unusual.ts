import { type HttpAnswer, parseJson } from '#support/http-answer.ts'
import { sendBytes } from '#support/send-bytes.ts'

export interface UnusualRequest {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | Buffer
}

/**
 * Sends a request however it contradicts itself, and then nothing more. A server may close without
 * a word on one that never ends; that counts as a refusal.
 */
export async function sendUnusual(
  url: string,
  { method, path, headers, body }: UnusualRequest,
): Promise<HttpAnswer> {
  const bytes = Buffer.from(body)
  const has = (wanted: string) => headers.some(([name]) => name === wanted)
  const isFramed = has('content-length') || has('transfer-encoding') || bytes.length === 0
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(has('host') ? [] : [`host: ${new URL(url).host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(isFramed ? [] : [`content-length: ${bytes.length}`]),
    'connection: close',
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const text = await sendBytes(url, Buffer.concat([head, bytes]))
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
  const content = text.slice(text.indexOf('\r\n\r\n') + 4)
  return {
    status: statuses.length === 0 ? 400 : Math.max(...statuses),
    headers: new Headers(),
    text,
    body: parseJson(content),
  }
}
