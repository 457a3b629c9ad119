import { createHash } from 'node:crypto'
import type { DirectRoute } from './direct-routes.ts'
import { type HeaderList, refuseMethod } from './send-oauth.ts'

interface Document {
  readonly state: object
  readonly bytes: Buffer
  readonly etag: string
  readonly validators: HeaderList
  readonly headers: HeaderList
}

/**
 * Serves a public JSON document to caches (RFC 9110 §13.1.2, RFC 9111 §5.2.2). Body and ETag are
 * made again only when `findState` gives another object than before.
 */
export function documentRoute(
  findState: () => object,
  makeBody: () => object,
  maxAgeSeconds: number,
): DirectRoute {
  const document = rememberDocument(findState, makeBody, maxAgeSeconds)
  return ({ method, headers: asked }, res, { headers: common }) => {
    if (method !== 'GET' && method !== 'HEAD') {
      refuseMethod(res, 'GET, HEAD', common)
      return
    }
    const { bytes, etag, validators, headers } = document()
    if (matches(asked['if-none-match'], etag)) {
      res.writeHead(304, [...common, ...validators]).end()
      return
    }
    res.writeHead(200, [...common, ...headers])
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
    const validators = ['cache-control', `public, max-age=${maxAgeSeconds}`, 'etag', etag]
    const content = ['content-type', 'application/json', 'content-length', String(bytes.length)]
    return { state, bytes, etag, validators, headers: [...validators, ...content] }
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
