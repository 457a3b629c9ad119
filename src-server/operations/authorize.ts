import type { OperationMeta } from '#contract/operation.ts'
import { decideAccess, type Principal, type Subject } from '#server/domain/decide-access.ts'
import { AppError } from '#server/errors.ts'
import type { FoundTarget } from './find-target.ts'

/**
 * Lets a caller act on a target, or throws: `not_found` when they may not even see it, else
 * `forbidden` with the permission that is missing.
 */
export function authorize(
  principal: Principal,
  subject: Subject,
  meta: OperationMeta,
  target: FoundTarget,
): void {
  if (meta.permission === 'none' || meta.on.kind === 'visible') return
  if (isOwn(principal, target)) return
  const { namespace, viewPermission } = target
  if (decideAccess(subject, meta.permission, namespace).allowed) return
  if (viewPermission && !decideAccess(subject, viewPermission, namespace).allowed) {
    throw target.hidden()
  }
  throw missingPermission(meta.permission, namespace)
}

/** People look after their own tokens; service accounts do not. */
function isOwn({ actor, restriction }: Principal, { ownerId }: FoundTarget): boolean {
  return actor.kind === 'user' && restriction === undefined && ownerId === actor.id
}

/** The refusal that names what is missing and where. */
export function missingPermission(permission: string, namespace: string): AppError {
  const where = namespace === '' ? 'the installation' : `"${namespace}"`
  return new AppError('forbidden', `You need the permission ${permission} in ${where}.`)
}
