import { permissions } from '#contract/permissions.ts'
import type { Role as RoleView } from '#contract/roles.ts'
import { findRole, type Reader } from '#server/access/find.ts'

/** Shows a role as the contract describes it; undefined when there is none. */
export function toRoleView(read: Reader, id: string): RoleView | undefined {
  const role = findRole(read, id)
  return (
    role && {
      id: role.id,
      name: role.name,
      description: role.description,
      kind: role.kind,
      permissions: permissions.filter((permission) => role.permissions.has(permission)),
      memberCount: read.memberships.count('role', role.id),
      version: read.roles.find(role.id)?.version ?? 1,
    }
  )
}
