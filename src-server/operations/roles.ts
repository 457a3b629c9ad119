import { type Permission, permissions } from '#contract/permissions.ts'
import { notFound, requireRole } from '#server/access/find.ts'
import { toGrant } from '#server/access/subjects.ts'
import type { Subject } from '#server/domain/decide-access.ts'
import type { CustomRole, Membership } from '#server/domain/model.ts'
import { findFixedRole, fixedRoles, listImplied, type Role } from '#server/domain/roles.ts'
import { AppError } from '#server/errors.ts'
import type { Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { changeMemberships, requireOwnersStay } from './memberships.ts'
import { readGathered, toPage } from './pages.ts'
import { requireNoGain } from './require-no-gain.ts'
import { toRoleView } from './role-views.ts'

/** Implements the operations on roles. */
export function implementRoles({ roles }: Chain, { store, now, newId }: OperationParts) {
  const { read } = store
  const toView = (id: string) => {
    const view = toRoleView(read, id)
    if (view) return view
    throw notFound('role', id)
  }

  return {
    list: roles.list.handler(({ input }) => {
      const listing = {
        read: readGathered([...fixedRoles, ...read.roles.list('all', 'all')], toPosition),
        positionOf: toPosition,
        textOf: (role: Role | CustomRole) => `${role.name} ${role.description}`,
      }
      return toPage(input, listing, (role) => toView(role.id))
    }),

    get: roles.get.handler(({ input }) => toView(requireRole(read, input.role).id)),

    create: roles.create.handler(async ({ input, context }) => {
      const record: CustomRole = {
        id: newId('role'),
        name: input.name,
        description: input.description,
        permissions: input.permissions,
        ...begunBy(context.principal.actor, now()),
      }
      await store.change((tx) => {
        requireFreeName(tx, input.name)
        tx.roles.put(record)
      })
      return toView(record.id)
    }),

    update: roles.update.handler(async ({ input, context }) => {
      const id = await store.change((tx) => {
        const current = requireCustomRole(tx, input.role)
        requireVersion(current, input.version)
        const memberships = tx.memberships.list('role', current.id)
        const before = memberships.map((membership) => toRoleSubject(tx, membership))
        tx.roles.put({
          ...current,
          description: input.description ?? current.description,
          permissions: input.permissions ?? current.permissions,
          ...changedBy(current, context.principal.actor, now()),
        })
        for (const [index, membership] of memberships.entries()) {
          const after = toRoleSubject(tx, membership)
          requireNoGain({ caller: context.subject, before: before[index], after })
        }
        return current.id
      })
      return toView(id)
    }),

    delete: roles.delete.handler(async ({ input, context }) => {
      await store.change((tx) => {
        const role = requireCustomRole(tx, input.role)
        const memberships = tx.memberships.list('role', role.id)
        requireUnused(role, memberships.length, input.force)
        requireOwnersStay(tx, memberships)
        for (const membership of memberships) {
          const remove = () => tx.memberships.delete(membership.id)
          changeMemberships(tx, context.subject, membership.principal, remove)
        }
        tx.roles.delete(role.id)
      })
    }),
  }
}

/** Built-in roles first, from the least to the most; then the custom ones by name. */
function toPosition(role: Role | CustomRole): string {
  const number = fixedRoles.findIndex(({ id }) => id === role.id)
  return number < 0 ? `custom ${role.name}` : `built-in ${String(number).padStart(2, '0')}`
}

/** Implements the list of permissions. */
export function implementPermissions({ permissions: list }: Chain) {
  return list.handler(() => ({ items: permissions.map(toPermissionView) }))
}

function toPermissionView(permission: Permission) {
  const [resource = '', action = ''] = permission.split(':')
  return { permission, resource, action, implies: listImplied(permission) }
}

/** What one membership gives by itself. */
function toRoleSubject(tx: Transaction, membership: Membership): Subject {
  const grant = toGrant(tx, membership)
  return { standing: 'active', grants: grant ? [grant] : [], homePath: '' }
}

function requireCustomRole(tx: Transaction, reference: string): CustomRole {
  const { id, kind, name } = requireRole(tx, reference)
  const custom = tx.roles.find(id)
  if (custom && kind === 'custom') return custom
  throw new AppError('read_only', `The role "${name}" comes with Doorward and cannot be changed.`)
}

function requireFreeName(tx: Transaction, name: string): void {
  if (!findFixedRole(name) && !tx.roles.findBy('name', name)) return
  throw new AppError('name_taken', `There is a role "${name}" already.`, {
    fields: [{ field: 'name', message: 'This name is taken.' }],
  })
}

function requireUnused(role: CustomRole, memberCount: number, force: boolean): void {
  if (memberCount === 0 || force) return
  throw new AppError(
    'in_use',
    `${memberCount} members hold the role "${role.name}". With force they lose it.`,
  )
}
