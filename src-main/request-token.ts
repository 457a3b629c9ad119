import { request as requestByHttp } from 'node:http'
import { text } from 'node:stream/consumers'
import { connect, type TLSSocket } from 'node:tls'
import type { TokenAnswer, TokenRequest } from '#renderer/lib/shell.ts'
import type { RunningServer } from '#server/start-server.ts'

type OwnServer = Pick<RunningServer, 'url' | 'certificateFingerprint'>

/** Asks the embedded server for a token over HTTP, as the client itself would. */
export async function requestToken(
  server: OwnServer,
  { clientId, clientSecret }: TokenRequest,
): Promise<TokenAnswer> {
  const url = new URL('/oauth/token', server.url)
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })
  const answer = await (url.protocol === 'https:'
    ? postSecurely(url, body.toString(), server.certificateFingerprint)
    : post(url, body))
  // Safe: the token endpoint answers with a JSON object, whatever happens (RFC 6749 §5).
  return { ok: answer.ok, body: JSON.parse(answer.text) as TokenAnswer['body'] }
}

async function post(url: URL, body: URLSearchParams) {
  const response = await fetch(url, { method: 'POST', body })
  return { ok: response.ok, text: await response.text() }
}

/**
 * Sends a secret to nobody but the server in this very process, whose certificate we know: no
 * authority vouches for one of our own making, nor is any certificate for a loopback address.
 */
async function postSecurely(url: URL, body: string, fingerprint: string | undefined) {
  const socket = await connectTo(url, fingerprint)
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  }
  return new Promise<{ ok: boolean; text: string }>((resolve, reject) => {
    const sent = requestByHttp(url.href.replace('https:', 'http:'), {
      ...{ method: 'POST', headers },
      // Heeded only where no agent is named.
      createConnection: () => socket,
    })
    sent.on('error', reject)
    sent.on('response', (res) => {
      const ok = res.statusCode === 200
      text(res).then((received) => resolve({ ok, text: received }), reject)
    })
    sent.end(body)
  })
}

function connectTo({ hostname, port }: URL, fingerprint: string | undefined): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const host = hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false }, () => {
      socket.off('error', reject)
      if (socket.getPeerCertificate().fingerprint256 === fingerprint) return resolve(socket)
      socket.destroy()
      reject(new Error('Another server answers at the address of ours.'))
    })
    socket.once('error', reject)
  })
}
