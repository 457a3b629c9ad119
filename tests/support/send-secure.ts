import { type Agent, request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { type HttpAnswer, parseJson } from './http-answer.ts'

export interface SecureRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The authority to trust, and no other. */
  readonly trust: string
  /** The name to expect in the certificate, where it is not that of the URL. */
  readonly expect?: string
  readonly agent?: Agent
}

export interface SecureAnswer extends HttpAnswer {
  /** SHA-256 of the certificate that the server showed. */
  readonly fingerprint: string
  readonly protocol: string | null
}

/** Sends a request as Node's own client does, by TLS, trusting one authority. */
export function sendSecure(url: string, options: SecureRequest): Promise<SecureAnswer> {
  const { method = 'GET', headers = {}, body, trust, agent, expect } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, ca: trust, agent: agent ?? false, ...(expect && { servername: expect }) },
      (res) => {
        // Safe: a request of node:https has a TLS socket.
        const socket = res.socket as TLSSocket
        const { fingerprint256: fingerprint } = socket.getPeerCertificate()
        const protocol = socket.getProtocol()
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('error', reject)
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const fields = Object.entries(res.headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          )
          resolve({
            ...{ status: res.statusCode ?? 0, headers: new Headers(fields), text },
            ...{ body: parseJson(text), fingerprint, protocol },
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
