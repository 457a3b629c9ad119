import { ORPCError, ValidationError } from '@orpc/server'
import { type ErrorData, errorCodes, type FieldError } from '#contract/error-codes.ts'
import { AppError } from '#server/errors.ts'
import { StorageError } from '#server/store/store-errors.ts'

/** Turns whatever an operation threw into a refusal with a stable code. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof StorageError) {
    return new AppError('storage_unavailable', thrown.message, { cause: thrown })
  }
  if (thrown instanceof ORPCError && thrown.cause instanceof ValidationError) {
    return toValidationError(thrown.cause, thrown.code)
  }
  return new AppError('unexpected', 'Something went wrong on the server; its log says more.', {
    cause: thrown,
  })
}

/** Writes a refusal in the form that both faces carry over the wire. */
export function toWireError(error: AppError, correlationId: string): ORPCError<string, ErrorData> {
  return new ORPCError(error.code, {
    status: errorCodes[error.code].status,
    message: error.message,
    data: {
      correlationId,
      ...(error.fields.length > 0 && { errors: [...error.fields] }),
      ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
    },
    defined: true,
    cause: error,
  })
}

/** Output that does not fit its schema is our fault, not the caller's. */
function toValidationError(cause: ValidationError, code: string): AppError {
  if (code !== 'BAD_REQUEST') {
    return new AppError('unexpected', 'The server made an answer that breaks its own contract.', {
      cause,
    })
  }
  const fields = cause.issues.flatMap(toFieldErrors)
  const names = fields.map(({ field }) => field || 'the request').join(', ')
  return new AppError('validation_failed', `Check ${names}.`, { fields, cause })
}

interface Issue {
  readonly message: string
  readonly path?: readonly unknown[] | undefined
  readonly code?: unknown
  readonly keys?: unknown
}

/** An unknown field is named itself, not the object that it was found in. */
function toFieldErrors(issue: Issue): FieldError[] {
  const path = (issue.path ?? []).map(toSegment)
  if (issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)) {
    return issue.keys.map((key) => ({
      field: [...path, String(key)].join('.'),
      message: 'This field is not known here.',
    }))
  }
  return [{ field: path.join('.'), message: issue.message }]
}

function toSegment(segment: unknown): string {
  const key =
    typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment
  return String(key)
}
