import { z } from 'zod'
import { Flag, Instant, PageQuery, pageOf, Reference } from './common.ts'
import { GuidedPolicy } from './guided-setup.ts'
import { NearMiss } from './near-miss.ts'
import { operation } from './operation.ts'
import { MAXIMUM_TRUST_POLICIES, PolicyFinding, TrustPolicyInput } from './trust-policies.ts'

/** Where an outside token may be refused, in the order in which it is looked at. */
export const ExchangeStage = z.enum([
  'malformed',
  'issuer',
  'signature',
  'expired',
  'not_yet_valid',
  'too_old',
  'audience',
  'claims',
  'replayed',
  'account',
  'request',
])
export type ExchangeStage = z.infer<typeof ExchangeStage>

/** One thing that was looked at; `ok` is null where it could not be checked. */
export const TrustCheck = z
  .object({
    check: z.string(),
    rule: z.string().optional(),
    claim: z.string().optional(),
    matcher: z.string().optional(),
    expected: z.string(),
    actual: z.string(),
    ok: z.boolean().nullable(),
    /** A near miss, in a sentence. */
    hint: z.string().optional(),
    /** The same near miss, by its code. */
    nearMiss: NearMiss.optional(),
    /** What speaks against the policy itself, where that is what was looked at. */
    finding: PolicyFinding.optional(),
  })
  .meta({ id: 'TrustCheck' })
export type TrustCheck = z.infer<typeof TrustCheck>

/** What a policy made of a token, check by check. */
export const PolicyTrace = z
  .object({
    /** Null for a draft that is not saved. */
    policy: z.string().nullable(),
    name: z.string(),
    account: z.string(),
    accepted: z.boolean(),
    stage: ExchangeStage.nullable(),
    checks: z.array(TrustCheck),
  })
  .meta({ id: 'PolicyTrace' })
export type PolicyTrace = z.infer<typeof PolicyTrace>

const verdict = {
  accepted: z.boolean(),
  /** Null when it was accepted. */
  stage: ExchangeStage.nullable(),
  /** Who called, in a sentence. */
  principal: z.string(),
  /** Form, signature and times of the token. */
  checks: z.array(TrustCheck),
  policies: z.array(PolicyTrace),
}

/** Whether a token would be exchanged, and why. */
export const TrustTrace = z.object(verdict).meta({ id: 'TrustTrace' })
export type TrustTrace = z.infer<typeof TrustTrace>

/** An exchange that somebody tried, with its verdict; never the token. */
export const Attempt = z
  .object({
    id: z.string(),
    at: Instant,
    grant: z.enum(['token_exchange', 'jwt_bearer', 'login']),
    ...verdict,
    /** The account that was named or found; null when there was none. */
    account: z.string().nullable(),
    accountPath: z.string().nullable(),
    issuer: z.string().nullable(),
    issuerUrl: z.string().nullable(),
    /** The policy that let it in. */
    policy: z.string().nullable(),
    /** Whether the signature was verified; if not, the claims are mere allegations. */
    verified: z.boolean(),
    claims: z.record(z.string(), z.unknown()),
    address: z.string(),
    correlationId: z.string(),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof Attempt>

const Claims = z.record(z.string(), z.unknown())

const Drafts = z
  .array(TrustPolicyInput)
  .min(1, 'Give at least one policy.')
  .max(MAXIMUM_TRUST_POLICIES, `Use at most ${MAXIMUM_TRUST_POLICIES} trust policies.`)

const onAccount = { kind: 'service_account', field: 'account' } as const
const tags = ['Trust']

export const trust = {
  evaluate: operation({ permission: 'trust_policy:view', on: onAccount, effect: 'read' })
    .route({
      method: 'POST',
      path: '/trust/evaluate',
      tags,
      summary: 'Tell whether a token or claims would be accepted, check by check',
      description:
        'Held against the policies of the account, or against drafts. Nothing is issued, used up, stored or logged. With claims alone, signature and times are not checked.',
    })
    .input(
      z
        .strictObject({
          account: Reference,
          policies: Drafts.optional(),
          token: z.string().min(1).max(65_536).optional(),
          claims: Claims.optional(),
        })
        .refine(({ token, claims }) => (token === undefined) !== (claims === undefined), {
          message: 'Give either a token or claims.',
          path: ['token'],
        }),
    )
    .output(TrustTrace),

  listAttempts: operation({
    permission: 'trust_policy:view',
    on: { kind: 'visible' },
    effect: 'read',
  })
    .route({
      method: 'GET',
      path: '/trust/attempts',
      tags,
      summary: 'List the attempts at an exchange, newest first',
    })
    .input(
      PageQuery.extend({
        account: Reference.optional(),
        issuer: Reference.optional(),
        policy: z.string().max(100).optional(),
        accepted: Flag.optional(),
        stage: ExchangeStage.optional(),
        correlationId: z.string().max(100).optional(),
        since: Instant.optional(),
      }),
    )
    .output(pageOf(Attempt)),

  getAttempt: operation({
    permission: 'trust_policy:view',
    on: { kind: 'visible' },
    effect: 'read',
  })
    .route({
      method: 'GET',
      path: '/trust/attempts/{attempt}',
      tags,
      summary: 'Get an attempt by its id, or by the correlation id that its caller was told',
    })
    .input(z.strictObject({ attempt: z.string().min(1).max(100) }))
    .output(Attempt),

  draft: operation({ permission: 'trust_policy:view', on: { kind: 'visible' }, effect: 'read' })
    .route({
      method: 'POST',
      path: '/trust/attempts/{attempt}/draft',
      tags,
      summary: 'Propose a policy that would let this caller in',
    })
    .input(z.strictObject({ attempt: z.string().min(1).max(100) }))
    .output(GuidedPolicy),

  replay: operation({ permission: 'trust_policy:view', on: onAccount, effect: 'read' })
    .route({
      method: 'POST',
      path: '/trust/replay',
      tags,
      summary: 'Tell which of the kept attempts other policies would decide differently',
    })
    .input(z.strictObject({ account: Reference, policies: Drafts }))
    .output(
      z.object({
        /** How many attempts were held against the policies. */
        attempts: z.number().int(),
        changed: z.array(z.object({ attempt: Attempt, wouldBe: TrustTrace })),
      }),
    ),
}
