import { z } from 'zod'
import {
  Description,
  Flag,
  history,
  Instant,
  Labels,
  lastUse,
  Name,
  PageQuery,
  pageOf,
  Reference,
  Version,
} from './common.ts'
import { operation } from './operation.ts'
import { PublicKey } from './public-keys.ts'
import { TokenSettings, TokenSettingsChange } from './token-settings.ts'
import { NewTrustPolicies, TrustPolicy } from './trust-policies.ts'

/** A client secret as it may be shown: never its value, only how it ends. */
export const ClientSecret = z.object({
  id: z.string(),
  hint: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  ...lastUse,
})
export type ClientSecret = z.infer<typeof ClientSecret>

export const ClientCredentials = z.object({
  enabled: z.boolean(),
  clientId: z.string(),
  expiresAt: Instant.nullable(),
  secrets: z.array(ClientSecret),
})

/**
 * `system` accounts live at the root, `built_in` ones come with Doorward, `internal` ones are
 * Doorward itself.
 */
export const AccountKind = z.enum(['group', 'system', 'built_in', 'internal'])
export type AccountKind = z.infer<typeof AccountKind>

export const ServiceAccount = z
  .object({
    id: z.string(),
    path: z.string(),
    name: Name,
    groupId: z.string().nullable(),
    groupPath: z.string(),
    description: Description,
    labels: Labels,
    kind: AccountKind,
    disabled: z.boolean(),
    /** The group that it is inherited from, when that lies above the one asked for. */
    inheritedFrom: z.string().nullable(),
    clientCredentials: ClientCredentials,
    publicKeys: z.array(PublicKey),
    trustPolicies: z.array(TrustPolicy),
    tokenSettings: TokenSettings,
    ...lastUse,
    ...history,
  })
  .meta({ id: 'ServiceAccount' })
export type ServiceAccount = z.infer<typeof ServiceAccount>

/** The ways in which an account can be set up to authenticate. */
export const AccountMethod = z.enum(['oidc_federation', 'client_credentials', 'public_key'])
export type AccountMethod = z.infer<typeof AccountMethod>

/** What a list of accounts can be ordered by; a minus in front turns the order around. */
export const AccountOrder = z.enum([
  'path',
  '-path',
  'lastUsedAt',
  '-lastUsedAt',
  'expiresAt',
  '-expiresAt',
  'createdAt',
  '-createdAt',
])
export type AccountOrder = z.infer<typeof AccountOrder>

const Days = z.coerce.number().int().min(1).max(3650)

/** A client secret in clear: sent once, in the answer that creates it, and stored nowhere. */
export const IssuedSecret = z
  .object({ clientId: z.string(), clientSecret: z.string(), expiresAt: Instant })
  .meta({ id: 'IssuedSecret' })
export type IssuedSecret = z.infer<typeof IssuedSecret>

export const CreatedServiceAccount = ServiceAccount.extend({
  clientCredentials: ClientCredentials.extend({ clientSecret: z.string().optional() }),
}).meta({ id: 'CreatedServiceAccount' })
export type CreatedServiceAccount = z.infer<typeof CreatedServiceAccount>

const onAccount = { kind: 'service_account', field: 'account' } as const
const tags = ['Service accounts']
const oneAccount = z.strictObject({ account: Reference })
const policyRefusals = ['issuer_not_allowed', 'trust_policy_refused'] as const

export const serviceAccounts = {
  list: operation({ permission: 'service_account:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/service-accounts',
      tags,
      summary: 'List service accounts, by path or as asked',
      description: [
        'With `group`, only the accounts of that group (an empty one stands for the installation itself); with `inherited`, also those of the groups above, which may act here too.',
        '`expiringWithinDays` finds accounts whose newest client secret ends in that time, `unusedForDays` those that are as old and were not used since. Who was never used comes first by `lastUsedAt`, what never expires last by `expiresAt`.',
      ].join('\n\n'),
    })
    .input(
      PageQuery.extend({
        group: z.string().max(2048).optional(),
        inherited: Flag.default(false),
        method: AccountMethod.optional(),
        disabled: Flag.optional(),
        /** Only those with a trust policy for it. */
        issuer: Reference.optional(),
        expiringWithinDays: Days.optional(),
        unusedForDays: Days.optional(),
        sort: AccountOrder.default('path'),
      }),
    )
    .output(pageOf(ServiceAccount)),

  create: operation(
    {
      permission: 'service_account:create',
      on: { kind: 'group', field: 'group' },
      effect: 'change',
    },
    [
      'gain_not_allowed',
      'scope_not_allowed',
      'authentication_method_required',
      'client_credentials_turned_off',
      'expiry_out_of_range',
      'name_taken',
      ...policyRefusals,
    ],
  )
    .route({
      method: 'POST',
      path: '/service-accounts',
      tags,
      summary: 'Create a service account',
      description: 'With client credentials, the answer carries the secret: it is sent only here.',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        group: Reference.optional(),
        name: Name,
        description: Description.default(''),
        labels: Labels.default({}),
        clientCredentials: z
          .strictObject({ enabled: z.boolean(), expiresAt: Instant.optional() })
          .optional(),
        trustPolicies: NewTrustPolicies.default([]),
        tokenSettings: TokenSettingsChange.optional(),
        /** The account's first role, under the same rules as adding a member. */
        membership: z.strictObject({ namespace: z.string().max(2048), role: Reference }).optional(),
        /** Also creates a group of the same name beside the account, with it as a deployer. */
        createGroup: z.boolean().default(false),
      }),
    )
    .output(CreatedServiceAccount),

  get: operation({ permission: 'service_account:view', on: onAccount, effect: 'read' })
    .route({
      method: 'GET',
      path: '/service-accounts/{account}',
      tags,
      summary: 'Get a service account',
    })
    .input(oneAccount)
    .output(ServiceAccount),

  update: operation({ permission: 'service_account:update', on: onAccount, effect: 'change' }, [
    'gain_not_allowed',
    'read_only',
    'version_conflict',
  ])
    .route({
      method: 'PATCH',
      path: '/service-accounts/{account}',
      tags,
      summary: 'Change a service account',
      description:
        'What is not named stays as it is; trust policies are changed one by one at their own addresses. Of `tokenSettings` only the members that are given change.',
    })
    .input(
      z.strictObject({
        account: Reference,
        version: Version,
        description: Description.optional(),
        labels: Labels.optional(),
        tokenSettings: TokenSettingsChange.optional(),
      }),
    )
    .output(ServiceAccount),

  disable: operation({ permission: 'service_account:update', on: onAccount, effect: 'change' }, [
    'read_only',
  ])
    .route({
      method: 'POST',
      path: '/service-accounts/{account}/disable',
      tags,
      summary: 'Disable a service account: it gets no token until it is enabled',
    })
    .input(oneAccount)
    .output(ServiceAccount),

  enable: operation({ permission: 'service_account:update', on: onAccount, effect: 'change' }, [
    'gain_not_allowed',
    'read_only',
  ])
    .route({
      method: 'POST',
      path: '/service-accounts/{account}/enable',
      tags,
      summary: 'Enable a disabled service account',
    })
    .input(oneAccount)
    .output(ServiceAccount),

  delete: operation({ permission: 'service_account:delete', on: onAccount, effect: 'change' }, [
    'last_owner',
    'read_only',
  ])
    .route({
      method: 'DELETE',
      path: '/service-accounts/{account}',
      tags,
      summary: 'Delete a service account with its credentials and trust policies',
      successStatus: 204,
    })
    .input(oneAccount)
    .output(z.void()),
}

const secretRefusals = [
  'client_credentials_turned_off',
  'expiry_out_of_range',
  'gain_not_allowed',
  'read_only',
] as const
const secretRequest = z.strictObject({ account: Reference, expiresAt: Instant.optional() })

/** How long the old secret goes on working beside the new one (ISO 8601). */
export const SecretOverlap = z.enum(['PT1H', 'PT24H', 'P7D'])
export type SecretOverlap = z.infer<typeof SecretOverlap>

export const clientCredentials = {
  enable: operation({ permission: 'client_credential:create', on: onAccount, effect: 'change' }, [
    ...secretRefusals,
    'already_enabled',
  ])
    .route({
      method: 'POST',
      path: '/service-accounts/{account}/client-credentials',
      tags,
      summary: 'Enable client credentials; the answer carries the secret, once',
      successStatus: 201,
    })
    .input(secretRequest)
    .output(IssuedSecret),

  reset: operation({ permission: 'client_credential:update', on: onAccount, effect: 'change' }, [
    ...secretRefusals,
    'not_enabled',
  ])
    .route({
      method: 'POST',
      path: '/service-accounts/{account}/client-credentials/reset',
      tags,
      summary: 'Replace the secret; the old one is refused from the next request on',
    })
    .input(secretRequest)
    .output(IssuedSecret),

  rotate: operation({ permission: 'client_credential:update', on: onAccount, effect: 'change' }, [
    ...secretRefusals,
    'limit_reached',
    'not_enabled',
  ])
    .route({
      method: 'POST',
      path: '/service-accounts/{account}/client-credentials/rotate',
      tags,
      summary: 'Add a new secret; the old one goes on working for a while',
      description:
        'The new secret works at once, the old one until its own expiry or the end of `overlap`, whichever comes first. Refused while two secrets live, since ending one might stop a client that still uses it.',
    })
    .input(secretRequest.extend({ overlap: SecretOverlap.default('PT24H') }))
    .output(IssuedSecret),

  deleteSecret: operation(
    { permission: 'client_credential:delete', on: onAccount, effect: 'change' },
    ['in_use', 'not_enabled'],
  )
    .route({
      method: 'DELETE',
      path: '/service-accounts/{account}/client-credentials/secrets/{secret}',
      tags,
      summary: 'Delete one secret before it ends; it is refused from the next request on',
      description: 'Refused for the last one that works: reset it, or disable client credentials.',
      successStatus: 204,
    })
    .input(z.strictObject({ account: Reference, secret: Reference }))
    .output(z.void()),

  disable: operation({ permission: 'client_credential:delete', on: onAccount, effect: 'change' }, [
    'authentication_method_required',
    'not_enabled',
  ])
    .route({
      method: 'DELETE',
      path: '/service-accounts/{account}/client-credentials',
      tags,
      summary: 'Disable client credentials and forget their secrets',
      successStatus: 204,
    })
    .input(oneAccount)
    .output(z.void()),
}
