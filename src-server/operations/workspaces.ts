import { notFound, requireGroup, requireWorkspace } from '#server/access/find.ts'
import type { Workspace } from '#server/domain/model.ts'
import { toChildPath, toTreeOrder } from '#server/domain/paths.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { endMemberships } from './memberships.ts'
import { requireFreeNamespace } from './namespaces.ts'
import { type PageRequest, toPage } from './pages.ts'
import { toWorkspaceView } from './views.ts'
import { readVisible, requireVisible } from './visible.ts'

/** Implements the operations on workspaces. */
export function implementWorkspaces({ workspaces }: Chain, { store, now, newId }: OperationParts) {
  const { read } = store
  const textOf = (workspace: Workspace) => `${workspace.path} ${workspace.description}`

  return {
    list: workspaces.list.handler(({ input, context: { subject } }) => {
      if (input.group === undefined) {
        const orderOf = (workspace: Workspace) => toTreeOrder(workspace.path)
        const index = {
          read: (page: PageRequest) => read.workspaces.list('all', 'all', page),
          orderOf,
        }
        const visible = readVisible(subject, 'workspace:view', index)
        return toPage(input, { read: visible, positionOf: orderOf, textOf }, toWorkspaceView)
      }
      const reference = input.group
      const group = requireGroup(read, reference)
      const hidden = () => notFound('group', reference)
      requireVisible(subject, 'workspace:view', group.path, hidden)
      const listing = {
        read: (page: PageRequest) => read.workspaces.list('group', group.id, page),
        positionOf: (workspace: Workspace) => workspace.name,
        textOf,
      }
      return toPage(input, listing, toWorkspaceView)
    }),

    create: workspaces.create.handler(async ({ input, context }) => {
      const workspace = await store.change((tx) => {
        const group = requireGroup(tx, input.group)
        const path = toChildPath(group.path, input.name)
        requireFreeNamespace(tx, path)
        const record: Workspace = {
          id: newId('ws'),
          path,
          name: input.name,
          groupId: group.id,
          description: input.description,
          ...begunBy(context.principal.actor, now()),
        }
        tx.workspaces.put(record)
        return record
      })
      return toWorkspaceView(workspace)
    }),

    get: workspaces.get.handler(({ input }) =>
      toWorkspaceView(requireWorkspace(read, input.workspace)),
    ),

    update: workspaces.update.handler(async ({ input, context }) => {
      const workspace = await store.change((tx) => {
        const current = requireWorkspace(tx, input.workspace)
        requireVersion(current, input.version)
        const record: Workspace = {
          ...current,
          description: input.description,
          ...changedBy(current, context.principal.actor, now()),
        }
        tx.workspaces.put(record)
        return record
      })
      return toWorkspaceView(workspace)
    }),

    delete: workspaces.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const workspace = requireWorkspace(tx, input.workspace)
        endMemberships(tx, tx.memberships.list('namespace', workspace.id))
        tx.workspaces.delete(workspace.id)
      })
    }),
  }
}
