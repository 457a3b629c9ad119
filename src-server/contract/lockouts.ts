import { z } from 'zod'
import { Instant, PageQuery, pageOf, Reference } from './common.ts'
import { operation } from './operation.ts'

/** A client that may not try again from an address for a while, after too many failures there. */
export const Lockout = z
  .object({
    id: z.string(),
    account: z.object({ id: z.string(), path: z.string() }),
    /** An IPv4 address, or an IPv6 network. */
    address: z.string(),
    /** How many failed attempts led to it. */
    failures: z.number().int(),
    since: Instant,
    until: Instant,
  })
  .meta({ id: 'Lockout' })
export type Lockout = z.infer<typeof Lockout>

const tags = ['Lockouts']

export const lockouts = {
  list: operation({ permission: 'client_credential:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/lockouts',
      tags,
      summary: 'List the clients that are locked out, and where',
      description: 'Of one `account`, or all that you may see.',
    })
    .input(PageQuery.extend({ account: Reference.optional() }))
    .output(pageOf(Lockout)),

  delete: operation({
    permission: 'client_credential:update',
    on: { kind: 'lockout', field: 'lockout' },
    effect: 'change',
  })
    .route({
      method: 'DELETE',
      path: '/lockouts/{lockout}',
      tags,
      summary: 'Let a client that is locked out try again',
      successStatus: 204,
    })
    .input(z.strictObject({ lockout: Reference }))
    .output(z.void()),
}
