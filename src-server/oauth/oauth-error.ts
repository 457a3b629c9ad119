/** The error codes that we answer (RFC 6749 §5.2, RFC 8707 §2, RFC 9449 §5), with their HTTP status. */
export const oauthErrors = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  invalid_target: 400,
  invalid_dpop_proof: 400,
  server_error: 500,
  temporarily_unavailable: 503,
} as const

export type OAuthErrorCode = keyof typeof oauthErrors

/** A refusal of an OAuth endpoint. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode
  /** For our log and audit only: what exactly was wrong. */
  readonly reason: string
  /** The account that was meant, as far as it is known. */
  readonly accountId: string | undefined
  /** Seconds until it makes sense to try again; set on what is answered with 429 (RFC 6585 §4). */
  readonly retryAfterSeconds: number | undefined

  /** The message goes out as `error_description`, so it never repeats what was sent (RFC 6749 §5.2). */
  constructor(
    code: OAuthErrorCode,
    message: string,
    options: {
      readonly reason?: string
      readonly accountId?: string | undefined
      readonly retryAfterSeconds?: number
      readonly cause?: unknown
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'OAuthError'
    this.code = code
    this.reason = options.reason ?? code
    this.accountId = options.accountId
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
