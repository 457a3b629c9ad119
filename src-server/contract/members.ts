import { z } from 'zod'
import {
  Flag,
  history,
  PageQuery,
  PrincipalKind,
  PrincipalView,
  pageOf,
  Reference,
  Version,
} from './common.ts'
import { operation } from './operation.ts'

/** A role that a principal holds in a namespace and everything below it. */
export const Member = z
  .object({
    id: z.string(),
    principal: PrincipalView,
    namespaceId: z.string().nullable(),
    namespacePath: z.string(),
    roleId: z.string(),
    roleName: z.string(),
    /** The namespace that it comes from, when that lies above the one asked for. */
    inheritedFrom: z.string().nullable(),
    /** Given by Doorward to its own accounts; nobody can change it. */
    builtIn: z.boolean(),
    ...history,
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

const onMember = { kind: 'member', field: 'member' } as const
const tags = ['Members']

export const members = {
  list: operation({ permission: 'member:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/members',
      tags,
      summary: 'List who holds which role where',
      description:
        'By `namespace` (an empty one stands for the installation), with `inherited` also those of the namespaces above; or by `principal`; or by `role`; or all, by namespace. `kind` leaves only people, teams or service accounts.',
    })
    .input(
      PageQuery.extend({
        namespace: z.string().max(2048).optional(),
        principal: Reference.optional(),
        role: Reference.optional(),
        inherited: Flag.default(false),
        kind: PrincipalKind.optional(),
      }),
    )
    .output(pageOf(Member)),

  create: operation(
    {
      permission: 'member:create',
      on: { kind: 'namespace', field: 'namespace' },
      effect: 'change',
    },
    ['already_member', 'gain_not_allowed', 'read_only', 'scope_not_allowed'],
  )
    .route({
      method: 'POST',
      path: '/members',
      tags,
      summary: 'Give a principal a role in a namespace',
      description:
        '`principal` is an id, or `serviceAccount:`, `user:` or `team:` with a path, e-mail or name. An empty `namespace` stands for the installation.',
      successStatus: 201,
    })
    .input(
      z.strictObject({ namespace: z.string().max(2048), principal: Reference, role: Reference }),
    )
    .output(Member),

  update: operation({ permission: 'member:update', on: onMember, effect: 'change' }, [
    'gain_not_allowed',
    'last_owner',
    'read_only',
    'version_conflict',
  ])
    .route({
      method: 'PATCH',
      path: '/members/{member}',
      tags,
      summary: 'Give a member another role',
    })
    .input(z.strictObject({ member: Reference, version: Version, role: Reference }))
    .output(Member),

  delete: operation({ permission: 'member:delete', on: onMember, effect: 'change' }, [
    'gain_not_allowed',
    'last_owner',
    'read_only',
  ])
    .route({
      method: 'DELETE',
      path: '/members/{member}',
      tags,
      summary: 'Take a role away',
      successStatus: 204,
    })
    .input(z.strictObject({ member: Reference }))
    .output(z.void()),
}
