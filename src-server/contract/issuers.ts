import { z } from 'zod'
import { Flag, history, Instant, PageQuery, pageOf, Reference, Version } from './common.ts'
import { IssuerSettings, KeySource } from './issuer-settings.ts'
import { operation } from './operation.ts'
import { ProfileId } from './provider-profiles.ts'

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
    profile: ProfileId,
    enabled: z.boolean(),
    keySource: KeySource,
    certificateAuthority: z.string().nullable(),
    allowPrivateNetwork: z.boolean(),
    algorithms: z.array(z.string()),
    maxTokenAgeSeconds: z.number().int(),
    allowMultipleAudiences: z.boolean(),
    replay: z.enum(['once', 'reuse']),
    trustPolicyCount: z.number().int(),
    health: IssuerHealth,
    ...history,
  })
  .meta({ id: 'Issuer' })
export type Issuer = z.infer<typeof Issuer>

export const CreatedIssuer = z
  .object({
    ...Issuer.shape,
    /** What was made of the input, where that is not what was sent. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'CreatedIssuer' })
export type CreatedIssuer = z.infer<typeof CreatedIssuer>

const installation = { kind: 'installation' } as const
const onIssuer = { kind: 'issuer', field: 'issuer' } as const
const tags = ['Issuers']

export const issuers = {
  list: operation({ permission: 'issuer:view', on: installation, effect: 'read' })
    .route({
      method: 'GET',
      path: '/issuers',
      tags,
      summary: 'List the outside issuers that trust policies refer to, by URL',
    })
    .input(PageQuery)
    .output(pageOf(Issuer)),

  get: operation({ permission: 'issuer:view', on: onIssuer, effect: 'read' })
    .route({ method: 'GET', path: '/issuers/{issuer}', tags, summary: 'Get an issuer' })
    .input(z.strictObject({ issuer: Reference }))
    .output(Issuer),

  create: operation({ permission: 'issuer:create', on: installation, effect: 'change' }, [
    'issuer_not_allowed',
    'name_taken',
  ])
    .route({
      method: 'POST',
      path: '/issuers',
      tags,
      summary: 'Register an outside issuer',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        url: z.string().min(1, 'Give the URL of the issuer.').max(2048),
        ...IssuerSettings.shape,
      }),
    )
    .output(CreatedIssuer),

  update: operation({ permission: 'issuer:update', on: onIssuer, effect: 'change' }, [
    'gain_not_allowed',
    'issuer_not_allowed',
    'version_conflict',
  ])
    .route({
      method: 'PATCH',
      path: '/issuers/{issuer}',
      tags,
      summary: 'Change an issuer, all but its URL; keys by other settings are thrown away',
    })
    .input(z.strictObject({ issuer: Reference, version: Version, ...IssuerSettings.shape }))
    .output(Issuer),

  delete: operation({ permission: 'issuer:delete', on: onIssuer, effect: 'change' }, ['in_use'])
    .route({
      method: 'DELETE',
      path: '/issuers/{issuer}',
      tags,
      summary: 'Delete an issuer; with `force`, also the trust policies that rely on it',
      successStatus: 204,
    })
    .input(z.strictObject({ issuer: Reference, force: Flag.default(false) }))
    .output(z.void()),

  refreshKeys: operation({ permission: 'issuer:update', on: onIssuer, effect: 'change' })
    .route({
      method: 'POST',
      path: '/issuers/{issuer}/refresh-keys',
      tags,
      summary: "Fetch an issuer's keys now; its health tells how that went",
    })
    .input(z.strictObject({ issuer: Reference }))
    .output(Issuer),
}
