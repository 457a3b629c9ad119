import type { Grant, Principal, Subject } from '#server/domain/decide-access.ts'
import type { Membership, PrincipalRef, ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { findNamespacePath, findRole, nameOfPrincipal, type Reader } from './find.ts'

/** What deciding about access reads. */
export type AccessReader = Pick<
  Reader,
  | 'groups'
  | 'workspaces'
  | 'serviceAccounts'
  | 'users'
  | 'teams'
  | 'teamMembers'
  | 'roles'
  | 'memberships'
>

const administrator: Subject = { standing: 'administrator', grants: [], homePath: '' }

/** Gathers what decides about the access of a caller. */
export function toCallerSubject(read: AccessReader, { actor, restriction }: Principal): Subject {
  if (actor.kind === 'administrator') return administrator
  const kind = actor.kind === 'user' ? 'user' : 'service_account'
  return { ...toSubject(read, { kind, id: actor.id }), restriction }
}

/** Gathers what decides about the access of a principal: its roles and those of its teams. */
export function toSubject(read: AccessReader, principal: PrincipalRef): Subject {
  const account =
    principal.kind === 'service_account' ? read.serviceAccounts.find(principal.id) : undefined
  const teams: readonly PrincipalRef[] = read.teamMembers
    .list('user', principal.id)
    .map(({ teamId }) => ({ kind: 'team', id: teamId }))
  return {
    standing: standingOf(read, principal, account),
    grants: [principal, ...teams].flatMap((ref) => listGrants(read, ref)),
    homePath: account ? toParentPath(account.path) : '',
  }
}

/** What a principal could do if it were enabled; what a credential of it would be worth. */
export function toEnabledSubject(read: AccessReader, principal: PrincipalRef): Subject {
  const subject = toSubject(read, principal)
  return subject.standing === 'disabled' ? { ...subject, standing: 'active' } : subject
}

/** Lists the roles that a principal holds itself. */
export function listGrants(read: AccessReader, principal: PrincipalRef): readonly Grant[] {
  return read.memberships
    .list('principal', principal.id)
    .flatMap((membership) => toGrant(read, membership) ?? [])
}

/** Shows a membership as a grant; undefined when its namespace or role is gone. */
export function toGrant(read: AccessReader, membership: Membership): Grant | undefined {
  const namespacePath = findNamespacePath(read, membership.namespaceId)
  const role = findRole(read, membership.roleId)
  if (namespacePath === undefined || !role) return undefined
  const { kind, id } = membership.principal
  const name = nameOfPrincipal(read, membership.principal)
  return { memberId: membership.id, principal: { kind, id, name }, namespacePath, role }
}

function standingOf(
  read: AccessReader,
  principal: PrincipalRef,
  account: ServiceAccount | undefined,
): Subject['standing'] {
  if (principal.kind === 'team') return 'active'
  if (principal.kind === 'user') {
    return read.users.find(principal.id)?.disabled === false ? 'active' : 'disabled'
  }
  if (account?.kind === 'internal') return 'internal'
  return account?.disabled === false ? 'active' : 'disabled'
}
