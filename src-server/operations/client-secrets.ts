import type { Actor } from '#contract/common.ts'
import type { ErrorCode } from '#contract/error-codes.ts'
import type { IssuedSecret } from '#contract/service-accounts.ts'
import { decideExpiry, type ExpiryDecision } from '#server/domain/decide-expiry.ts'
import type { ClientSecret } from '#server/domain/model.ts'
import { toHint, toSecret } from '#server/domain/secret-format.ts'
import { toInstant, toTimestamp } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import type { OperationParts } from './context.ts'
import { findSettings } from './settings.ts'

const SECRET_BYTES = 32

/** A new secret: the record to keep, and the value to send once. */
export interface NewSecret {
  readonly record: ClientSecret
  readonly issued: IssuedSecret
}

/** Makes a client secret that expires exactly when asked; throws `expiry_out_of_range`. */
export function createClientSecret(
  parts: OperationParts,
  accountId: string,
  request: {
    readonly expiresAt?: string | undefined
    readonly field: string
    readonly actor: Actor
  },
): NewSecret {
  const now = parts.now()
  const expiresAt = requireExpiry(
    decideExpiry(
      request.expiresAt === undefined ? undefined : toTimestamp(request.expiresAt),
      now,
      findSettings(parts.store.read).clientSecretMaximumDays,
    ),
    request.field,
  )
  const id = parts.newId('sec')
  const secret = toSecret('dwcs', id.slice('sec_'.length), parts.randomBytes(SECRET_BYTES))
  const record: ClientSecret = {
    id,
    accountId,
    hash: parts.keys.hasher.hash(secret),
    hint: toHint(secret),
    createdAt: now,
    createdBy: request.actor,
    expiresAt,
  }
  const issued = { clientId: accountId, clientSecret: secret, expiresAt: toInstant(expiresAt) }
  return { record, issued }
}

const refusals = {
  turned_off: 'client_credentials_turned_off',
  too_early: 'expiry_out_of_range',
  too_late: 'expiry_out_of_range',
} as const satisfies Record<Extract<ExpiryDecision, { ok: false }>['reason'], ErrorCode>

function requireExpiry(decision: ExpiryDecision, field: string): number {
  if (decision.ok) return decision.expiresAt
  throw new AppError(refusals[decision.reason], decision.message, {
    fields: [{ field, message: decision.message }],
  })
}
