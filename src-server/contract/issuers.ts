import { z } from 'zod'
import { history, Instant, PageQuery, pageOf } from './common.ts'
import { operation } from './operation.ts'

/** How the last attempts to fetch an issuer's keys went. */
export const IssuerHealth = z.object({
  lastFetchAt: Instant.nullable(),
  lastSuccessAt: Instant.nullable(),
  lastError: z.string().nullable(),
  failuresInARow: z.number().int(),
  /** Where the keys really come from, perhaps another host than the issuer's. */
  keyUrl: z.string().nullable(),
  /** Until then the keys are not fetched again, unless a token names an unknown one. */
  freshUntil: Instant.nullable(),
  keys: z.array(z.object({ keyId: z.string().nullable(), firstSeenAt: Instant.nullable() })),
})
export type IssuerHealth = z.infer<typeof IssuerHealth>

/** An outside identity provider whose tokens trust policies may accept. */
export const Issuer = z
  .object({
    id: z.string(),
    url: z.string(),
    label: z.string(),
    enabled: z.boolean(),
    allowPrivateNetwork: z.boolean(),
    algorithms: z.array(z.string()),
    maxTokenAgeSeconds: z.number().int(),
    trustPolicyCount: z.number().int(),
    health: IssuerHealth,
    ...history,
  })
  .meta({ id: 'Issuer' })
export type Issuer = z.infer<typeof Issuer>

export const issuers = {
  list: operation({ permission: 'issuer:view', on: { kind: 'installation' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/issuers',
      tags: ['Issuers'],
      summary: 'List the outside issuers that trust policies refer to, by URL',
    })
    .input(PageQuery)
    .output(pageOf(Issuer)),
}
