import type { Actor } from '#contract/common.ts'
import { type Namespace, nameOfPrincipal, type Reader } from '#server/access/find.ts'
import { type AccessReader, listGrants, toEnabledSubject } from '#server/access/subjects.ts'
import type { Subject } from '#server/domain/decide-access.ts'
import type { Membership, PrincipalRef } from '#server/domain/model.ts'
import { isWithin, toParentPath } from '#server/domain/paths.ts'
import { type Role, roleOwner } from '#server/domain/roles.ts'
import { AppError } from '#server/errors.ts'
import { type Transaction, toPlace } from '#server/store/collections.ts'
import type { OperationParts } from './context.ts'
import { begunBy } from './history.ts'
import { requireNoGain } from './require-no-gain.ts'

export interface NewMembership {
  readonly principal: PrincipalRef
  readonly namespace: Namespace
  readonly role: Role
}

/** Gives a principal a role, under all the rules; throws what they refuse. */
export function addMembership(
  tx: Transaction,
  parts: Pick<OperationParts, 'newId' | 'now'>,
  { principal, namespace, role }: NewMembership,
  caller: { readonly subject: Subject; readonly actor: Actor },
): Membership {
  requireScope(tx, principal, namespace)
  requireAssignable(tx, role, principal)
  requireNoMembership(tx, principal, namespace)
  const record: Membership = {
    id: parts.newId('mem'),
    principal,
    namespaceId: namespace.id,
    roleId: role.id,
    builtIn: false,
    ...begunBy(caller.actor, parts.now()),
  }
  changeMemberships(tx, caller.subject, principal, () => tx.memberships.put(record))
  return record
}

/**
 * Makes a change to a principal's roles, unless it would give the principal anything that the
 * caller does not hold. The roles before and after are compared, so that taking a lower role away,
 * which may let a higher one through, is judged like giving one.
 */
export function changeMemberships(
  tx: AccessReader,
  caller: Subject,
  principal: PrincipalRef,
  change: () => void,
): void {
  const before = toAffected(tx, principal)
  change()
  requireNoGain({ caller, before, after: toAffected(tx, principal) })
}

/** Whom a change to roles affects: a team by its own roles, whatever its people hold besides. */
export function toAffected(read: AccessReader, principal: PrincipalRef): Subject {
  if (principal.kind !== 'team') return toEnabledSubject(read, principal)
  return { standing: 'active', grants: listGrants(read, principal), homePath: '' }
}

/** Ends memberships together with what they belonged to; the last owner of a top-level group stays. */
export function endMemberships(tx: Transaction, ending: readonly Membership[]): void {
  requireOwnersStay(tx, ending)
  for (const membership of ending) tx.memberships.delete(membership.id)
}

/** Throws `last_owner` when a top-level group that has owners would have none without these. */
export function requireOwnersStay(
  read: Pick<Reader, 'groups' | 'memberships'>,
  leaving: readonly Membership[],
): void {
  const ids = new Set(leaving.map((membership) => membership.id))
  for (const { namespaceId, roleId } of leaving) {
    const group = read.groups.find(namespaceId)
    if (roleId !== roleOwner.id || group?.parentId !== null) continue
    const members = read.memberships.list('namespace', namespaceId)
    const stays = members.some((member) => member.roleId === roleOwner.id && !ids.has(member.id))
    if (stays) continue
    throw new AppError(
      'last_owner',
      `"${group.path}" would be left without an owner. Make somebody else owner first.`,
    )
  }
}

/** A service account acts only inside its home group; system accounts act anywhere. */
function requireScope(
  read: Pick<Reader, 'serviceAccounts'>,
  principal: PrincipalRef,
  namespace: Namespace,
): void {
  const account =
    principal.kind === 'service_account' ? read.serviceAccounts.find(principal.id) : undefined
  if (!account) return
  if (account.kind === 'built_in' || account.kind === 'internal') {
    throw new AppError('read_only', `"${account.path}" comes with Doorward; its role is fixed.`)
  }
  const home = toParentPath(account.path)
  if (isWithin(namespace.path, home)) return
  throw new AppError(
    'scope_not_allowed',
    `"${account.path}" acts only inside its home group "${home}"; "${namespace.path || '/'}" lies outside.`,
    { fields: [{ field: 'namespace', message: `Choose "${home}" or something below it.` }] },
  )
}

/** A root account's own role goes with it, so nobody else may come to rely on it; throws `read_only`. */
export function requireAssignable(
  read: Pick<Reader, 'roles'>,
  role: Role,
  principal: PrincipalRef,
): void {
  const accountId = read.roles.find(role.id)?.accountId
  if (accountId === undefined || accountId === principal.id) return
  throw new AppError('read_only', `The role "${role.name}" belongs to one root account alone.`)
}

function requireNoMembership(
  read: Pick<Reader, 'memberships' | 'users' | 'teams' | 'serviceAccounts'>,
  principal: PrincipalRef,
  namespace: Namespace,
): void {
  if (!read.memberships.findBy('place', toPlace(principal.id, namespace.id))) return
  const name = nameOfPrincipal(read, principal)
  throw new AppError(
    'already_member',
    `${name} has a role in "${namespace.path || '/'}" already. Change that one instead.`,
  )
}
