import { z } from 'zod'
import { ResourceIndicator } from './resource-indicators.ts'

/** How long an access token may live; an account of its own choice no longer than any other. */
export const AccessTokenLifetime = z.number().int().min(60).max(86_400)

const AllowedResources = z
  .array(ResourceIndicator)
  .max(20, 'Name at most 20 resources.')
  .refine((resources) => new Set(resources).size === resources.length, 'Name each resource once.')

/** How an account gets its access tokens and what they are good for. */
export const TokenSettings = z
  .strictObject({
    /** Seconds; null leaves it to the installation's setting. */
    accessTokenLifetimeSeconds: AccessTokenLifetime.nullable(),
    /** The resources that it may ask tokens for (RFC 8707), besides Doorward itself. */
    allowedResources: AllowedResources,
    /** Whether it gets no token without a DPoP proof (RFC 9449). */
    dpopBoundAccessTokens: z.boolean(),
    /** Whether its assertions may name the token endpoint as audience instead of the issuer. */
    acceptTokenEndpointAudience: z.boolean(),
  })
  .meta({ id: 'TokenSettings' })
export type TokenSettings = z.infer<typeof TokenSettings>

/** A change to some of the settings; the others stay. */
export const TokenSettingsChange = z.strictObject(TokenSettings.partial().shape)
