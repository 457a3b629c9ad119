import type { Actor } from '#contract/common.ts'
import type { Reader } from '#server/access/find.ts'
import type {
  CustomRole,
  Group,
  Membership,
  NamedToken,
  PrincipalRef,
  ServiceAccount,
  Team,
  User,
  Workspace,
} from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { defaultTokenSettings } from '#server/domain/token-settings.ts'
import { collections } from '#server/store/collections.ts'
import { MemoryCollection } from '#server/store/memory-collection.ts'

const actor: Actor = { kind: 'administrator', id: 'admin', name: 'Administrator' }
const history = { createdAt: 0, createdBy: actor, updatedAt: 0, updatedBy: actor, version: 1 }

/** The collections that access is decided by, in memory, without a store around them. */
export function aReader() {
  return {
    groups: new MemoryCollection<Group>('groups', collections.groups),
    workspaces: new MemoryCollection<Workspace>('workspaces', collections.workspaces),
    serviceAccounts: new MemoryCollection<ServiceAccount>(
      'serviceAccounts',
      collections.serviceAccounts,
    ),
    users: new MemoryCollection<User>('users', collections.users),
    teams: new MemoryCollection<Team>('teams', collections.teams),
    teamMembers: new MemoryCollection('teamMembers', collections.teamMembers),
    roles: new MemoryCollection<CustomRole>('roles', collections.roles),
    memberships: new MemoryCollection<Membership>('memberships', collections.memberships),
    namedTokens: new MemoryCollection<NamedToken>('namedTokens', collections.namedTokens),
  } satisfies Partial<Record<keyof Reader, unknown>>
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Makes a group whose id tells its first path. */
export function aGroup(path: string): Group {
  const parent = toParentPath(path)
  const parentId = parent === '' ? null : `grp_${parent}`
  return { id: `grp_${path}`, path, name: nameOf(path), parentId, description: '', ...history }
}

export function aWorkspace(path: string): Workspace {
  const groupId = `grp_${toParentPath(path)}`
  return { id: `ws_${path}`, path, name: nameOf(path), groupId, description: '', ...history }
}

export function aServiceAccount(path: string, more: Partial<ServiceAccount> = {}): ServiceAccount {
  const parent = toParentPath(path)
  return {
    id: `sa_${path}`,
    kind: parent === '' ? 'system' : 'group',
    path,
    name: nameOf(path),
    groupId: parent === '' ? null : `grp_${parent}`,
    description: '',
    labels: {},
    disabled: false,
    clientCredentialsEnabled: true,
    tokenSettings: defaultTokenSettings,
    ...history,
    ...more,
  }
}

export function aPerson(name: string, more: Partial<User> = {}): User {
  const email = `${name}@acme.example`
  const base = { id: `usr_${name}`, name, email, disabled: false, notifyOfExpiringSecrets: true }
  return { ...base, ...history, ...more }
}

export function aTeam(name: string): Team {
  return { id: `team_${name}`, name, description: '', ...history }
}

export function aCustomRole(name: string, permissions: CustomRole['permissions']): CustomRole {
  return { id: `role_custom_${name}`, name, description: '', permissions, ...history }
}

export function aMembership(
  principal: PrincipalRef,
  namespaceId: string,
  roleId: string,
): Membership {
  const id = `mem_${principal.id}@${namespaceId}`
  return { id, principal, namespaceId, roleId, builtIn: false, ...history }
}
