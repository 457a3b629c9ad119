import { ORPCError } from '@orpc/server'
import type { Response } from 'express'
import { type ErrorCode, errorCodes, type FieldError } from '#contract/error-codes.ts'
import { AppError } from '#server/errors.ts'

interface Problem {
  readonly code: ErrorCode
  readonly detail: string
  readonly errors?: readonly FieldError[] | undefined
  readonly retryAfterSeconds?: number | undefined
}

interface ProblemHeaders {
  readonly correlationId: string
  readonly challenges: readonly string[]
}

/** Answers a refusal as RFC 9457 problem details, with the code and correlation id of ours. */
export function sendProblem(
  res: Response,
  problem: Problem,
  { correlationId, challenges }: ProblemHeaders,
): void {
  const { status, title } = errorCodes[problem.code]
  if (challenges.length > 0) res.set('www-authenticate', [...challenges])
  if (problem.retryAfterSeconds !== undefined) {
    res.set('retry-after', String(problem.retryAfterSeconds))
  }
  res.status(status).type('application/problem+json')
  res.send(
    JSON.stringify({
      type: `urn:doorward:problem:${problem.code}`,
      title,
      status,
      code: problem.code,
      detail: problem.detail,
      correlationId,
      ...(problem.errors?.length ? { errors: problem.errors } : {}),
    }),
  )
}

/** Turns whatever went wrong on the way to an operation into a refusal. */
export function toProblem(error: unknown): Problem {
  if (error instanceof AppError) {
    const { code, message: detail, fields: errors, retryAfterSeconds } = error
    return { code, detail, errors, retryAfterSeconds }
  }
  if (error instanceof ORPCError && error.cause instanceof AppError) return toProblem(error.cause)
  if (error instanceof URIError) return badEncoding
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : ''
  return parserProblems.get(String(type)) ?? unexpected
}

const unexpected: Problem = {
  code: 'unexpected',
  detail: 'Something went wrong on the server; its log says more.',
}

/** Express cannot decode the path, such as one with `%zz`. */
const badEncoding: Problem = {
  code: 'invalid_request',
  detail: 'The address holds an escape that cannot be decoded.',
}

/** What the body parser refuses, by its own names. */
const parserProblems: ReadonlyMap<string, Problem> = new Map<string, Problem>([
  ['entity.parse.failed', { code: 'invalid_request', detail: 'The body is not valid JSON.' }],
  ['entity.too.large', { code: 'payload_too_large', detail: 'The body is larger than 256 KiB.' }],
  ['request.aborted', { code: 'invalid_request', detail: 'The request ended too early.' }],
  [
    'request.size.invalid',
    { code: 'invalid_request', detail: 'The body is not as long as Content-Length says.' },
  ],
  [
    'encoding.unsupported',
    { code: 'unsupported_media_type', detail: 'That content encoding is not supported.' },
  ],
  ['charset.unsupported', { code: 'unsupported_media_type', detail: 'Send the body in UTF-8.' }],
])
