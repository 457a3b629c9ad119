import { connect } from 'node:net'
import { type HttpAnswer, parseJson } from './http-answer.ts'

export interface RawRequest {
  readonly method?: string
  readonly path?: string
  /** In this order and spelling; `host` and `content-length` are added where they are missing. */
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string | Buffer
}

/** Sends a request byte by byte as written, also such as no HTTP client would send. */
export async function sendRaw(url: string, request: RawRequest): Promise<HttpAnswer> {
  const { hostname, port, host } = new URL(url)
  const body = Buffer.from(request.body ?? '')
  const given = request.headers ?? []
  const has = (wanted: string) => given.some(([name]) => name.toLowerCase() === wanted)
  const headers = [
    ...(has('host') ? [] : [['host', host] as const]),
    ...given,
    ...(has('content-length') || body.length === 0
      ? []
      : [['content-length', String(body.length)] as const]),
    ['connection', 'close'] as const,
  ]
  const head = [
    `${request.method ?? 'GET'} ${request.path ?? '/'} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n')
  return parseAnswer(
    await exchange(hostname.replace(/^\[|\]$/g, ''), Number(port), [
      Buffer.from(`${head}\r\n\r\n`, 'latin1'),
      body,
    ]),
  )
}

/** Sends nothing but the given bytes and gives everything that comes back. */
function exchange(host: string, port: number, parts: readonly Buffer[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, host, () => {
      for (const part of parts) socket.write(part)
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', () => resolve(Buffer.concat(chunks)))
    // A server may close before it has read everything; its answer still counts.
    socket.on('error', (error) => chunks.length === 0 && reject(error))
  })
}

function parseAnswer(bytes: Buffer): HttpAnswer {
  const end = bytes.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers = new Headers()
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const rest = bytes.subarray(end + 4)
  const isChunked = headers.get('transfer-encoding') === 'chunked'
  const text = (isChunked ? joinChunks(rest) : rest).toString('utf8')
  return { status: Number(statusLine.split(' ')[1]), headers, text, body: parseJson(text) }
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const length = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (!length) break
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 2 + length + 2
  }
  return Buffer.concat(chunks)
}
