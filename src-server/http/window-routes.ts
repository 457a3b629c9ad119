import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router } from 'express'
import { toPagePolicy } from './security-headers.ts'

const NONCE_PLACEHOLDER = '__CSP_NONCE__'
/** What looks like a call and is none must not be answered by a page. */
const CALLS = /^\/(?:api|oauth|rpc|v1|\.well-known)\//

export interface WindowRouteParts {
  /** The folder with the built window. */
  readonly folder: string
  readonly randomBytes: (length: number) => Uint8Array
}

/** Serves the window to a browser: its files as they are, and the page for every place in it. */
export function windowRoutes({ folder, randomBytes }: WindowRouteParts): Router {
  const router = Router()
  // File names carry a hash of their content, so what was fetched once is good for ever.
  // Nobody needs a part of one, and a range that does not fit would be an error.
  const files = {
    ...{ index: false, immutable: true, maxAge: '1y' },
    ...{ redirect: false, acceptRanges: false },
  } as const
  router.use('/assets', express.static(join(folder, 'assets'), files))
  router.use('/assets', (_req, res) => void res.status(404).end())

  router.get('/{*place}', async (req, res, next) => {
    if (CALLS.test(req.path)) return next()
    const nonce = Buffer.from(randomBytes(16)).toString('base64url')
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    res
      .set('content-security-policy', toPagePolicy(nonce))
      .set('cache-control', 'no-store')
      .type('html')
      .send(page.replaceAll(NONCE_PLACEHOLDER, nonce))
  })
  return router
}
