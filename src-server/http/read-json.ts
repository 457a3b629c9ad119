import express, { type RequestHandler } from 'express'
import { AppError } from '#server/errors.ts'

const LIMIT = '256kb'

/** Reads JSON bodies and refuses every other kind, so that nothing is guessed from a form or a file. */
export function readJson(): readonly RequestHandler[] {
  // Nobody needs to compress so little, and a damaged stream would fail outside the parser's own errors.
  return [requireJson, express.json({ limit: LIMIT, type: 'application/json', inflate: false })]
}

const requireJson: RequestHandler = (req, _res, next) => {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
  if (!hasBody || req.is('application/json')) return next()
  throw new AppError('unsupported_media_type', 'Send the body as application/json.')
}
