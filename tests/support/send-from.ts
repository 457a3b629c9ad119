import { request } from 'node:http'
import { type HttpAnswer, parseJson } from './http-answer.ts'

/** Sends a form from one of this machine's loopback addresses, such as 127.0.0.2. */
export function sendFormFrom(
  localAddress: string,
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  const body = new URLSearchParams(form).toString()
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      localAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
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
