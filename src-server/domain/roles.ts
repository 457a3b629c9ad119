import { type Permission, permissions } from '#contract/permissions.ts'

/** A named set of permissions. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly kind: 'built_in' | 'system' | 'custom'
  /** Complete: what a permission implies is in it. */
  readonly permissions: ReadonlySet<Permission>
}

const WRITES = new Set(['create', 'update', 'delete'])

/** Lists what a permission brings along: whoever may change a thing may see it. */
export function listImplied(permission: Permission): Permission[] {
  const [resource, action] = permission.split(':')
  const view = permissions.find((candidate) => candidate === `${resource}:view`)
  return view && WRITES.has(action ?? '') ? [view] : []
}

/** Completes a set of permissions by what they imply. */
export function expandPermissions(chosen: Iterable<Permission>): ReadonlySet<Permission> {
  const all = [...chosen]
  return new Set([...all, ...all.flatMap(listImplied)])
}

const viewAll = permissions.filter((permission) => permission.endsWith(':view'))

const viewer = viewAll.filter(
  (permission) => !/^(?:settings|signing_key|user|team):/.test(permission),
)
const deployer: Permission[] = [
  ...viewer,
  ...permissions.filter((permission) =>
    /^(?:service_account|workspace|client_credential|token|trust_policy):(?:create|update|delete)$/.test(
      permission,
    ),
  ),
]
const owner: Permission[] = [
  ...deployer,
  ...permissions.filter((permission) =>
    /^(?:group|member):(?:create|update|delete)$/.test(permission),
  ),
]
const user: Permission[] = ['group:view', 'settings:view']

function defineRole(
  kind: Role['kind'],
  name: string,
  description: string,
  chosen: readonly Permission[],
): Role {
  const id = kind === 'system' ? `role_system_${name}` : `role_${name}`
  const shown = kind === 'system' ? `system-${name}` : name
  return { id, name: shown, description, kind, permissions: expandPermissions(chosen) }
}

const roleViewer = defineRole('built_in', 'viewer', 'Sees everything, changes nothing.', viewer)
export const roleDeployer = defineRole(
  'built_in',
  'deployer',
  'Also manages service accounts, their credentials and tokens, and workspaces.',
  deployer,
)
export const roleOwner = defineRole('built_in', 'owner', 'Also manages members and groups.', owner)

/** The roles of the accounts that come with Doorward. */
export const systemRoles = {
  admin: defineRole('system', 'admin', 'Everything, everywhere.', permissions),
  viewer: defineRole('system', 'viewer', 'Sees everything, everywhere.', viewAll),
  user: defineRole('system', 'user', 'Lists groups and sees the settings.', user),
  'group-creator': defineRole(
    'system',
    'group-creator',
    'Also creates top-level groups and owns those.',
    [...user, 'group:create_top_level'],
  ),
} as const

/** Every role that is code. */
export const fixedRoles: readonly Role[] = [
  roleViewer,
  roleDeployer,
  roleOwner,
  ...Object.values(systemRoles),
]

const rolesById = new Map(fixedRoles.map((role) => [role.id, role]))
const rolesByName = new Map(fixedRoles.map((role) => [role.name, role]))

/** Finds a role that is code, by id or name. */
export function findFixedRole(reference: string): Role | undefined {
  return rolesById.get(reference) ?? rolesByName.get(reference)
}
