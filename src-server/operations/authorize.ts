import type { OperationMeta } from '#contract/operation.ts'
import type { Permission } from '#contract/permissions.ts'
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
  const { namespace, viewPermission } = target
  const permission = toPermission(meta.permission, namespace)
  if (isOwn(principal, permission, target)) return
  if (decideAccess(subject, permission, namespace).allowed) return
  if (viewPermission && !decideAccess(subject, viewPermission, namespace).allowed) {
    throw target.hidden()
  }
  throw missingPermission(permission, namespace)
}

/** Founding a group of its own needs another permission than adding one to a group. */
function toPermission(permission: Permission, namespace: string): Permission {
  return permission === 'group:create' && namespace === '' ? 'group:create_top_level' : permission
}

/** People see and rename themselves and look after their own tokens; service accounts do not. */
function isOwn(principal: Principal, permission: Permission, { ownerId }: FoundTarget): boolean {
  const isPersonal = /^(?:token:\w+|user:view|user:update)$/.test(permission)
  return isPersonal && ownerId !== undefined && ownerId === findOwnId(principal)
}

/** Gives whoever may look after what is their own: a person whose token leaves nothing out. */
export function findOwnId({ actor, restriction }: Principal): string | undefined {
  return actor.kind === 'user' && restriction === undefined ? actor.id : undefined
}

/** The refusal that names what is missing and where. */
export function missingPermission(permission: string, namespace: string): AppError {
  const where = namespace === '' ? 'the installation' : `"${namespace}"`
  return new AppError('forbidden', `You need the permission ${permission} in ${where}.`)
}
