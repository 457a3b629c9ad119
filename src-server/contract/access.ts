import { z } from 'zod'
import { PageQuery, PrincipalView, pageOf, Reference } from './common.ts'
import { operation } from './operation.ts'
import { Permission } from './permissions.ts'

/** A role held somewhere, as an explanation names it. */
export const GrantView = z
  .object({
    member: z.string(),
    principal: PrincipalView,
    namespace: z.string(),
    role: z.string(),
  })
  .meta({ id: 'Grant' })
export type GrantView = z.infer<typeof GrantView>

export const LosingGrant = GrantView.extend({
  reason: z.enum(['nearer_role', 'outside_home', 'lacks_permission']),
}).meta({ id: 'LosingGrant' })
export type LosingGrant = z.infer<typeof LosingGrant>

export const AccessReason = z.enum([
  'administrator',
  'granted',
  'no_membership',
  'lacks_permission',
  'disabled',
  'internal',
  'outside_token',
])
export type AccessReason = z.infer<typeof AccessReason>

export const AccessAnswer = z
  .object({
    allowed: z.boolean(),
    reason: AccessReason,
    /** The role that allows it, if any. */
    path: GrantView.nullable(),
    /** Further roles that would allow it without that one too. */
    others: z.array(GrantView),
    losing: z.array(LosingGrant),
    missing: Permission.nullable(),
  })
  .meta({ id: 'AccessAnswer' })
export type AccessAnswer = z.infer<typeof AccessAnswer>

export const EffectiveAccess = z
  .object({
    principal: PrincipalView,
    namespace: z.string(),
    permissions: z.array(z.object({ permission: Permission, path: GrantView })),
    losing: z.array(LosingGrant),
  })
  .meta({ id: 'EffectiveAccess' })
export type EffectiveAccess = z.infer<typeof EffectiveAccess>

const tags = ['Access']

export const access = {
  effective: operation({ permission: 'access:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/access/effective',
      tags,
      summary: 'Tell who may do what where, with the role that gives it and those that lost',
      description:
        'Of one `principal` wherever it holds a role, of everybody in one `namespace` (empty for the installation), or of one in one.',
    })
    .input(
      PageQuery.extend({
        principal: Reference.optional(),
        namespace: z.string().max(2048).optional(),
      }).refine((input) => input.principal !== undefined || input.namespace !== undefined, {
        path: ['principal'],
        message: 'Name a principal, a namespace or both.',
      }),
    )
    .output(pageOf(EffectiveAccess)),

  check: operation({
    permission: 'access:view',
    on: { kind: 'namespace', field: 'namespace' },
    effect: 'read',
  })
    .route({
      method: 'POST',
      path: '/access/check',
      tags,
      summary: 'Tell whether a principal may do something in a namespace, and why',
    })
    .input(
      z.strictObject({
        principal: Reference,
        permission: Permission,
        namespace: z.string().max(2048),
      }),
    )
    .output(AccessAnswer),
}
