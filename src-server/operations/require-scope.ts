import type { OperationMeta } from '#contract/operation.ts'
import type { Principal } from '#server/domain/decide-access.ts'
import { AppError } from '#server/errors.ts'

/**
 * Refuses what the scope of an access token leaves out (RFC 6750 §3.1), before anything is looked
 * up, so that the refusal says nothing of what there is.
 */
export function requireScope(principal: Principal, { permission }: OperationMeta): void {
  const { restriction } = principal
  if (!isScoped(principal) || permission === 'none' || !restriction?.permissions) return
  if (restriction.permissions.has(permission)) return
  // Which of the two creating a group needs depends on where.
  if (permission === 'group:create' && restriction.permissions.has('group:create_top_level')) return
  throw insufficientScope(`The scope of this token does not hold ${permission}.`)
}

/** Says of a missing permission that it is the token's scope that may be too small. */
export function toScopeRefusal(error: AppError, principal: Principal | undefined): AppError {
  if (error.code !== 'forbidden' || !principal || !isScoped(principal)) return error
  return insufficientScope(error.message)
}

function isScoped({ authenticatedBy, restriction }: Principal): boolean {
  return authenticatedBy === 'access_token' && restriction !== undefined
}

function insufficientScope(message: string): AppError {
  return new AppError('insufficient_scope', message)
}
