import { z } from 'zod'

/** Every permission there is: what may be done (`action`) to which kind of thing (`resource`). */
export const permissionActions = {
  group: ['view', 'create', 'create_top_level', 'update', 'delete'],
  workspace: ['view', 'create', 'update', 'delete'],
  service_account: ['view', 'create', 'update', 'delete'],
  client_credential: ['view', 'create', 'update', 'delete'],
  token: ['view', 'create', 'update', 'delete', 'introspect'],
  trust_policy: ['view', 'create', 'update', 'delete'],
  issuer: ['view', 'create', 'update', 'delete'],
  member: ['view', 'create', 'update', 'delete'],
  role: ['view', 'create', 'update', 'delete'],
  user: ['view', 'create', 'update', 'delete'],
  team: ['view', 'create', 'update', 'delete'],
  access: ['view'],
  audit: ['view'],
  signing_key: ['view', 'create'],
  settings: ['view', 'update'],
} as const

export type Resource = keyof typeof permissionActions
export type Permission = {
  [R in Resource]: `${R}:${(typeof permissionActions)[R][number]}`
}[Resource]

/** All permissions as `resource:action`, in the order of the table. */
export const permissions: readonly Permission[] = Object.entries(permissionActions).flatMap(
  // Safe: built from the very table that the type is made of.
  ([resource, actions]) => actions.map((action) => `${resource}:${action}` as Permission),
)

export const Permission = z.enum(permissions as [Permission, ...Permission[]])
