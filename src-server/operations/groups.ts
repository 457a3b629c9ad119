import type { GroupTree } from '#contract/groups.ts'
import type { Group } from '#server/domain/model.ts'
import { depthOf, MAXIMUM_DEPTH, toChildPath } from '#server/domain/paths.ts'
import { AppError } from '#server/errors.ts'
import { type DoorwardStore, ROOT } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import type { OperationParts } from './context.ts'
import { requireGroup } from './find-target.ts'
import { begunBy, changedBy, requireVersion } from './history.ts'
import { toPage } from './pages.ts'
import { toGroupView } from './views.ts'

/** Implements the operations on groups. */
export function implementGroups({ groups }: Chain, { store, now, newId }: OperationParts) {
  const { read } = store
  const toView = (group: Group) => toGroupView(read, group)

  return {
    list: groups.list.handler(({ input }) => {
      const [index, key] =
        input.parent === undefined
          ? (['all', 'all'] as const)
          : ([
              'parent',
              input.parent === ROOT ? ROOT : requireGroup(read, input.parent).id,
            ] as const)
      const listing = {
        read: (page: { after?: string; limit: number }) => read.groups.list(index, key, page),
        positionOf: (group: Group) => group.path,
        textOf: (group: Group) => `${group.path} ${group.description}`,
      }
      return toPage(input, listing, toView)
    }),

    create: groups.create.handler(async ({ input, context }) => {
      const group = await store.change((tx) => {
        const parent = input.parent ? requireGroup(tx, input.parent) : undefined
        const path = toChildPath(parent?.path ?? ROOT, input.name)
        requireDepth(path)
        requireFreePath(tx.groups.findBy('path', path), path)
        const record: Group = {
          id: newId('grp'),
          path,
          name: input.name,
          parentId: parent?.id ?? null,
          description: input.description,
          ...begunBy(context.principal.actor, now()),
        }
        tx.groups.put(record)
        return record
      })
      return toView(group)
    }),

    get: groups.get.handler(({ input }) => toView(requireGroup(read, input.group))),

    tree: groups.tree.handler(({ input }) => toTree(read, requireGroup(read, input.group))),

    update: groups.update.handler(async ({ input, context }) => {
      const group = await store.change((tx) => {
        const current = requireGroup(tx, input.group)
        requireVersion(current, input.version)
        const record: Group = {
          ...current,
          description: input.description,
          ...changedBy(current, context.principal.actor, now()),
        }
        tx.groups.put(record)
        return record
      })
      return toView(group)
    }),

    delete: groups.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const group = requireGroup(tx, input.group)
        requireEmpty(
          group,
          tx.groups.count('parent', group.id),
          tx.serviceAccounts.count('group', group.id),
        )
        tx.groups.delete(group.id)
      })
    }),
  }
}

function requireDepth(path: string): void {
  if (depthOf(path) <= MAXIMUM_DEPTH) return
  throw new AppError('validation_failed', 'Check parent.', {
    fields: [{ field: 'parent', message: `Groups nest at most ${MAXIMUM_DEPTH} deep.` }],
  })
}

/** Names are unique among siblings; throws `name_taken`. */
export function requireFreePath(existing: object | undefined, path: string): void {
  if (!existing) return
  throw new AppError('name_taken', `"${path}" exists already. Choose another name.`, {
    fields: [{ field: 'name', message: 'This name is taken.' }],
  })
}

function requireEmpty(group: Group, groupCount: number, accountCount: number): void {
  if (groupCount + accountCount === 0) return
  throw new AppError(
    'not_empty',
    `"${group.path}" still holds ${groupCount} groups and ${accountCount} service accounts. Delete or move them first.`,
  )
}

function toTree(read: DoorwardStore['read'], group: Group): GroupTree {
  return {
    id: group.id,
    name: group.name,
    path: group.path,
    groups: read.groups.list('parent', group.id).map((child) => toTree(read, child)),
  }
}
