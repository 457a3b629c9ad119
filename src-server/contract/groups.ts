import { z } from 'zod'
import {
  Description,
  Flag,
  history,
  Instant,
  Name,
  PageQuery,
  PrincipalView,
  pageOf,
  Reference,
  Version,
} from './common.ts'
import { operation } from './operation.ts'

export const Group = z
  .object({
    id: z.string(),
    path: z.string(),
    name: Name,
    parentId: z.string().nullable(),
    description: Description,
    groupCount: z.number().int(),
    workspaceCount: z.number().int(),
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

/** A membership that a change would end, and why. */
export const LostMembership = z
  .object({ member: z.string(), principal: PrincipalView, namespace: z.string(), role: z.string() })
  .meta({ id: 'LostMembership' })

/** What a move does, or would do. */
export const GroupMove = z
  .object({
    from: z.string(),
    to: z.string(),
    groups: z.number().int(),
    workspaces: z.number().int(),
    serviceAccounts: z.number().int(),
    /** Memberships of service accounts whose namespace would leave their home group. */
    lostMemberships: z.array(LostMembership),
    moved: z.boolean(),
  })
  .meta({ id: 'GroupMove' })
export type GroupMove = z.infer<typeof GroupMove>

/** Everything that goes with a group when it is deleted by force. */
export const GroupContents = z
  .object({
    path: z.string(),
    groups: z.array(z.string()),
    workspaces: z.array(z.string()),
    serviceAccounts: z.array(z.string()),
    memberships: z.number().int(),
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'GroupContents' })
export type GroupContents = z.infer<typeof GroupContents>

const onGroup = { kind: 'group', field: 'group' } as const
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
      on: { kind: 'group', field: 'parent' },
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

  move: operation({ permission: 'group:update', on: onGroup, effect: 'change' }, [
    'gain_not_allowed',
    'last_owner',
    'name_taken',
  ])
    .route({
      method: 'POST',
      path: '/groups/{group}/move',
      tags,
      summary: 'Move a group under another parent; with `dryRun`, only tell what that would do',
      description:
        'Needs `group:create` at the new parent, or `group:create_top_level` for an empty `parent`.',
    })
    .input(
      z.strictObject({
        group: Reference,
        parent: z.string().max(2048),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(GroupMove),

  contents: operation({ permission: 'group:view', on: onGroup, effect: 'read' })
    .route({
      method: 'GET',
      path: '/groups/{group}/contents',
      tags,
      summary: 'List everything that would go with a group when it is deleted by force',
    })
    .input(z.strictObject({ group: Reference }))
    .output(GroupContents),

  delete: operation({ permission: 'group:delete', on: onGroup, effect: 'change' }, ['not_empty'])
    .route({
      method: 'DELETE',
      path: '/groups/{group}',
      tags,
      summary: 'Delete a group; with `force`, also everything in it',
      successStatus: 204,
    })
    .input(z.strictObject({ group: Reference, force: Flag.default(false) }))
    .output(z.void()),
}
