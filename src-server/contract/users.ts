import { z } from 'zod'
import { Description, history, Name, PageQuery, pageOf, Reference, Version } from './common.ts'
import { operation } from './operation.ts'

const Email = z.email('Give an e-mail address.').max(254)
const PersonName = z.string().trim().min(1, 'Give a name.').max(100)

/** A person; may hold named tokens and sign in to the browser window with one. */
export const User = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    disabled: z.boolean(),
    notifyOfExpiringSecrets: z.boolean(),
    ...history,
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof User>

/** A set of people; what it is given, each of them has. */
export const Team = z
  .object({
    id: z.string(),
    name: Name,
    description: Description,
    userCount: z.number().int(),
    ...history,
  })
  .meta({ id: 'Team' })
export type Team = z.infer<typeof Team>

const onUser = { kind: 'user', field: 'user' } as const
const onTeam = { kind: 'team', field: 'team' } as const
const userTags = ['Users']
const teamTags = ['Teams']

export const users = {
  list: operation({ permission: 'user:view', on: { kind: 'installation' }, effect: 'read' })
    .route({ method: 'GET', path: '/users', tags: userTags, summary: 'List people, by e-mail' })
    .input(PageQuery.extend({ team: Reference.optional() }))
    .output(pageOf(User)),

  create: operation({ permission: 'user:create', on: { kind: 'installation' }, effect: 'change' }, [
    'name_taken',
  ])
    .route({
      method: 'POST',
      path: '/users',
      tags: userTags,
      summary: 'Add a person',
      successStatus: 201,
    })
    .input(z.strictObject({ name: PersonName, email: Email }))
    .output(User),

  get: operation({ permission: 'user:view', on: onUser, effect: 'read' })
    .route({ method: 'GET', path: '/users/{user}', tags: userTags, summary: 'Get a person' })
    .input(z.strictObject({ user: Reference }))
    .output(User),

  update: operation({ permission: 'user:update', on: onUser, effect: 'change' }, [
    'gain_not_allowed',
    'name_taken',
    'version_conflict',
  ])
    .route({ method: 'PATCH', path: '/users/{user}', tags: userTags, summary: 'Change a person' })
    .input(
      z.strictObject({
        user: Reference,
        version: Version,
        name: PersonName.optional(),
        /** People do not change their own: others give roles to whom they know by it. */
        email: Email.optional(),
        disabled: z.boolean().optional(),
        notifyOfExpiringSecrets: z.boolean().optional(),
      }),
    )
    .output(User),

  delete: operation({ permission: 'user:delete', on: onUser, effect: 'change' }, ['last_owner'])
    .route({
      method: 'DELETE',
      path: '/users/{user}',
      tags: userTags,
      summary: 'Remove a person with their memberships and tokens',
      successStatus: 204,
    })
    .input(z.strictObject({ user: Reference }))
    .output(z.void()),
}

const teamAndUser = z.strictObject({ team: Reference, user: Reference })

export const teams = {
  list: operation({ permission: 'team:view', on: { kind: 'installation' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/teams',
      tags: teamTags,
      summary: 'List teams, by name',
      description: 'With `user`, only those that this person is in.',
    })
    .input(PageQuery.extend({ user: Reference.optional() }))
    .output(pageOf(Team)),

  create: operation({ permission: 'team:create', on: { kind: 'installation' }, effect: 'change' }, [
    'name_taken',
  ])
    .route({
      method: 'POST',
      path: '/teams',
      tags: teamTags,
      summary: 'Create a team',
      successStatus: 201,
    })
    .input(z.strictObject({ name: Name, description: Description.default('') }))
    .output(Team),

  get: operation({ permission: 'team:view', on: onTeam, effect: 'read' })
    .route({ method: 'GET', path: '/teams/{team}', tags: teamTags, summary: 'Get a team' })
    .input(z.strictObject({ team: Reference }))
    .output(Team),

  update: operation({ permission: 'team:update', on: onTeam, effect: 'change' }, [
    'version_conflict',
  ])
    .route({ method: 'PATCH', path: '/teams/{team}', tags: teamTags, summary: 'Change a team' })
    .input(z.strictObject({ team: Reference, version: Version, description: Description }))
    .output(Team),

  delete: operation({ permission: 'team:delete', on: onTeam, effect: 'change' }, [
    'gain_not_allowed',
    'last_owner',
  ])
    .route({
      method: 'DELETE',
      path: '/teams/{team}',
      tags: teamTags,
      summary: 'Delete a team with its memberships',
      successStatus: 204,
    })
    .input(z.strictObject({ team: Reference }))
    .output(z.void()),

  addUser: operation({ permission: 'team:update', on: onTeam, effect: 'change' }, [
    'gain_not_allowed',
  ])
    .route({
      method: 'PUT',
      path: '/teams/{team}/users/{user}',
      tags: teamTags,
      summary: 'Put a person into a team',
      successStatus: 204,
    })
    .input(teamAndUser)
    .output(z.void()),

  removeUser: operation({ permission: 'team:update', on: onTeam, effect: 'change' })
    .route({
      method: 'DELETE',
      path: '/teams/{team}/users/{user}',
      tags: teamTags,
      summary: 'Take a person out of a team',
      successStatus: 204,
    })
    .input(teamAndUser)
    .output(z.void()),
}
