import express, { type RequestHandler } from 'express'
import { AppError } from '#server/errors.ts'

const LIMIT = '256kb'

/** Far more than any call needs; what recurses over a body never runs out of stack. */
const MAXIMUM_DEPTH = 100

/** Reads JSON bodies and refuses every other kind, so that nothing is guessed from a form or a file. */
export function readJson(): readonly RequestHandler[] {
  // Nobody needs to compress so little, and a damaged stream would fail outside the parser's own errors.
  return [
    requireJson,
    express.json({ limit: LIMIT, type: 'application/json', inflate: false }),
    refusePrototypes,
  ]
}

const requireJson: RequestHandler = (req, _res, next) => {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
  if (!hasBody || req.is('application/json')) return next()
  throw new AppError('unsupported_media_type', 'Send the body as application/json.')
}

/**
 * Schemas of free-form objects pass over a field called `__proto__`, and a condition that is
 * silently dropped is worse than one that is refused.
 */
const refusePrototypes: RequestHandler = (req, _res, next) => {
  const field = findPrototypeField(req.body)
  if (field === undefined) return next()
  throw new AppError('validation_failed', `Check ${field}.`, {
    fields: [{ field, message: 'This field is not known here.' }],
  })
}

function findPrototypeField(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > MAXIMUM_DEPTH) {
    throw new AppError('validation_failed', `The body nests more than ${MAXIMUM_DEPTH} levels.`)
  }
  if (Object.hasOwn(value, '__proto__')) return '__proto__'
  for (const [name, child] of Object.entries(value)) {
    const below = findPrototypeField(child, depth + 1)
    if (below !== undefined) return `${name}.${below}`
  }
  return undefined
}
