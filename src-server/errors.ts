import type { ErrorCode, FieldError } from '#contract/error-codes.ts'

export interface AppErrorOptions {
  /** For the log only; never a token, a secret or a key. */
  readonly detail?: string
  readonly fields?: readonly FieldError[]
  readonly retryAfterSeconds?: number | undefined
  readonly cause?: unknown
}

/** A refusal that we expect: a stable code, a message for the caller, a detail for the log. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  readonly fields: readonly FieldError[]
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.detail = options.detail
    this.fields = options.fields ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** A setting or start condition that stops the program: one line for people and an exit code. */
export class StartError extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartError'
    this.exitCode = exitCode
  }
}
