import { z } from 'zod'
import {
  Actor,
  Description,
  history,
  Instant,
  lastUse,
  pageOf,
  Reference,
  Version,
} from './common.ts'
import { IssuerSettings } from './issuer-settings.ts'
import { operation } from './operation.ts'
import { ProfileId } from './provider-profiles.ts'

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
    /** Who may act by it, and what it leaves open. */
    sentence: z.string(),
    /** Rules that somebody lifted on purpose; they are shown for ever. */
    exceptions: z.array(z.object({ rule: z.string(), reason: z.string(), by: Actor, at: Instant })),
    ...lastUse,
    ...history,
  })
  .meta({ id: 'TrustPolicy' })
export type TrustPolicy = z.infer<typeof TrustPolicy>

const Audience = z.string().min(1, 'An audience is required.').max(512)

/** Lifts the rules of a provider profile that may be lifted; the policy shows it for ever. */
const Force = z.strictObject({
  reason: z.string().trim().min(1, 'Say why the rule does not hold here.').max(500),
})

export const TrustPolicyInput = z.strictObject({
  /** Of a policy that is saved, when a draft of it is tried out. */
  id: z.string().optional(),
  name: Description.default(''),
  enabled: z.boolean().default(true),
  expiresAt: Instant.nullable().default(null),
  issuer: Reference,
  /** For an issuer that is new; all but a label need `issuer:create`. */
  issuerSettings: IssuerSettings.optional(),
  audience: Audience,
  matchMode: MatchMode.default('exact'),
  boundClaims: BoundClaims,
  force: Force.optional(),
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
    /** Of a provider's own rule: whose it is, of which kind, and the claims that it is about. */
    profileRule: z
      .object({
        profile: ProfileId,
        kind: z.enum(['required_claim', 'veto', 'claim_to_avoid']),
        claims: z.array(z.string()),
      })
      .optional(),
  })
  .meta({ id: 'PolicyFinding' })
export type PolicyFinding = z.infer<typeof PolicyFinding>

/** A service account has at most this many. */
export const MAXIMUM_TRUST_POLICIES = 10

const NewTrustPolicy = TrustPolicyInput.omit({ id: true })

/** The trust policies that an account is created with. */
export const NewTrustPolicies = z
  .array(NewTrustPolicy)
  .max(MAXIMUM_TRUST_POLICIES, `Use at most ${MAXIMUM_TRUST_POLICIES} trust policies.`)

const onAccount = { kind: 'service_account', field: 'account' } as const
const onPolicy = { kind: 'trust_policy', field: 'policy' } as const
const onePolicy = z.strictObject({ account: Reference, policy: z.string().min(1).max(100) })
const tags = ['Trust']
const refusals = [
  'gain_not_allowed',
  'issuer_not_allowed',
  'read_only',
  'trust_policy_refused',
] as const

export const trustPolicies = {
  list: operation({ permission: 'trust_policy:view', on: onAccount, effect: 'read' })
    .route({
      method: 'GET',
      path: '/service-accounts/{account}/trust-policies',
      tags,
      summary: 'List the trust policies of a service account, in the order in which they are tried',
    })
    .input(z.strictObject({ account: Reference }))
    .output(pageOf(TrustPolicy)),

  create: operation({ permission: 'trust_policy:create', on: onAccount, effect: 'change' }, [
    ...refusals,
    'limit_reached',
  ])
    .route({
      method: 'POST',
      path: '/service-accounts/{account}/trust-policies',
      tags,
      summary: 'Let tokens of an outside issuer act as a service account',
      description:
        'An issuer that is new is registered on the way. What the rules of its provider refuse is said with the way out; `force` with a reason lifts those that may be lifted.',
      successStatus: 201,
    })
    .input(NewTrustPolicy.extend({ account: Reference }))
    .output(TrustPolicy),

  get: operation({ permission: 'trust_policy:view', on: onPolicy, effect: 'read' })
    .route({
      method: 'GET',
      path: '/service-accounts/{account}/trust-policies/{policy}',
      tags,
      summary: 'Get a trust policy',
    })
    .input(onePolicy)
    .output(TrustPolicy),

  update: operation({ permission: 'trust_policy:update', on: onPolicy, effect: 'change' }, [
    ...refusals,
    'version_conflict',
  ])
    .route({
      method: 'PATCH',
      path: '/service-accounts/{account}/trust-policies/{policy}',
      tags,
      summary: 'Change a trust policy',
      description:
        'What is not named stays as it is. Of `boundClaims` only the claims that are named change, and `null` removes one.',
    })
    .input(
      onePolicy.extend({
        version: Version,
        name: Description.optional(),
        enabled: z.boolean().optional(),
        expiresAt: Instant.nullable().optional(),
        audience: Audience.optional(),
        matchMode: MatchMode.optional(),
        boundClaims: BoundClaimsPatch.optional(),
        /** Where it stands in the account's order, from 0. */
        position: z
          .number()
          .int()
          .min(0)
          .max(MAXIMUM_TRUST_POLICIES - 1)
          .optional(),
        force: Force.optional(),
      }),
    )
    .output(TrustPolicy),

  delete: operation({ permission: 'trust_policy:delete', on: onPolicy, effect: 'change' }, [
    'authentication_method_required',
    'read_only',
  ])
    .route({
      method: 'DELETE',
      path: '/service-accounts/{account}/trust-policies/{policy}',
      tags,
      summary: 'Delete a trust policy; the next exchange by it is refused',
      successStatus: 204,
    })
    .input(onePolicy)
    .output(z.void()),

  propose: operation({ permission: 'trust_policy:view', on: onPolicy, effect: 'read' })
    .route({
      method: 'GET',
      path: '/service-accounts/{account}/trust-policies/{policy}/proposals',
      tags,
      summary: 'Propose claims to bind besides: those that were the same in all accepted attempts',
    })
    .input(onePolicy)
    .output(
      z.object({
        /** The accepted attempts that the proposal rests on. */
        attempts: z.number().int(),
        boundClaims: BoundClaims,
      }),
    ),
}
