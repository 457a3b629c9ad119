import type { AccessReason } from '#contract/access.ts'
import type { Actor, PrincipalView } from '#contract/common.ts'
import { type Permission, permissions } from '#contract/permissions.ts'
import type { AuthenticatedBy } from '#contract/whoami.ts'
import { depthOf, isWithin, listChain } from './paths.ts'
import type { Role } from './roles.ts'

/** Who is calling, once authenticated. */
export interface Principal {
  readonly actor: Actor
  readonly authenticatedBy: AuthenticatedBy
  readonly restriction?: Restriction | undefined
  /** The named token that they came with. */
  readonly tokenId?: string
}

/** A token may carry less than its owner holds. */
export interface Restriction {
  readonly permissions: ReadonlySet<Permission> | null
  /** Paths of namespaces. */
  readonly namespaces: readonly string[] | null
}

/** A role held in a namespace, by a principal itself or by a team that it belongs to. */
export interface Grant {
  readonly memberId: string
  readonly principal: PrincipalView
  readonly namespacePath: string
  readonly role: Role
}

/** Whose access is decided, with every role that may matter. */
export interface Subject {
  readonly standing: 'administrator' | 'active' | 'disabled' | 'internal'
  /** Roles that count in the namespace asked about; others are passed over. */
  readonly grants: readonly Grant[]
  /** A service account acts only inside its home group; empty for everybody else. */
  readonly homePath: string
  readonly restriction?: Restriction | undefined
}

export interface LostGrant {
  readonly grant: Grant
  readonly reason: 'nearer_role' | 'outside_home' | 'lacks_permission'
}

export interface AccessDecision {
  readonly allowed: boolean
  readonly reason: AccessReason
  /** The role that allows it. */
  readonly winner: Grant | undefined
  /** Further roles, of teams for example, that would allow it without the winner too. */
  readonly others: readonly Grant[]
  readonly losing: readonly LostGrant[]
}

/**
 * Decides whether a subject may do something in a namespace, and says why. Roles inherit down the
 * tree; for each principal the nearest one wins, and what a user may do is the union over the user
 * and their teams.
 */
export function decideAccess(
  subject: Subject,
  permission: Permission,
  namespacePath: string,
): AccessDecision {
  if (subject.standing === 'administrator') return answer(true, 'administrator')
  if (subject.standing !== 'active') return answer(false, subject.standing)

  const { nearest, losing } = rankGrants(subject, namespacePath)
  const [winner, ...others] = nearest.filter((grant) => grant.role.permissions.has(permission))
  const lacking = nearest
    .filter((grant) => !grant.role.permissions.has(permission))
    .map((grant) => ({ grant, reason: 'lacks_permission' }) as const)
  const lost = [...losing, ...lacking]
  if (!winner) return answer(false, nearest.length > 0 ? 'lacks_permission' : 'no_membership', lost)
  if (!isInsideRestriction(subject.restriction, permission, namespacePath)) {
    return answer(false, 'outside_token', lost)
  }
  return { allowed: true, reason: 'granted', winner, others, losing: lost }
}

/** Lists everything that a subject may do in a namespace, each with the role that gives it. */
export function listAccess(
  subject: Subject,
  namespacePath: string,
): readonly { readonly permission: Permission; readonly winner: Grant | undefined }[] {
  return permissions.flatMap((permission) => {
    const { allowed, winner } = decideAccess(subject, permission, namespacePath)
    return allowed ? [{ permission, winner }] : []
  })
}

/**
 * Prepares a subject with many roles for many questions: it gives, for a namespace, the same
 * subject with no more than the roles on the way there.
 */
export function narrowSubject(subject: Subject): (namespacePath: string) => Subject {
  const grantsAt = new Map<string, Grant[]>()
  for (const grant of subject.grants) {
    const known = grantsAt.get(grant.namespacePath)
    if (known) known.push(grant)
    else grantsAt.set(grant.namespacePath, [grant])
  }
  return (namespacePath) => ({
    ...subject,
    grants: listChain(namespacePath).flatMap((path) => grantsAt.get(path) ?? []),
  })
}

/** The nearest role of each principal, and those that lost to it. */
export function rankGrants(
  { grants, homePath }: Pick<Subject, 'grants' | 'homePath'>,
  namespacePath: string,
): { readonly nearest: readonly Grant[]; readonly losing: readonly LostGrant[] } {
  const above = grants
    .filter((grant) => isWithin(namespacePath, grant.namespacePath))
    .toSorted((one, other) => depthOf(other.namespacePath) - depthOf(one.namespacePath))
  const inside = above.filter((grant) => isWithin(grant.namespacePath, homePath))
  const nearest = inside.filter(
    (grant, index) =>
      inside.findIndex((other) => other.principal.id === grant.principal.id) === index,
  )
  const losing = above
    .filter((grant) => !nearest.includes(grant))
    .map((grant) => ({
      grant,
      reason: inside.includes(grant) ? ('nearer_role' as const) : ('outside_home' as const),
    }))
  return { nearest, losing }
}

function isInsideRestriction(
  restriction: Restriction | undefined,
  permission: Permission,
  namespacePath: string,
): boolean {
  if (!restriction) return true
  const { permissions: only, namespaces } = restriction
  const isPermission = only === null || only.has(permission)
  const isNamespace =
    namespaces === null || namespaces.some((namespace) => isWithin(namespacePath, namespace))
  return isPermission && isNamespace
}

function answer(
  allowed: boolean,
  reason: AccessReason,
  losing: readonly LostGrant[] = [],
): AccessDecision {
  return { allowed, reason, winner: undefined, others: [], losing }
}
