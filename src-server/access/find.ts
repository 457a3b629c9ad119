import type { PrincipalKind } from '#contract/common.ts'
import type {
  Group,
  Issuer,
  Lockout,
  Membership,
  NamedToken,
  PrincipalRef,
  PublicKey,
  ServiceAccount,
  Team,
  User,
  Workspace,
} from '#server/domain/model.ts'
import { expandPermissions, findFixedRole, type Role } from '#server/domain/roles.ts'
import { AppError } from '#server/errors.ts'
import { type DoorwardStore, ROOT } from '#server/store/collections.ts'

export type Reader = DoorwardStore['read']

/** A group, a workspace or the installation itself. */
export interface Namespace {
  readonly kind: 'installation' | 'group' | 'workspace'
  /** Empty for the installation. */
  readonly id: string
  readonly path: string
}

/** The answer for what does not exist and for what the caller may not see: nobody can tell which. */
export function notFound(what: string, reference: string): AppError {
  return new AppError('not_found', `There is no ${what} "${reference}", or you may not see it.`)
}

/** Finds a group by id or path; throws `not_found`. */
export function requireGroup(read: Pick<Reader, 'groups'>, reference: string): Group {
  const group = read.groups.find(reference) ?? read.groups.findBy('path', reference)
  if (group) return group
  throw notFound('group', reference)
}

/** Finds a workspace by id or path; throws `not_found`. */
export function requireWorkspace(read: Pick<Reader, 'workspaces'>, reference: string): Workspace {
  const workspace = read.workspaces.find(reference) ?? read.workspaces.findBy('path', reference)
  if (workspace) return workspace
  throw notFound('workspace', reference)
}

/** Finds a group or workspace by id or path, the installation by nothing; throws `not_found`. */
export function requireNamespace(
  read: Pick<Reader, 'groups' | 'workspaces'>,
  reference: string,
): Namespace {
  if (reference === ROOT) return { kind: 'installation', id: ROOT, path: ROOT }
  const group = read.groups.find(reference) ?? read.groups.findBy('path', reference)
  if (group) return { kind: 'group', id: group.id, path: group.path }
  const workspace = read.workspaces.find(reference) ?? read.workspaces.findBy('path', reference)
  if (workspace) return { kind: 'workspace', id: workspace.id, path: workspace.path }
  throw notFound('namespace', reference)
}

/** Gives the path of a namespace by its id; undefined when it is gone. */
export function findNamespacePath(
  read: Pick<Reader, 'groups' | 'workspaces'>,
  id: string,
): string | undefined {
  if (id === ROOT) return ROOT
  return read.groups.find(id)?.path ?? read.workspaces.find(id)?.path
}

/** Finds a service account by id or path; throws `not_found`. */
export function requireAccount(
  read: Pick<Reader, 'serviceAccounts'>,
  reference: string,
): ServiceAccount {
  const account =
    read.serviceAccounts.find(reference) ?? read.serviceAccounts.findBy('path', reference)
  if (account) return account
  throw notFound('service account', reference)
}

/** Finds an issuer by id or URL; throws `not_found`. */
export function requireIssuer(read: Pick<Reader, 'issuers'>, reference: string): Issuer {
  const issuer = read.issuers.find(reference) ?? read.issuers.findBy('url', reference)
  if (issuer) return issuer
  throw notFound('issuer', reference)
}

/** Finds a person by id or e-mail; throws `not_found`. */
export function requireUser(read: Pick<Reader, 'users'>, reference: string): User {
  const user = read.users.find(reference) ?? read.users.findBy('email', reference.toLowerCase())
  if (user) return user
  throw notFound('user', reference)
}

/** Finds a team by id or name; throws `not_found`. */
export function requireTeam(read: Pick<Reader, 'teams'>, reference: string): Team {
  const team = read.teams.find(reference) ?? read.teams.findBy('name', reference)
  if (team) return team
  throw notFound('team', reference)
}

/** Finds a membership by its id; throws `not_found`. */
export function requireMembership(
  read: Pick<Reader, 'memberships'>,
  reference: string,
): Membership {
  const membership = read.memberships.find(reference)
  if (membership) return membership
  throw notFound('member', reference)
}

/** Finds a named token by its id; throws `not_found`. */
export function requireToken(read: Pick<Reader, 'namedTokens'>, reference: string): NamedToken {
  const token = read.namedTokens.find(reference)
  if (token) return token
  throw notFound('token', reference)
}

/** Finds a lockout by its id; throws `not_found`. */
export function requireLockout(read: Pick<Reader, 'lockouts'>, reference: string): Lockout {
  const lockout = read.lockouts.find(reference)
  if (lockout) return lockout
  throw notFound('lockout', reference)
}

/** Finds a public key by its id; throws `not_found`. */
export function requirePublicKey(read: Pick<Reader, 'publicKeys'>, reference: string): PublicKey {
  const key = read.publicKeys.find(reference)
  if (key) return key
  throw notFound('public key', reference)
}

/** Finds a role by id or name, built-in ones first; undefined when there is none. */
export function findRole(read: Pick<Reader, 'roles'>, reference: string): Role | undefined {
  const fixed = findFixedRole(reference)
  if (fixed) return fixed
  const custom = read.roles.find(reference) ?? read.roles.findBy('name', reference)
  return (
    custom && {
      id: custom.id,
      name: custom.name,
      description: custom.description,
      kind: 'custom',
      permissions: expandPermissions(custom.permissions),
    }
  )
}

/** Finds a role by id or name; throws `not_found`. */
export function requireRole(read: Pick<Reader, 'roles'>, reference: string): Role {
  const role = findRole(read, reference)
  if (role) return role
  throw notFound('role', reference)
}

type PrincipalReader = Pick<Reader, 'users' | 'teams' | 'serviceAccounts'>

const principalFinders = {
  user: (read, reference) => requireUser(read, reference).id,
  team: (read, reference) => requireTeam(read, reference).id,
  service_account: (read, reference) => requireAccount(read, reference).id,
} as const satisfies Record<PrincipalKind, (read: PrincipalReader, reference: string) => string>

/** Finds whom a reference names: an id, or a kind, a colon and a path, e-mail or name; throws `not_found`. */
export function requirePrincipal(read: PrincipalReader, reference: string): PrincipalRef {
  const named = /^(serviceAccount|service_account|user|team):(.+)$/s.exec(reference)
  const kind = named?.[1] ? toKind(named[1]) : kindOfId(reference)
  if (!kind) throw notFound('principal', reference)
  return { kind, id: principalFinders[kind](read, named?.[2] ?? reference) }
}

function toKind(word: string): PrincipalKind {
  return word === 'user' || word === 'team' ? word : 'service_account'
}

function kindOfId(reference: string): PrincipalKind | undefined {
  if (reference.startsWith('usr_')) return 'user'
  if (reference.startsWith('team_')) return 'team'
  return reference.startsWith('sa_') ? 'service_account' : undefined
}

/** The name by which people know a principal: a path, an e-mail address or a name. */
export function nameOfPrincipal(read: PrincipalReader, { kind, id }: PrincipalRef): string {
  if (kind === 'user') return read.users.find(id)?.email ?? id
  if (kind === 'team') return read.teams.find(id)?.name ?? id
  return read.serviceAccounts.find(id)?.path ?? id
}
