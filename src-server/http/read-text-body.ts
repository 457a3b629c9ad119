import type { IncomingMessage } from 'node:http'
import { OAuthError } from '#server/oauth/oauth-error.ts'

/** Room for an outside token of 16 KiB, form-encoded, and much besides. */
const MAXIMUM_BYTES = 65_536

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a body as text; throws `invalid_request` for bad UTF-8 and too much of it. */
export function readTextBody(req: IncomingMessage): Promise<string> {
  // By events: iterating over a request costs several times as much as reading it.
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      // What is left is not kept, but read, so that the caller gets to see the answer.
      if (size <= MAXIMUM_BYTES) chunks.push(chunk)
      else if (size > MAXIMUM_BYTES * 64) req.destroy(tooLarge())
    })
    req.on('end', () => {
      try {
        resolve(toText(chunks, size))
      } catch (error) {
        reject(error)
      }
    })
    req.on('error', reject)
  })
}

function toText(chunks: readonly Buffer[], size: number): string {
  if (size > MAXIMUM_BYTES) throw tooLarge()
  try {
    return utf8.decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new OAuthError('invalid_request', 'The body is not UTF-8.', { cause })
  }
}

function tooLarge(): OAuthError {
  return new OAuthError('invalid_request', 'The body is too large.')
}
