import {
  findNamespacePath,
  notFound,
  type Reader,
  requireMembership,
  requireNamespace,
  requirePrincipal,
  requireRole,
} from '#server/access/find.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import type { Membership } from '#server/domain/model.ts'
import { listChain } from '#server/domain/paths.ts'
import { roleOwner } from '#server/domain/roles.ts'
import { AppError } from '#server/errors.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { changedBy, requireVersion } from './history.ts'
import { toMemberView } from './member-views.ts'
import {
  addMembership,
  changeMemberships,
  requireAssignable,
  requireOwnersStay,
} from './memberships.ts'
import { readGathered, toPage } from './pages.ts'
import { requireVisible } from './visible.ts'
import { readVisibleMembers, toMemberPosition } from './visible-members.ts'
import { requireGrantee, requireKnownPrincipal } from './visible-principal.ts'

/** Implements the operations on members. */
export function implementMembers({ members }: Chain, parts: OperationParts) {
  const { store, now } = parts
  const { read } = store

  return {
    list: members.list.handler(({ input, context }) => {
      const { subject } = context
      const known = { permission: 'member:view', namespace: input.namespace } as const
      if (input.principal) requireKnownPrincipal(read, context, input.principal, known)
      const { kind } = input
      const principalId = input.principal && requirePrincipal(read, input.principal).id
      const roleId = input.role && requireRole(read, input.role).id
      const isAskedFor = (membership: Membership) =>
        (!principalId || membership.principal.id === principalId) &&
        (!roleId || membership.roleId === roleId) &&
        (!kind || membership.principal.kind === kind)
      if (input.namespace !== undefined) {
        const reference = input.namespace
        const namespace = requireNamespace(read, reference)
        const hidden = () => notFound('namespace', reference)
        requireVisible(subject, 'member:view', namespace.path, hidden)
        const { found, positionOf } = listOfNamespace(read, namespace.path, input.inherited)
        const fitting = found.filter(isAskedFor)
        return toPage(
          input,
          { read: readGathered(fitting, positionOf), positionOf, textOf: textOf(read) },
          (membership) =>
            toMemberView(read, membership, inheritedFrom(read, membership, namespace.id)),
        )
      }
      const positionOf = (membership: Membership) => toMemberPosition(read, membership)
      const indexed = listIndexed(read, principalId, roleId)
      const visible = indexed
        ? readGathered(
            indexed.filter(
              (membership) => isAskedFor(membership) && maySee(read, subject, membership),
            ),
            positionOf,
          )
        : readVisibleMembers(read, subject)
      const listing = {
        ...{ read: visible, positionOf, textOf: textOf(read) },
        ...(kind && { isVisible: isAskedFor }),
      }
      return toPage(input, listing, (membership) => toMemberView(read, membership))
    }),

    create: members.create.handler(async ({ input, context }) => {
      const caller = { subject: context.subject, actor: context.principal.actor }
      const membership = await store.change((tx) => {
        const namespace = requireNamespace(tx, input.namespace)
        const principal = requireGrantee(read, context, input.principal)
        const role = requireRole(tx, input.role)
        return addMembership(tx, parts, { principal, namespace, role }, caller)
      })
      return toMemberView(read, membership)
    }),

    update: members.update.handler(async ({ input, context }) => {
      const membership = await store.change((tx) => {
        const current = requireChangeable(requireMembership(tx, input.member))
        requireVersion(current, input.version)
        const role = requireRole(tx, input.role)
        requireAssignable(tx, role, current.principal)
        if (role.id !== roleOwner.id) requireOwnersStay(tx, [current])
        const record: Membership = {
          ...current,
          roleId: role.id,
          ...changedBy(current, context.principal.actor, now()),
        }
        const put = () => tx.memberships.put(record)
        changeMemberships(tx, context.subject, current.principal, put)
        return record
      })
      return toMemberView(read, membership)
    }),

    delete: members.delete.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const current = requireChangeable(requireMembership(tx, input.member))
        requireOwnersStay(tx, [current])
        const remove = () => tx.memberships.delete(current.id)
        changeMemberships(tx, context.subject, current.principal, remove)
      })
    }),
  }
}

function requireChangeable(membership: Membership): Membership {
  if (!membership.builtIn) return membership
  throw new AppError('read_only', 'This role comes with Doorward and cannot be changed.')
}

/** The memberships of a principal or a role, wherever; undefined when neither is asked for. */
function listIndexed(
  read: Reader,
  principalId: string | undefined,
  roleId: string | undefined,
): readonly Membership[] | undefined {
  if (principalId) return read.memberships.list('principal', principalId)
  return roleId ? read.memberships.list('role', roleId) : undefined
}

/** Members of a namespace, and, when asked, those of every namespace above it, nearest first. */
function listOfNamespace(read: Reader, path: string, inherited: boolean) {
  const paths = inherited ? listChain(path) : [path]
  const ids = paths.map((each) => requireNamespace(read, each).id)
  const distanceOf = ({ namespaceId }: Membership) => String(ids.indexOf(namespaceId))
  return {
    found: ids.flatMap((id) => read.memberships.list('namespace', id)),
    positionOf: (membership: Membership) => {
      return `${distanceOf(membership).padStart(2, '0')} ${membership.id}`
    },
  }
}

function inheritedFrom(read: Reader, membership: Membership, namespaceId: string): string | null {
  if (membership.namespaceId === namespaceId) return null
  return findNamespacePath(read, membership.namespaceId) ?? null
}

function maySee(read: Reader, subject: Subject, membership: Membership): boolean {
  const path = findNamespacePath(read, membership.namespaceId)
  return path !== undefined && decideAccess(subject, 'member:view', path).allowed
}

function textOf(read: Reader) {
  return (membership: Membership) => {
    const { principal, namespacePath, roleName } = toMemberView(read, membership)
    return `${principal.name} ${namespacePath} ${roleName}`
  }
}
