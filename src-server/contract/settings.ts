import { z } from 'zod'
import { Version } from './common.ts'
import { operation } from './operation.ts'
import { ResourceIndicator } from './resource-indicators.ts'
import { AccessTokenLifetime } from './token-settings.ts'

export const SigningAlgorithm = z.enum(['ES256', 'RS256', 'EdDSA'])
export type SigningAlgorithm = z.infer<typeof SigningAlgorithm>

const limits = {
  accessTokenLifetimeSeconds: AccessTokenLifetime,
  /** 0 turns client secrets off. */
  clientSecretMaximumDays: z.number().int().min(0).max(3650),
  signingAlgorithm: SigningAlgorithm,
  /** For resources whose verifiers need another algorithm, by resource indicator. */
  signingAlgorithmByResource: z
    .record(ResourceIndicator, SigningAlgorithm)
    .refine((byResource) => Object.keys(byResource).length <= 50, 'Name at most 50 resources.'),
  /** 0 leaves rotation to people. */
  signingKeyRotationDays: z.number().int().min(0).max(3650),
  /** Failed authentications of a client from one address until it is locked out there; 0 turns lockout off. */
  lockoutFailures: z.number().int().min(0).max(1000),
  /** How long the first lockout lasts; each that follows lasts twice as long, up to an hour. */
  lockoutSeconds: z.number().int().min(1).max(3600),
  /** Requests to the OAuth endpoints, from everywhere; 0 means no limit. */
  requestsPerMinute: z.number().int().min(0).max(1_000_000_000),
  requestsPerMinutePerAddress: z.number().int().min(0).max(1_000_000_000),
  /** Attempts at an exchange that are kept, about; the oldest go first. */
  attemptsMaximum: z.number().int().min(100).max(50_000),
  attemptsMaximumDays: z.number().int().min(1).max(365),
  /** Whether a token got by exchange ends with the outside token at the latest. */
  endWithSubjectToken: z.boolean(),
}

/** What an administrator may set, and, read-only, how the server runs. */
export const Settings = z
  .object({
    ...limits,
    version: Version,
    server: z.object({
      version: z.string(),
      issuer: z.string(),
      address: z.string(),
      tokenEndpoint: z.string(),
      dataDirectory: z.string(),
    }),
  })
  .meta({ id: 'Settings' })
export type Settings = z.infer<typeof Settings>

/** A change to some of the settings; the others stay. */
export const SettingsChange = z.strictObject({
  version: Version,
  ...z.object(limits).partial().shape,
})
export type SettingsChange = z.infer<typeof SettingsChange>

const tags = ['Settings']

export const settings = {
  get: operation({ permission: 'settings:view', on: { kind: 'installation' }, effect: 'read' })
    .route({ method: 'GET', path: '/settings', tags, summary: 'Get the settings' })
    .input(z.strictObject({}).optional())
    .output(Settings),

  update: operation(
    { permission: 'settings:update', on: { kind: 'installation' }, effect: 'change' },
    ['version_conflict'],
  )
    .route({ method: 'PATCH', path: '/settings', tags, summary: 'Change the settings' })
    .input(SettingsChange)
    .output(Settings),
}
