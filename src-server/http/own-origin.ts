import type { RequestHandler } from 'express'
import { AppError } from '#server/errors.ts'

const ADVICE =
  'Only the window of this server may call this. Open it under the public URL (DOORWARD_PUBLIC_URL), port included, or under the address that the server prints.'

/**
 * Lets only our own window's pages call: browsers say where a request comes from, and a page of
 * another site cannot lie about it. The host itself has been checked before.
 */
export function requireOwnOrigin(issuer: string): RequestHandler {
  const publicOrigin = new URL(issuer).origin
  return (req, _res, next) => {
    const { origin, host } = req.headers
    const ownOrigin = `${req.protocol}://${host}`
    if (origin !== undefined && (origin === publicOrigin || origin === ownOrigin)) {
      return next()
    }
    throw new AppError('forbidden', ADVICE, {
      detail: `expected origin ${publicOrigin} or ${ownOrigin}, got ${origin}`,
    })
  }
}
