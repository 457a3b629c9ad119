import { type HttpAnswer, parseJson } from '#support/http-answer.ts'
import { sendBytes } from '#support/send-bytes.ts'

export interface UnusualRequest {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | Buffer
}

/**
 * Sends a request however it contradicts itself, and then nothing more. One whose end cannot be told
 * may go without an answer; its status is 100 then.
 */
export async function sendUnusual(
  url: string,
  { method, path, headers, body }: UnusualRequest,
): Promise<HttpAnswer> {
  const bytes = Buffer.from(body)
  const has = (wanted: string) => headers.some(([name]) => name === wanted)
  const isFramed = has('content-length') || has('transfer-encoding')
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(has('host') ? [] : [`host: ${new URL(url).host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(isFramed || bytes.length === 0 ? [] : [`content-length: ${bytes.length}`]),
    'connection: close',
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  // Who ends its half of a connection early may not be answered any more.
  const text = await sendBytes(url, Buffer.concat([head, bytes]), { staysOpen: !isFramed })
  if (text === '' && !isFramed) throw new Error('There was no answer.')
  return toAnswer(text)
}

/** A body that was taken for another request is answered, too; the worst of all answers counts. */
function toAnswer(text: string): HttpAnswer {
  const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
  const [content = ''] = text.slice(text.indexOf('\r\n\r\n') + 4).split('HTTP/1.1 ')
  const status = Math.max(100, ...statuses)
  return { status, headers: new Headers(), text, body: parseJson(content) }
}
