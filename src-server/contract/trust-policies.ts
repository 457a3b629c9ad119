import { z } from 'zod'
import { Description, Instant, Reference } from './common.ts'

/** What a claim of the outside token must be: exactly this text, number or boolean. */
export const ClaimMatcher = z.union([
  z.string().min(1, 'A claim is never the empty text.').max(1024),
  z
    .number()
    .refine(
      (value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER,
      'Numbers this large lose digits; bind the claim as text if the issuer sends text.',
    ),
  z.boolean(),
])
export type ClaimMatcher = z.infer<typeof ClaimMatcher>

export const BoundClaims = z
  .record(z.string().min(1).max(256), ClaimMatcher)
  .refine((claims) => Object.keys(claims).length <= 20, 'Bind at most 20 claims.')
  .meta({ examples: [{ project_id: '20', ref_protected: 'true', ref_type: 'branch' }] })
export type BoundClaims = z.infer<typeof BoundClaims>

/** How plain text values of a policy compare with a token's. */
export const MatchMode = z.enum(['exact', 'wildcard'])
export type MatchMode = z.infer<typeof MatchMode>

/** Lets whoever holds a fitting token of an outside issuer act as the account. */
export const TrustPolicy = z
  .object({
    id: z.string(),
    name: Description,
    enabled: z.boolean(),
    expiresAt: Instant.nullable(),
    issuer: z.string(),
    issuerUrl: z.string(),
    audience: z.string(),
    matchMode: MatchMode,
    boundClaims: BoundClaims,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'TrustPolicy' })
export type TrustPolicy = z.infer<typeof TrustPolicy>

/** How an issuer that is registered on the way is to be reached and checked. */
export const IssuerSettings = z.strictObject({
  label: z.string().max(100).optional(),
  allowPrivateNetwork: z.boolean().optional(),
})
export type IssuerSettings = z.infer<typeof IssuerSettings>

export const TrustPolicyInput = z.strictObject({
  /** The id of the policy to keep or change; without one a policy is created. */
  id: z.string().optional(),
  name: Description.default(''),
  enabled: z.boolean().default(true),
  expiresAt: Instant.nullable().default(null),
  issuer: Reference,
  issuerSettings: IssuerSettings.optional(),
  audience: z.string().min(1, 'An audience is required.').max(512),
  matchMode: z.literal('exact').default('exact'),
  boundClaims: BoundClaims,
})
export type TrustPolicyInput = z.infer<typeof TrustPolicyInput>

/** A service account has at most this many. */
export const MAXIMUM_TRUST_POLICIES = 10

export const TrustPolicyInputs = z
  .array(TrustPolicyInput)
  .max(MAXIMUM_TRUST_POLICIES, `Use at most ${MAXIMUM_TRUST_POLICIES} trust policies.`)
