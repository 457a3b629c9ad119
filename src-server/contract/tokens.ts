import { z } from 'zod'
import { Actor, Flag, Instant, lastUse, PageQuery, pageOf, Reference } from './common.ts'
import { operation } from './operation.ts'
import { Permission } from './permissions.ts'

export const TokenIntent = z.enum(['api', 'app_password'])
export type TokenIntent = z.infer<typeof TokenIntent>

export const TokenState = z.enum(['live', 'expired', 'awaiting_reveal'])
export type TokenState = z.infer<typeof TokenState>

/** A named token as it may be shown: never its value. */
export const NamedToken = z
  .object({
    id: z.string(),
    name: z.string(),
    intent: TokenIntent,
    owner: z.object({
      kind: z.enum(['user', 'service_account']),
      id: z.string(),
      name: z.string(),
    }),
    hint: z.string(),
    /** Only these permissions of the owner; null means all of them. */
    permissions: z.array(Permission).nullable(),
    /** Only inside these namespaces, by path; null means wherever the owner may act. */
    namespaces: z.array(z.string()).nullable(),
    expiresAt: Instant.nullable(),
    rotateOnExpiry: z.boolean(),
    state: TokenState,
    createdAt: Instant,
    createdBy: Actor,
    ...lastUse,
  })
  .meta({ id: 'NamedToken' })
export type NamedToken = z.infer<typeof NamedToken>

/** A named token with its value, which is sent only here. */
export const IssuedToken = z
  .object({ token: NamedToken, value: z.string() })
  .meta({ id: 'IssuedToken' })
export type IssuedToken = z.infer<typeof IssuedToken>

const onToken = { kind: 'token', field: 'token' } as const
const tags = ['Named tokens']
const oneToken = z.strictObject({ token: Reference })

export const tokens = {
  list: operation({ permission: 'token:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/tokens',
      tags,
      summary: 'List named tokens, newest first',
      description:
        'Of one `account` or `user`; with `system`, only those of system accounts; else all that you may see. `expiresBefore` leaves out those that never expire.',
    })
    .input(
      PageQuery.extend({
        account: Reference.optional(),
        user: Reference.optional(),
        system: Flag.default(false),
        intent: TokenIntent.optional(),
        state: TokenState.optional(),
        expiresBefore: Instant.optional(),
      }),
    )
    .output(pageOf(NamedToken)),

  create: operation({ permission: 'token:create', on: { kind: 'token_owner' }, effect: 'change' }, [
    'expiry_out_of_range',
    'gain_not_allowed',
    'name_taken',
    'read_only',
  ])
    .route({
      method: 'POST',
      path: '/tokens',
      tags,
      summary: 'Create a named token; the answer carries its value, once',
      description:
        'For an `account` or a `user`. Without `expiresAt` an `api` token lives 30 minutes and an `app_password` one year; null means that it never expires.',
      successStatus: 201,
    })
    .input(
      z
        .strictObject({
          name: z.string().trim().min(1, 'Give a name.').max(100),
          account: Reference.optional(),
          user: Reference.optional(),
          intent: TokenIntent,
          expiresAt: Instant.nullable().optional(),
          permissions: z.array(Permission).min(1, 'Name at least one permission.').optional(),
          namespaces: z.array(Reference).min(1, 'Name at least one namespace.').max(50).optional(),
          rotateOnExpiry: z.boolean().default(false),
        })
        .refine((input) => (input.account === undefined) !== (input.user === undefined), {
          path: ['account'],
          message: 'Name either an account or a user.',
        }),
    )
    .output(IssuedToken),

  get: operation({ permission: 'token:view', on: onToken, effect: 'read' })
    .route({ method: 'GET', path: '/tokens/{token}', tags, summary: 'Get a named token, redacted' })
    .input(oneToken)
    .output(NamedToken),

  delete: operation({ permission: 'token:delete', on: onToken, effect: 'change' })
    .route({
      method: 'DELETE',
      path: '/tokens/{token}',
      tags,
      summary: 'Delete a named token; it is refused from the next request on',
      successStatus: 204,
    })
    .input(oneToken)
    .output(z.void()),

  rotate: operation({ permission: 'token:update', on: onToken, effect: 'change' }, [
    'expiry_out_of_range',
    'gain_not_allowed',
  ])
    .route({
      method: 'POST',
      path: '/tokens/{token}/rotate',
      tags,
      summary: 'Give a named token a new value now; the old one is refused at once',
    })
    .input(oneToken)
    .output(IssuedToken),

  reveal: operation({ permission: 'token:update', on: onToken, effect: 'change' }, [
    'gain_not_allowed',
    'nothing_to_reveal',
  ])
    .route({
      method: 'POST',
      path: '/tokens/{token}/reveal',
      tags,
      summary: 'Reveal, once, the new value of a token that rotated when it expired',
    })
    .input(oneToken)
    .output(IssuedToken),
}
