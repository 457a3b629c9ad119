import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { refuseMethod } from './send-oauth.ts'

interface Document {
  readonly state: object
  readonly bytes: Buffer
  readonly headers: OutgoingHttpHeaders
}

/**
 * Serves a public JSON document to caches (RFC 9110 §13.1.2, RFC 9111 §5.2.2). Body and ETag are
 * made again only when `findState` gives another object than before.
 */
export function documentRoute(
  findState: () => object,
  makeBody: () => object,
  maxAgeSeconds: number,
) {
  const document = rememberDocument(findState, makeBody, maxAgeSeconds)
  return ({ method, headers: asked }: IncomingMessage, res: ServerResponse): void => {
    if (method !== 'GET' && method !== 'HEAD') {
      refuseMethod(res, 'GET, HEAD')
      return
    }
    const { bytes, headers } = document()
    if (matches(asked['if-none-match'], String(headers.etag))) {
      res.writeHead(304, headers).end()
      return
    }
    res.writeHead(200, {
      ...headers,
      'content-type': 'application/json',
      'content-length': bytes.length,
    })
    res.end(method === 'HEAD' ? undefined : bytes)
  }
}

function rememberDocument(
  findState: () => object,
  makeBody: () => object,
  maxAgeSeconds: number,
): () => Document {
  const make = (state: object): Document => {
    const bytes = Buffer.from(JSON.stringify(makeBody()))
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
    return { state, bytes, headers: { 'cache-control': `public, max-age=${maxAgeSeconds}`, etag } }
  }
  const last = { document: make(findState()) }
  return () => {
    const state = findState()
    if (last.document.state !== state) last.document = make(state)
    return last.document
  }
}

/** `If-None-Match` compares weakly, and a cache may send several tags (RFC 9110 §13.1.2). */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
