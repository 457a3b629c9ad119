import { listMemberships } from '#server/domain/list-memberships.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { toParentPath } from '#server/domain/paths.ts'
import { type AccessReader, listGrants } from './subjects.ts'

type Memberships = ReturnType<typeof listMemberships>

/** Records are replaced and never changed, so an account that was moved is another key. */
const known = new WeakMap<ServiceAccount, { changes: number; memberships: Memberships }>()

/**
 * Gives the roles that an account holds itself, by namespace. Every token tells them, so they are
 * looked up anew only after a membership, a namespace or a role has changed.
 */
export function findOwnMemberships(read: AccessReader, account: ServiceAccount): Memberships {
  const changes = countChanges(read)
  const found = known.get(account)
  if (found?.changes === changes) return found.memberships

  const grants = listGrants(read, { kind: 'service_account', id: account.id })
  const memberships = listMemberships({ grants, homePath: toParentPath(account.path) }, undefined)
  known.set(account, { changes, memberships })
  return memberships
}

/** Each of them only ever grows, so no two changes make up for each other. */
function countChanges({ memberships, groups, workspaces, roles }: AccessReader): number {
  return memberships.changes + groups.changes + workspaces.changes + roles.changes
}
