import { z } from 'zod'
import { Description, history, Name, PageQuery, pageOf, Reference, Version } from './common.ts'
import { operation } from './operation.ts'

export const Workspace = z
  .object({
    id: z.string(),
    path: z.string(),
    name: Name,
    groupId: z.string(),
    groupPath: z.string(),
    description: Description,
    ...history,
  })
  .meta({ id: 'Workspace' })
export type Workspace = z.infer<typeof Workspace>

const onWorkspace = { kind: 'workspace', field: 'workspace' } as const
const tags = ['Workspaces']
const oneWorkspace = z.strictObject({ workspace: Reference })

export const workspaces = {
  list: operation({ permission: 'workspace:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/workspaces',
      tags,
      summary: 'List workspaces, by path',
      description: 'With `group`, only those directly in that group.',
    })
    .input(PageQuery.extend({ group: Reference.optional() }))
    .output(pageOf(Workspace)),

  create: operation(
    { permission: 'workspace:create', on: { kind: 'group', field: 'group' }, effect: 'change' },
    ['name_taken'],
  )
    .route({
      method: 'POST',
      path: '/workspaces',
      tags,
      summary: 'Create a workspace in a group',
      successStatus: 201,
    })
    .input(z.strictObject({ name: Name, group: Reference, description: Description.default('') }))
    .output(Workspace),

  get: operation({ permission: 'workspace:view', on: onWorkspace, effect: 'read' })
    .route({ method: 'GET', path: '/workspaces/{workspace}', tags, summary: 'Get a workspace' })
    .input(oneWorkspace)
    .output(Workspace),

  update: operation({ permission: 'workspace:update', on: onWorkspace, effect: 'change' }, [
    'version_conflict',
  ])
    .route({
      method: 'PATCH',
      path: '/workspaces/{workspace}',
      tags,
      summary: "Change a workspace's description",
    })
    .input(oneWorkspace.extend({ version: Version, description: Description }))
    .output(Workspace),

  delete: operation({ permission: 'workspace:delete', on: onWorkspace, effect: 'change' })
    .route({
      method: 'DELETE',
      path: '/workspaces/{workspace}',
      tags,
      summary: 'Delete a workspace with its memberships',
      successStatus: 204,
    })
    .input(oneWorkspace)
    .output(z.void()),
}
