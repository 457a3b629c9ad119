import { request } from 'node:http'
import { type HttpAnswer, parseJson } from './http-answer.ts'

type Fields = Readonly<Record<string, string>>

export interface OutgoingRequest {
  readonly method?: string
  readonly headers?: Fields
  readonly body?: string
}

/** Sends a request from one of this machine's loopback addresses, such as 127.0.0.2. */
export function sendFrom(
  localAddress: string,
  url: string,
  { method = 'GET', headers = {}, body = '' }: OutgoingRequest = {},
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, localAddress, headers })
    sent.on('error', reject)
    sent.on('response', async (answer) => {
      const chunks = await answer.toArray()
      const text = Buffer.concat(chunks).toString('utf8')
      const status = answer.statusCode ?? 0
      resolve({
        status,
        headers: new Headers(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const),
        ),
        text,
        body: parseJson(text),
      })
    })
    sent.end(body)
  })
}

/** Sends a form from one of this machine's loopback addresses. */
export function sendFormFrom(
  localAddress: string,
  url: string,
  form: Fields,
  headers: Fields = {},
): Promise<HttpAnswer> {
  return sendFrom(localAddress, url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  })
}
