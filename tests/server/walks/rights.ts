import { type Permission, permissions } from '#contract/permissions.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import { fixedRoles } from '#server/domain/roles.ts'
import type { DoorwardStore } from '#server/store/collections.ts'

/**
 * What everybody may do, worked out a second time and in another way than the server does: by ids
 * and parents instead of paths, as sets of bits, one per permission.
 */
export type Rights = bigint

export type Reader = DoorwardStore['read']

/** A way in: whoever has it may act as its owner, as far as it reaches. */
export interface Credential {
  readonly owner: PrincipalRef
  readonly permissions: readonly Permission[] | null
  readonly namespaceIds: readonly string[] | null
}

const bits = new Map(permissions.map((permission, index) => [permission, 1n << BigInt(index)]))

/** One permission alone, without what it brings along. */
export function toRight(permission: Permission): Rights {
  return bits.get(permission) ?? 0n
}

export function toRights(chosen: Iterable<Permission>): Rights {
  let rights = 0n
  for (const permission of chosen) {
    rights |= bits.get(permission) ?? 0n
    const [resource] = permission.split(':')
    // Whoever may change a thing may see it.
    if (/:(?:create|update|delete)$/.test(permission)) {
      rights |=
        bits.get(permissions.find((each) => each === `${resource}:view`) ?? permission) ?? 0n
    }
  }
  return rights
}

export const OWNER = rightsOfRole(undefined, 'role_owner')

export function toNames(rights: Rights): readonly Permission[] {
  return permissions.filter((permission) => (rights & (bits.get(permission) ?? 0n)) !== 0n)
}

function rightsOfRole(read: Reader | undefined, id: string): Rights {
  const fixed = fixedRoles.find((role) => role.id === id)
  return toRights(fixed?.permissions ?? read?.roles.find(id)?.permissions ?? [])
}

/** A namespace and all above it by id, nearest first; the installation (empty) comes last. */
export function listAbove(read: Reader, id: string): readonly string[] {
  if (id === '') return ['']
  const group = read.groups.find(id)
  const parentId = group ? group.parentId : read.workspaces.find(id)?.groupId
  return parentId === undefined ? [] : [id, ...listAbove(read, parentId ?? '')]
}

/** What one principal holds by its own roles; `above` comes from `listAbove`. */
function rightsOfOne(read: Reader, { kind, id }: PrincipalRef, above: readonly string[]): Rights {
  const account = kind === 'service_account' ? read.serviceAccounts.find(id) : undefined
  const home = account?.groupId ?? ''
  const inHome = above.slice(0, above.indexOf(home) + 1)
  const memberships = read.memberships.list('principal', id)
  for (const namespaceId of inHome) {
    const held = memberships.find((membership) => membership.namespaceId === namespaceId)
    if (held) return rightsOfRole(read, held.roleId)
  }
  return 0n
}

function isThere(read: Reader, { kind, id }: PrincipalRef): boolean {
  if (kind === 'user') return read.users.find(id) !== undefined
  if (kind === 'team') return read.teams.find(id) !== undefined
  return read.serviceAccounts.find(id)?.kind !== 'internal'
}

function isEnabled(read: Reader, { kind, id }: PrincipalRef): boolean {
  if (kind === 'user') return read.users.find(id)?.disabled === false
  if (kind === 'team') return true
  return read.serviceAccounts.find(id)?.disabled === false
}

/** What a principal could do in a namespace if it were enabled. */
export function rightsIfEnabled(
  read: Reader,
  principal: PrincipalRef,
  above: readonly string[],
): Rights {
  if (!isThere(read, principal)) return 0n
  const teams = principal.kind === 'user' ? read.teamMembers.list('user', principal.id) : []
  return teams.reduce(
    (rights, { teamId }) => rights | rightsOfOne(read, { kind: 'team', id: teamId }, above),
    rightsOfOne(read, principal, above),
  )
}

/** What a principal can do in a namespace now. */
export function rightsOf(read: Reader, principal: PrincipalRef, above: readonly string[]): Rights {
  return isEnabled(read, principal) ? rightsIfEnabled(read, principal, above) : 0n
}

/** What a credential is worth in a namespace, were its owner enabled. */
export function worthOf(read: Reader, credential: Credential, above: readonly string[]): Rights {
  const { owner, permissions: only, namespaceIds } = credential
  const reaches = namespaceIds === null || namespaceIds.some((id) => above.includes(id))
  if (!reaches) return 0n
  const rights = rightsIfEnabled(read, owner, above)
  return only === null ? rights : rights & toRights(only)
}
