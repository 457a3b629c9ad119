import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FieldError } from '#contract/error-codes.ts'
import { toServerUrl } from '#server/domain/decide-listening.ts'
import { StartError } from '#server/errors.ts'
import type { CertificatePair } from '#server/keys/certificate-pair.ts'
import type { ServerCertificate } from '#server/keys/server-certificate.ts'

/** A client that takes longer than this to send its request is not served. */
const REQUEST_TIMEOUT_MS = 15_000
const SWEEP_MS = 20

export interface Listening {
  readonly server: Server
  /** The address that is really bound, as a URL. */
  readonly url: string
}

const limits = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  headersTimeout: REQUEST_TIMEOUT_MS,
  connectionsCheckingInterval: 5_000,
}

/** Binds an address, by TLS where there is a certificate; throws a `StartError` that names what is in the way. */
export async function listen(
  host: string,
  port: number,
  certificate?: ServerCertificate,
): Promise<Listening> {
  const server = certificate ? await createSecureServer(certificate) : createServer(limits)
  const latest = new WeakMap<Duplex, ServerResponse>()
  server.on('request', (req, res) => latest.set(req.socket, res))
  server.on('clientError', (error, socket) => {
    if (isAnswered(latest.get(socket))) socket.destroy()
    else answerUnreadable(error, socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(toStartError(cause, host, port)))
    server.listen(port, host, resolve)
  })
  return { server, url: toUrl(host, server.address(), certificate !== undefined) }
}

/** Connections go on by the certificate that they began with; new ones take the latest. */
async function createSecureServer(certificate: ServerCertificate): Promise<Server> {
  const https = await import('node:https')
  const server = https.createServer({
    ...limits,
    ...toContext(certificate.current),
    handshakeTimeout: REQUEST_TIMEOUT_MS,
  })
  const stop = certificate.watch((pair) => server.setSecureContext(toContext(pair)))
  server.once('close', stop)
  // Whoever shakes no hands, such as a client of plain HTTP, can read no answer either.
  server.on('tlsClientError', (_, socket) => socket.destroy())
  keepSockets(server)
  return server
}

function toContext({ certificate, key }: CertificatePair) {
  return { cert: certificate, key, minVersion: 'TLSv1.2' } as const
}

const sockets = new WeakMap<Server, Set<Socket>>()

/** Who connects and never shakes hands is no connection of HTTP yet, and would outlive its server. */
function keepSockets(server: Server): void {
  const open = new Set<Socket>()
  sockets.set(server, open)
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
}

/**
 * A request may be answered before all of it has come, such as one too many. Whatever is wrong with
 * the rest, one request gets one answer.
 */
function isAnswered(latest: ServerResponse | undefined): boolean {
  if (!latest?.headersSent) return false
  return !latest.writableEnded || !latest.req.complete
}

/** What Node cannot read as a request never reaches a route; its sender is told so all the same. */
function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, detail] = unreadable.get(error.code) ?? [
    '400 Bad Request',
    'The request could not be read.',
  ]
  const body = JSON.stringify({ error: 'invalid_request', error_description: detail, detail })
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncache-control: no-store\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

const unreadable: ReadonlyMap<string | undefined, readonly [string, string]> = new Map([
  ['HPE_HEADER_OVERFLOW', ['431 Request Header Fields Too Large', 'The headers are too large.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', ['408 Request Timeout', 'The request took too long to arrive.']],
])

/** Stops accepting and waits for what runs; connections that still idle are closed. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A stream that ends now leaves its connection idle a moment later.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const timer = setTimeout(() => {
    server.closeAllConnections()
    for (const socket of sockets.get(server) ?? []) socket.destroy()
  }, graceMs)
  await closed
  clearTimeout(timer)
  clearInterval(sweep)
}

function toUrl(host: string, address: AddressInfo | string | null, isSecure: boolean): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return toServerUrl(host, port, isSecure)
}

/** Binds an address for a moment, to learn what would be in the way; 0 tries the host alone. */
export async function tryAddress(host: string, port: number): Promise<FieldError | undefined> {
  const server = createSocketServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (cause) {
    const code = codeOf(cause)
    const isPort = code === 'EADDRINUSE' || code === 'EACCES'
    return { field: isPort ? 'port' : 'host', message: describe(code, host, port) }
  }
  await new Promise((resolve) => server.close(resolve))
  return undefined
}

function toStartError(cause: Error, host: string, port: number): StartError {
  const code = codeOf(cause)
  const advice =
    code === 'EADDRINUSE'
      ? ' Stop it, or choose another with --port (0 takes any free one).'
      : code === 'EACCES'
        ? ''
        : ' Choose another with --host.'
  return new StartError(`${describe(code, host, port)}${advice}`, 1, cause)
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

function describe(code: unknown, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken by another program.`
  if (code === 'EACCES') return `Port ${port} needs more rights than this process has.`
  return `Cannot listen on ${host}: it is no address of this computer.`
}
