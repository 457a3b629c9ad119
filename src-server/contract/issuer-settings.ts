import { z } from 'zod'
import { ProfileId } from './provider-profiles.ts'

/** Signature algorithms of outside tokens (RFC 7518 §3.1, RFC 8037, RFC 9864); never `none`, never a shared key. */
export const OutsideAlgorithm = z.enum([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
])
export type OutsideAlgorithm = z.infer<typeof OutsideAlgorithm>

const KeyUrl = z.string().min(1).max(2048)
const Jwk = z.record(z.string(), z.unknown())

/** Where an issuer's keys come from: its discovery document, another address, or what was pasted. */
export const KeySource = z
  .union([
    z.literal('discovery'),
    z.strictObject({ jwksUrl: KeyUrl }),
    z.strictObject({
      jwks: z.union([
        z.strictObject({ keys: z.array(Jwk) }),
        z.string().min(1, 'Paste a key set or PEM public keys.').max(200_000),
      ]),
    }),
  ])
  .meta({ examples: ['discovery', { jwksUrl: 'https://gitlab.com/oauth/discovery/keys' }] })
export type KeySource = z.infer<typeof KeySource>

const DAY_SECONDS = 86_400

/** How an issuer is reached and what its tokens may be; whatever is left out keeps its default. */
export const IssuerSettings = z.strictObject({
  label: z.string().max(100, 'Use at most 100 characters.').optional(),
  /** Recognised by the URL when it is left out. */
  profile: ProfileId.optional(),
  enabled: z.boolean().optional(),
  keySource: KeySource.optional(),
  /** PEM; the only authorities that this issuer's certificates may come from. */
  certificateAuthority: z.string().min(1).max(65_536).nullable().optional(),
  allowPrivateNetwork: z.boolean().optional(),
  algorithms: z
    .array(OutsideAlgorithm)
    .min(1, 'Accept at least one algorithm.')
    .refine((names) => new Set(names).size === names.length, 'Name each algorithm once.')
    .optional(),
  maxTokenAgeSeconds: z
    .number()
    .int()
    .min(60)
    .max(366 * DAY_SECONDS)
    .optional(),
  allowMultipleAudiences: z.boolean().optional(),
  replay: z.enum(['once', 'reuse']).optional(),
})
export type IssuerSettings = z.infer<typeof IssuerSettings>
