import { z } from 'zod'

/** Every refusal that the management API can answer, with its HTTP status and a title for people. */
export const errorCodes = {
  invalid_request: { status: 400, title: 'The request could not be understood' },
  validation_failed: { status: 400, title: 'Some fields are not valid' },
  authentication_method_required: { status: 400, title: 'An authentication method is required' },
  expiry_out_of_range: { status: 400, title: 'The expiry is out of range' },
  client_credentials_turned_off: { status: 400, title: 'Client credentials are turned off' },
  issuer_not_allowed: { status: 400, title: 'The issuer is not allowed' },
  scope_not_allowed: { status: 400, title: 'A service account acts only inside its home group' },
  trust_policy_refused: { status: 400, title: 'The trust policy is not safe' },
  unauthenticated: { status: 401, title: 'Authentication is required' },
  invalid_dpop_proof: { status: 401, title: 'The DPoP proof is not valid' },
  forbidden: { status: 403, title: 'A permission is missing' },
  insufficient_scope: { status: 403, title: 'The scope of the token is too small' },
  gain_not_allowed: { status: 403, title: 'That would give more than you hold' },
  read_only: { status: 403, title: 'Doorward manages this itself' },
  not_found: { status: 404, title: 'Not found' },
  name_taken: { status: 409, title: 'The name is taken' },
  in_use: { status: 409, title: 'It is in use' },
  last_owner: { status: 409, title: 'The last owner stays' },
  already_member: { status: 409, title: 'It is a member already' },
  nothing_to_reveal: { status: 409, title: 'There is nothing to reveal' },
  key_taken: { status: 409, title: 'The key is registered already' },
  limit_reached: { status: 409, title: 'There are as many as there may be' },
  version_conflict: { status: 409, title: 'Somebody else changed this meanwhile' },
  not_empty: { status: 409, title: 'It is not empty' },
  already_enabled: { status: 409, title: 'It is already enabled' },
  not_enabled: { status: 409, title: 'It is not enabled' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  host_not_allowed: { status: 421, title: 'This server does not answer to that host name' },
  too_many_failures: { status: 429, title: 'Too many failed attempts' },
  unexpected: { status: 500, title: 'Something went wrong on the server' },
  storage_unavailable: { status: 503, title: 'The change could not be stored' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof errorCodes

/** One input field that was refused; `field` is a dotted path into the request. */
export const FieldError = z.object({ field: z.string(), message: z.string() })
export type FieldError = z.infer<typeof FieldError>

/** What every refusal carries besides its code and message. */
export const ErrorData = z.object({
  correlationId: z.string(),
  errors: z.array(FieldError).optional(),
  /** When to try again; also in the `Retry-After` header. */
  retryAfterSeconds: z.number().int().optional(),
})
export type ErrorData = z.infer<typeof ErrorData>
