import { z } from 'zod'
import { Description, Flag, PageQuery, pageOf, Reference, Version } from './common.ts'
import { operation } from './operation.ts'
import { Permission } from './permissions.ts'

export const Role = z
  .object({
    id: z.string(),
    name: z.string(),
    description: Description,
    kind: z.enum(['built_in', 'system', 'custom']),
    permissions: z.array(Permission),
    memberCount: z.number().int(),
    version: Version,
  })
  .meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

export const PermissionView = z
  .object({
    permission: Permission,
    resource: z.string(),
    action: z.string(),
    implies: z.array(Permission),
  })
  .meta({ id: 'Permission' })

const RoleName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Use lower-case letters, digits and "-".')

const onRole = { kind: 'role', field: 'role' } as const
const tags = ['Roles']

export const roles = {
  list: operation({ permission: 'none', on: { kind: 'caller' }, effect: 'read' })
    .route({ method: 'GET', path: '/roles', tags, summary: 'List the roles, built-in ones first' })
    .input(PageQuery)
    .output(pageOf(Role)),

  get: operation({ permission: 'none', on: { kind: 'caller' }, effect: 'read' })
    .route({ method: 'GET', path: '/roles/{role}', tags, summary: 'Get a role, by id or name' })
    .input(z.strictObject({ role: Reference }))
    .output(Role),

  create: operation({ permission: 'role:create', on: { kind: 'installation' }, effect: 'change' }, [
    'gain_not_allowed',
    'name_taken',
  ])
    .route({
      method: 'POST',
      path: '/roles',
      tags,
      summary: 'Create a custom role',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        name: RoleName,
        description: Description.default(''),
        permissions: z.array(Permission).min(1, 'Choose at least one permission.'),
      }),
    )
    .output(Role),

  update: operation({ permission: 'role:update', on: onRole, effect: 'change' }, [
    'gain_not_allowed',
    'read_only',
    'version_conflict',
  ])
    .route({ method: 'PATCH', path: '/roles/{role}', tags, summary: 'Change a custom role' })
    .input(
      z.strictObject({
        role: Reference,
        version: Version,
        description: Description.optional(),
        permissions: z.array(Permission).min(1, 'Choose at least one permission.').optional(),
      }),
    )
    .output(Role),

  delete: operation({ permission: 'role:delete', on: onRole, effect: 'change' }, [
    'gain_not_allowed',
    'in_use',
    'read_only',
  ])
    .route({
      method: 'DELETE',
      path: '/roles/{role}',
      tags,
      summary: 'Delete a custom role; with `force`, also the memberships that use it',
      successStatus: 204,
    })
    .input(z.strictObject({ role: Reference, force: Flag.default(false) }))
    .output(z.void()),
}

export const permissionList = operation({
  permission: 'none',
  on: { kind: 'caller' },
  effect: 'read',
})
  .route({ method: 'GET', path: '/permissions', tags, summary: 'List all permissions' })
  .input(z.strictObject({}).optional())
  .output(z.object({ items: z.array(PermissionView) }))
