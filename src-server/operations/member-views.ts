import type { Member } from '#contract/members.ts'
import { findNamespacePath, findRole, nameOfPrincipal, type Reader } from '#server/access/find.ts'
import type { Membership } from '#server/domain/model.ts'
import { toHistoryView } from './views.ts'

/** Shows a membership as the contract describes it. */
export function toMemberView(
  read: Reader,
  membership: Membership,
  inheritedFrom: string | null = null,
): Member {
  const { principal, namespaceId, roleId } = membership
  return {
    id: membership.id,
    principal: { kind: principal.kind, id: principal.id, name: nameOfPrincipal(read, principal) },
    namespaceId: namespaceId === '' ? null : namespaceId,
    namespacePath: findNamespacePath(read, namespaceId) ?? '',
    roleId,
    roleName: findRole(read, roleId)?.name ?? roleId,
    inheritedFrom,
    builtIn: membership.builtIn,
    ...toHistoryView(membership),
  }
}
