import { z } from 'zod'
import { Description, Instant, lastUse, Reference } from './common.ts'
import { IssuerSettings } from './issuer-settings.ts'

const Text = z.string().min(1, 'A claim is never the empty text.').max(1024)

const Value = z.union([
  Text,
  z
    .number()
    .refine(
      (value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER,
      'Numbers this large lose digits and never match; bind another claim instead.',
    ),
  z.boolean(),
])
export type ClaimValue = z.infer<typeof Value>

const Values = z.array(Value).min(1, 'Name at least one value.').max(100, 'Use at most 100 values.')

const plainMatchers = [
  Value,
  Values,
  z.strictObject({ exact: Value }),
  z.strictObject({ wildcard: Text }),
  z.strictObject({ oneOf: Values }),
  z.strictObject({ contains: Value }),
  z.strictObject({ containsAny: Values }),
  z.strictObject({ containsAll: Values }),
  z.strictObject({ absent: z.literal(true) }),
] as const

const NegatedMatcher = z.union(plainMatchers, { error: ({ input }) => findMatcherFault(input) })

/**
 * What a claim of the outside token must be: a text, number or boolean, a list (one of), or an
 * object with one operator. Types are never converted. Plain texts compare by the policy's match
 * mode; `exact` and `wildcard` say it themselves.
 */
export const ClaimMatcher = z.union([...plainMatchers, z.strictObject({ not: NegatedMatcher })], {
  error: ({ input }) => findMatcherFault(input),
})
export type ClaimMatcher = z.infer<typeof ClaimMatcher>

const OPERATORS = [
  'exact',
  'wildcard',
  'oneOf',
  'contains',
  'containsAny',
  'containsAll',
  'not',
  'absent',
]

/** Says of what is no matcher at all why not; a faulty value inside of one explains itself. */
function findMatcherFault(input: unknown): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return 'Give a text, a number, a boolean, a list of these, or an object with one operator.'
  }
  const keys = Object.keys(input)
  const unknown = keys.find((key) => !OPERATORS.includes(key))
  const [operator = ''] = keys
  const known = OPERATORS.join(', ')
  if (unknown !== undefined) return `There is no operator "${unknown.slice(0, 64)}"; use ${known}.`
  if (keys.length !== 1) return `Use exactly one operator of ${known}.`
  if (operator === 'absent') return 'absent takes true and nothing else.'
  if (operator === 'not') return findNegationFault(Reflect.get(input, operator))
  return `${operator} does not take this value.`
}

function findNegationFault(operand: unknown): string {
  const isNegation = typeof operand === 'object' && operand !== null && 'not' in operand
  return isNegation ? 'not takes any other matcher, but no second not.' : findMatcherFault(operand)
}

const ClaimName = z.string().min(1).max(256)
const atMost20 = (claims: object) => Object.keys(claims).length <= 20

/** By claim; a name that begins with "/" and is no claim itself is a JSON Pointer (RFC 6901). */
export const BoundClaims = z
  .record(ClaimName, ClaimMatcher)
  .refine(atMost20, 'Bind at most 20 claims.')
  .meta({
    examples: [
      {
        project_id: '20',
        ref_type: ['branch', 'tag'],
        ref: { wildcard: 'release/*' },
        ref_protected: 'true',
      },
    ],
  })
export type BoundClaims = z.infer<typeof BoundClaims>

/** A change of bound claims: what it does not mention stays, and `null` removes. */
export const BoundClaimsPatch = z
  .record(ClaimName, ClaimMatcher.nullable())
  .refine(atMost20, 'Change at most 20 claims at once.')
export type BoundClaimsPatch = z.infer<typeof BoundClaimsPatch>

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
    ...lastUse,
  })
  .meta({ id: 'TrustPolicy' })
export type TrustPolicy = z.infer<typeof TrustPolicy>

export const TrustPolicyInput = z.strictObject({
  /** The id of the policy to keep or change; without one a policy is created. */
  id: z.string().optional(),
  name: Description.default(''),
  enabled: z.boolean().default(true),
  expiresAt: Instant.nullable().default(null),
  issuer: Reference,
  /** For an issuer that is new; all but a label need `issuer:create`. */
  issuerSettings: IssuerSettings.optional(),
  audience: z.string().min(1, 'An audience is required.').max(512),
  matchMode: MatchMode.default('exact'),
  boundClaims: BoundClaims,
})
export type TrustPolicyInput = z.infer<typeof TrustPolicyInput>

/** Something about a policy that should not be, and the way out. */
export const PolicyFinding = z
  .object({
    /** Stable name; of a provider profile's rule it is the rule's own. */
    rule: z.string(),
    /** Whether it keeps the policy from being saved. */
    severity: z.enum(['refused', 'warning']),
    /** Such as `audience` or `boundClaims.ref`. */
    field: z.string(),
    message: z.string(),
    advice: z.string(),
    /** Whether `force` with a reason lifts it. */
    isLiftable: z.boolean(),
  })
  .meta({ id: 'PolicyFinding' })
export type PolicyFinding = z.infer<typeof PolicyFinding>

/** A service account has at most this many. */
export const MAXIMUM_TRUST_POLICIES = 10

export const TrustPolicyInputs = z
  .array(TrustPolicyInput)
  .max(MAXIMUM_TRUST_POLICIES, `Use at most ${MAXIMUM_TRUST_POLICIES} trust policies.`)
