import type { Actor } from '#contract/common.ts'
import type { GroupMove } from '#contract/groups.ts'
import { findRole, nameOfPrincipal, notFound, requireNamespace } from '#server/access/find.ts'
import { toGrant } from '#server/access/subjects.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { Group, Membership } from '#server/domain/model.ts'
import { isWithin, toChildPath, toParentPath } from '#server/domain/paths.ts'
import { AppError } from '#server/errors.ts'
import type { Transaction } from '#server/store/collections.ts'
import { missingPermission } from './authorize.ts'
import { changedBy } from './history.ts'
import { endMemberships } from './memberships.ts'
import { requireDepth, requireFreeNamespace } from './namespaces.ts'
import { requireNoGainByMove } from './require-no-gain-by-move.ts'
import { gatherSubtree, type Subtree } from './subtree.ts'

export interface MoveRequest {
  readonly group: Group
  /** The new parent; none for a top-level group. */
  readonly parent: Group | undefined
  /** What the caller calls the new parent. */
  readonly parentReference: string
  readonly caller: { readonly subject: Subject; readonly actor: Actor }
  readonly now: number
}

interface Move extends MoveRequest {
  readonly subtree: Subtree
  readonly from: string
  readonly to: string
  /** Roles of service accounts whose home would no longer be above. */
  readonly lost: readonly Membership[]
}

/** Works out what a move would do; throws whatever stands against it. */
export function planMove(tx: Transaction, request: MoveRequest): Move {
  const { group, parent } = request
  const to = toChildPath(parent?.path ?? '', group.name)
  requireElsewhere(group, parent, to)
  requireMayCreate(request)
  requireFreeNamespace(tx, to)
  const subtree = gatherSubtree(tx, group)
  for (const { path } of subtree.groups) requireDepth(to + path.slice(group.path.length))
  const move = { ...request, subtree, from: group.path, to }
  const lost = subtree.memberships.filter((each) => leavesHome(tx, move, each))
  requireNoGainByMove(tx, { caller: request.caller.subject, from: move.from, to, lost })
  return { ...move, lost }
}

/** Carries a planned move out, in one change. */
export function putMove(
  tx: Transaction,
  { group, parent, subtree, from, to, lost, caller, now }: Move,
) {
  endMemberships(tx, lost)
  const toNewPath = (path: string) => to + path.slice(from.length)
  for (const each of subtree.groups) {
    const moved = { ...each, path: toNewPath(each.path) }
    const isTop = each.id === group.id
    tx.groups.put(
      isTop
        ? { ...moved, parentId: parent?.id ?? null, ...changedBy(each, caller.actor, now) }
        : moved,
    )
  }
  for (const each of subtree.workspaces) tx.workspaces.put({ ...each, path: toNewPath(each.path) })
  for (const each of subtree.serviceAccounts) {
    tx.serviceAccounts.put({ ...each, path: toNewPath(each.path) })
  }
}

/** Shows what a move did, or would do. */
export function toMoveView(
  tx: Transaction,
  { subtree, from, to, lost }: Move,
  moved: boolean,
): GroupMove {
  return {
    from,
    to,
    groups: subtree.groups.length,
    workspaces: subtree.workspaces.length,
    serviceAccounts: subtree.serviceAccounts.length,
    lostMemberships: lost.map((membership) => ({
      member: membership.id,
      principal: { ...membership.principal, name: nameOfPrincipal(tx, membership.principal) },
      namespace: toGrant(tx, membership)?.namespacePath ?? '',
      role: findRole(tx, membership.roleId)?.name ?? membership.roleId,
    })),
    moved,
  }
}

function requireElsewhere(group: Group, parent: Group | undefined, to: string): void {
  const problem =
    to === group.path
      ? 'The group is there already.'
      : parent && isWithin(parent.path, group.path)
        ? 'A group cannot be moved into itself.'
        : undefined
  if (!problem) return
  throw new AppError('validation_failed', problem, {
    fields: [{ field: 'parent', message: problem }],
  })
}

function requireMayCreate({ parent, parentReference, caller }: MoveRequest): void {
  const { subject } = caller
  const namespace = parent?.path ?? ''
  const permission = parent ? 'group:create' : 'group:create_top_level'
  if (decideAccess(subject, permission, namespace).allowed) return
  const sees = !parent || decideAccess(subject, 'group:view', namespace).allowed
  throw sees ? missingPermission(permission, namespace) : notFound('group', parentReference)
}

function leavesHome(
  tx: Transaction,
  move: Omit<Move, 'lost'>,
  { principal, namespaceId }: Membership,
) {
  const account =
    principal.kind === 'service_account' ? tx.serviceAccounts.find(principal.id) : undefined
  if (!account) return false
  const home = toParentPath(account.path)
  if (isWithin(home, move.from)) return false
  const path = requireNamespace(tx, namespaceId).path
  return !isWithin(move.to + path.slice(move.from.length), home)
}
