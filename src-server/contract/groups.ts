import { z } from 'zod'
import { Description, history, Name, PageQuery, pageOf, Reference, Version } from './common.ts'
import { operation } from './operation.ts'

export const Group = z
  .object({
    id: z.string(),
    path: z.string(),
    name: Name,
    parentId: z.string().nullable(),
    description: Description,
    groupCount: z.number().int(),
    serviceAccountCount: z.number().int(),
    ...history,
  })
  .meta({ id: 'Group' })
export type Group = z.infer<typeof Group>

/** A group with everything below it. */
export interface GroupTree {
  id: string
  name: string
  path: string
  groups: GroupTree[]
}
export const GroupTree: z.ZodType<GroupTree> = z
  .object({
    id: z.string(),
    name: z.string(),
    path: z.string(),
    get groups() {
      return z.array(GroupTree)
    },
  })
  .meta({ id: 'GroupTree' })

const onGroup = { kind: 'namespace', field: 'group' } as const
const tags = ['Groups']

export const groups = {
  list: operation({ permission: 'group:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/groups',
      tags,
      summary: 'List groups, by path',
      description:
        'With `parent`, only the groups directly below it; an empty `parent` stands for the installation itself.',
    })
    .input(PageQuery.extend({ parent: z.string().max(2048).optional() }))
    .output(pageOf(Group)),

  create: operation(
    {
      permission: 'group:create',
      on: { kind: 'namespace', field: 'parent' },
      effect: 'change',
    },
    ['name_taken'],
  )
    .route({
      method: 'POST',
      path: '/groups',
      tags,
      summary: 'Create a group',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        name: Name,
        parent: Reference.optional(),
        description: Description.default(''),
      }),
    )
    .output(Group),

  get: operation({ permission: 'group:view', on: onGroup, effect: 'read' })
    .route({ method: 'GET', path: '/groups/{group}', tags, summary: 'Get a group' })
    .input(z.strictObject({ group: Reference }))
    .output(Group),

  tree: operation({ permission: 'group:view', on: onGroup, effect: 'read' })
    .route({
      method: 'GET',
      path: '/groups/{group}/tree',
      tags,
      summary: 'Get a group with all groups below it',
    })
    .input(z.strictObject({ group: Reference }))
    .output(GroupTree),

  update: operation({ permission: 'group:update', on: onGroup, effect: 'change' }, [
    'version_conflict',
  ])
    .route({
      method: 'PATCH',
      path: '/groups/{group}',
      tags,
      summary: "Change a group's description",
    })
    .input(z.strictObject({ group: Reference, version: Version, description: Description }))
    .output(Group),

  delete: operation({ permission: 'group:delete', on: onGroup, effect: 'change' }, ['not_empty'])
    .route({
      method: 'DELETE',
      path: '/groups/{group}',
      tags,
      summary: 'Delete an empty group',
      successStatus: 204,
    })
    .input(z.strictObject({ group: Reference }))
    .output(z.void()),
}
