import type { GroupContents, GroupTree } from '#contract/groups.ts'
import type { Permission } from '#contract/permissions.ts'
import { notFound, type Reader, requireGroup } from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { Group } from '#server/domain/model.ts'
import { listChain, toChildPath, toParentPath, toTreeOrder } from '#server/domain/paths.ts'
import { roleOwner } from '#server/domain/roles.ts'
import { toInstantOrNull } from '#server/domain/times.ts'
import { AppError } from '#server/errors.ts'
import { ROOT, type Transaction } from '#server/store/collections.ts'
import { missingPermission } from './authorize.ts'
import type { Chain } from './chain.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { deleteAccount } from './delete-account.ts'
import { atOneInstant, begunBy, changedBy, requireVersion } from './history.ts'
import { planMove, putMove, toMoveView } from './move-group.ts'
import { requireDepth, requireFreeNamespace } from './namespaces.ts'
import { type PageRequest, toPage } from './pages.ts'
import { gatherSubtree, type Subtree } from './subtree.ts'
import { toGroupView } from './views.ts'
import { readVisible, requireVisible } from './visible.ts'

/** Implements the operations on groups. */
export function implementGroups({ groups }: Chain, parts: OperationParts) {
  const { store, now } = parts
  const { read } = store
  const toView = (group: Group) => toGroupView(read, group)

  return {
    list: groups.list.handler(({ input, context: { subject } }) => {
      const orderOf = (group: Group) => toTreeOrder(group.path)
      const textOf = (group: Group) => `${group.path} ${group.description}`
      if (input.parent === undefined) {
        const index = {
          read: (page: PageRequest) => read.groups.list('all', 'all', page),
          orderOf,
        }
        const visible = readVisible(subject, 'group:view', index)
        return toPage(input, { read: visible, positionOf: orderOf, textOf }, toView)
      }
      const children = readChildren(read, subject, input.parent)
      return toPage(input, { read: children, positionOf: orderOf, textOf }, toView)
    }),

    create: groups.create.handler(async ({ input, context }) => {
      const moment = atOneInstant(parts)
      const group = await store.change((tx) => createGroup(tx, moment, input, context))
      return toView(group)
    }),

    get: groups.get.handler(({ input }) => toView(requireGroup(read, input.group))),

    tree: groups.tree.handler(({ input, context: { subject } }) =>
      toTree(read, subject, requireGroup(read, input.group)),
    ),

    update: groups.update.handler(async ({ input, context }) => {
      const group = await store.change((tx) => {
        const current = requireGroup(tx, input.group)
        requireVersion(current, input.version)
        const record: Group = {
          ...current,
          description: input.description,
          ...changedBy(current, context.principal.actor, now()),
        }
        tx.groups.put(record)
        return record
      })
      return toView(group)
    }),

    move: groups.move.handler(({ input, context }) =>
      store.change((tx) => {
        const move = planMove(tx, {
          group: requireGroup(tx, input.group),
          parent: input.parent === ROOT ? undefined : requireGroup(tx, input.parent),
          parentReference: input.parent,
          caller: { subject: context.subject, actor: context.principal.actor },
          now: now(),
        })
        const view = toMoveView(tx, move, !input.dryRun)
        if (!input.dryRun) putMove(tx, move)
        return view
      }),
    ),

    contents: groups.contents.handler(({ input, context: { subject } }) => {
      const group = requireGroup(read, input.group)
      return toContents(read, group, toVisible(gatherSubtree(read, group), subject))
    }),

    delete: groups.delete.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const group = requireGroup(tx, input.group)
        const subtree = gatherSubtree(tx, group)
        requireDeletable(subtree, input.force, context.subject)
        deleteSubtree(tx, subtree)
      })
    }),
  }
}

interface NewGroup {
  readonly name: string
  readonly parent?: string | undefined
  readonly description: string
}

/** Creates a group; whoever founds a top-level group without being an administrator owns it. */
export function createGroup(
  tx: Transaction,
  parts: OperationParts,
  input: NewGroup,
  { subject, principal }: Pick<AuthenticatedContext, 'subject' | 'principal'>,
): Group {
  const parent = input.parent ? requireGroup(tx, input.parent) : undefined
  if (!parent) requireMayFound(subject)
  const path = toChildPath(parent?.path ?? ROOT, input.name)
  requireDepth(path)
  requireFreeNamespace(tx, path)
  const record: Group = {
    id: parts.newId('grp'),
    path,
    name: input.name,
    parentId: parent?.id ?? null,
    description: input.description,
    ...begunBy(principal.actor, parts.now()),
  }
  tx.groups.put(record)
  if (!parent && principal.actor.kind !== 'administrator')
    putOwner(tx, parts, record, principal.actor)
  return record
}

function requireMayFound(subject: Subject): void {
  if (decideAccess(subject, 'group:create_top_level', ROOT).allowed) return
  throw missingPermission('group:create_top_level', ROOT)
}

/** Part of what `group:create_top_level` gives, so no other rule stands against it. */
function putOwner(
  tx: Transaction,
  parts: OperationParts,
  group: Group,
  actor: AuthenticatedContext['principal']['actor'],
): void {
  const kind = actor.kind === 'user' ? 'user' : 'service_account'
  tx.memberships.put({
    id: parts.newId('mem'),
    principal: { kind, id: actor.id },
    namespaceId: group.id,
    roleId: roleOwner.id,
    builtIn: false,
    ...begunBy(actor, parts.now()),
  })
}

/** The groups directly below one; below the installation, everybody sees only what is theirs. */
function readChildren(read: Reader, subject: Subject, parentReference: string) {
  const parent = parentReference === ROOT ? undefined : requireGroup(read, parentReference)
  if (parent) {
    requireVisible(subject, 'group:view', parent.path, () => notFound('group', parentReference))
  }
  return readVisible(subject, 'group:view', {
    read: (page) => read.groups.list('parent', parent?.id ?? ROOT, page),
    orderOf: (group) => toTreeOrder(group.path),
  })
}

function requireDeletable(subtree: Subtree, force: boolean, caller: Subject): void {
  const [group, ...groups] = subtree.groups
  const { workspaces, serviceAccounts } = subtree
  const count = groups.length + workspaces.length + serviceAccounts.length
  if (count > 0 && !force) {
    throw new AppError(
      'not_empty',
      `"${group?.path}" still holds ${groups.length} groups, ${workspaces.length} workspaces and ${serviceAccounts.length} service accounts. Delete or move them first, or use force.`,
    )
  }
  requireEach(
    caller,
    'group:delete',
    subtree.groups.map(({ path }) => path),
  )
  requireEach(
    caller,
    'workspace:delete',
    workspaces.map(({ path }) => path),
  )
  requireEach(
    caller,
    'service_account:delete',
    serviceAccounts.map(({ path }) => toParentPath(path)),
  )
}

/** Below, a nearer role may allow less than at the top. */
function requireEach(caller: Subject, permission: Permission, paths: readonly string[]): void {
  const barred = paths.find((path) => !decideAccess(caller, permission, path).allowed)
  if (barred === undefined) return
  const seen = listChain(barred).find((path) => decideAccess(caller, 'group:view', path).allowed)
  throw missingPermission(permission, seen ?? barred)
}

function deleteSubtree(tx: Transaction, subtree: Subtree): void {
  for (const membership of subtree.memberships) tx.memberships.delete(membership.id)
  for (const account of subtree.serviceAccounts) deleteAccount(tx, account)
  for (const workspace of subtree.workspaces) tx.workspaces.delete(workspace.id)
  for (const group of subtree.groups) tx.groups.delete(group.id)
}

/** Below, a nearer role may hide what the group's own would show. */
function toVisible(subtree: Subtree, caller: Subject): Subtree {
  const sees = (permission: Permission, path: string) =>
    decideAccess(caller, permission, path).allowed
  return {
    ...subtree,
    groups: subtree.groups.filter(({ path }) => sees('group:view', path)),
    workspaces: subtree.workspaces.filter(({ path }) => sees('workspace:view', path)),
    serviceAccounts: subtree.serviceAccounts.filter(({ path }) =>
      sees('service_account:view', toParentPath(path)),
    ),
  }
}

function toContents(read: Reader, group: Group, subtree: Subtree): GroupContents {
  const uses = subtree.serviceAccounts.map(({ id }) => read.usages.find(id)?.at ?? 0)
  const lastUse = Math.max(0, ...uses)
  return {
    path: group.path,
    groups: subtree.groups.slice(1).map(({ path }) => path),
    workspaces: subtree.workspaces.map(({ path }) => path),
    serviceAccounts: subtree.serviceAccounts.map(({ path }) => path),
    memberships: subtree.memberships.length,
    lastUsedAt: toInstantOrNull(lastUse === 0 ? null : lastUse),
  }
}

function toTree(read: Reader, subject: Subject, group: Group): GroupTree {
  const children = read.groups
    .list('parent', group.id)
    .filter((child) => decideAccess(subject, 'group:view', child.path).allowed)
  return {
    id: group.id,
    name: group.name,
    path: group.path,
    groups: children.map((child) => toTree(read, subject, child)),
  }
}
