import { type Permission, permissions, type Resource } from '#contract/permissions.ts'
import { i18next } from '#renderer/lib/language.ts'

export interface ResourcePermissions {
  readonly resource: Resource
  readonly permissions: readonly Permission[]
}

/** Puts permissions together by what they are about, in the order of the whole list. */
export function groupPermissions(some: readonly Permission[]): readonly ResourcePermissions[] {
  const sorted = permissions.filter((permission) => some.includes(permission))
  const resources = [...new Set(sorted.map(toResource))]
  return resources.map((resource) => ({
    resource,
    permissions: sorted.filter((permission) => toResource(permission) === resource),
  }))
}

function toResource(permission: Permission): Resource {
  // Safe: every permission is written as its resource, a colon and its action.
  return permission.slice(0, permission.indexOf(':')) as Resource
}

type Action = 'view' | 'create' | 'create_top_level' | 'update' | 'delete' | 'introspect'

export function nameResource(resource: Resource): string {
  return i18next.t(`access:resources.${resource}`)
}

/** What a permission lets somebody do, in a word or two: "Create". */
export function nameAction(permission: Permission): string {
  // Safe: every permission is written as its resource, a colon and its action.
  const action = permission.slice(permission.indexOf(':') + 1) as Action
  return i18next.t(`access:permissionActions.${action}`)
}

/** A permission for people: "Service accounts: Create". */
export function namePermission(permission: Permission): string {
  return `${nameResource(toResource(permission))}: ${nameAction(permission)}`
}
