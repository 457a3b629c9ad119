import type { Reader } from '#server/access/find.ts'
import type { Group, Membership, ServiceAccount, Workspace } from '#server/domain/model.ts'

type SubtreeReader = Pick<Reader, 'groups' | 'workspaces' | 'serviceAccounts' | 'memberships'>

/** A group and everything in it, the group itself first. */
export interface Subtree {
  readonly groups: readonly Group[]
  readonly workspaces: readonly Workspace[]
  readonly serviceAccounts: readonly ServiceAccount[]
  /** Roles held in any of its namespaces. */
  readonly memberships: readonly Membership[]
}

/** Gathers a group and everything below it, by the indexes. */
export function gatherSubtree(read: SubtreeReader, group: Group): Subtree {
  const groups = gatherGroups(read, group)
  const workspaces = groups.flatMap(({ id }) => read.workspaces.list('group', id))
  return {
    groups,
    workspaces,
    serviceAccounts: groups.flatMap(({ id }) => read.serviceAccounts.list('group', id)),
    memberships: [...groups, ...workspaces].flatMap(({ id }) =>
      read.memberships.list('namespace', id),
    ),
  }
}

function gatherGroups(read: SubtreeReader, group: Group): readonly Group[] {
  const below = read.groups.list('parent', group.id).flatMap((child) => gatherGroups(read, child))
  return [group, ...below]
}
