import { z } from 'zod'
import { Description, Reference } from './common.ts'
import { operation } from './operation.ts'
import {
  ProfileAnswers,
  ProfileId,
  ProfileQuestion,
  Snippet,
  SnippetRunner,
} from './provider-profiles.ts'
import { ResourceIndicator } from './resource-indicators.ts'
import { BoundClaims, MatchMode, PolicyFinding, TrustPolicyInput } from './trust-policies.ts'

/** What the guided form needs to know of a kind of issuer. */
export const ProviderProfile = z
  .object({
    id: ProfileId,
    name: z.string(),
    /** Issuer URLs that are recognised; what varies stands in braces. */
    issuerUrls: z.array(z.string()),
    /** Whether it also runs under addresses that nothing gives away. */
    selfHosted: z.boolean(),
    /** Whether callers can choose the audience of their tokens. */
    audienceChosen: z.boolean(),
    issuerDefaults: z.object({
      algorithms: z.array(z.string()),
      maxTokenAgeSeconds: z.number().int(),
      replay: z.enum(['once', 'reuse']),
      allowMultipleAudiences: z.boolean(),
      needsPastedKeys: z.boolean(),
      isOftenPrivate: z.boolean(),
    }),
    questions: z.array(ProfileQuestion),
    /** Of each, a policy binds at least one claim. */
    requiredClaims: z.array(
      z.object({
        id: z.string(),
        anyOf: z.array(z.string()),
        reason: z.string(),
        isLiftable: z.boolean(),
      }),
    ),
    /** Tokens that are refused whatever a policy binds. */
    vetoes: z.array(
      z.object({
        id: z.string(),
        claim: z.string(),
        reason: z.string(),
        isLiftable: z.boolean(),
      }),
    ),
    claimsToAvoid: z.array(z.object({ claim: z.string(), reason: z.string() })),
  })
  .meta({ id: 'ProviderProfile' })
export type ProviderProfile = z.infer<typeof ProviderProfile>

/** A trust policy as the guided form makes it, with what speaks against it. */
export const GuidedPolicy = z
  .object({
    policy: z.object({
      name: Description,
      issuer: z.string(),
      /** Only where the URL of a new issuer does not give its provider away. */
      issuerSettings: z.object({ profile: ProfileId }).optional(),
      audience: z.string(),
      matchMode: MatchMode,
      boundClaims: BoundClaims,
    }),
    /** Who may act by it, and what it leaves open. */
    sentence: z.string(),
    findings: z.array(PolicyFinding),
  })
  .meta({ id: 'GuidedPolicy' })
export type GuidedPolicy = z.infer<typeof GuidedPolicy>

const WrittenPolicy = TrustPolicyInput.pick({
  name: true,
  issuer: true,
  audience: true,
  matchMode: true,
  boundClaims: true,
})

const forCaller = { permission: 'none', on: { kind: 'caller' }, effect: 'read' } as const

export const providerProfiles = {
  list: operation(forCaller)
    .route({
      method: 'GET',
      path: '/provider-profiles',
      tags: ['Issuers'],
      summary: 'List the providers whose habits are known, with the questions of their forms',
    })
    .input(z.strictObject({}).optional())
    .output(z.object({ items: z.array(ProviderProfile) })),

  draft: operation(forCaller)
    .route({
      method: 'POST',
      path: '/provider-profiles/{profile}/draft',
      tags: ['Issuers'],
      summary: 'Make a trust policy from the answers of a guided form; nothing is saved',
      description:
        'With a `policy` in the place of answers, that one is put into words and judged as it stands, by the rules of its issuer where that is registered.',
    })
    .input(
      z
        .strictObject({
          profile: ProfileId,
          answers: ProfileAnswers.optional(),
          policy: WrittenPolicy.optional(),
          account: Reference.optional(),
          /** Proposed by the server when it is left out. */
          audience: z.string().min(1, 'An audience is required.').max(512).optional(),
        })
        .refine(({ answers, policy }) => (answers === undefined) !== (policy === undefined), {
          message: 'Give either answers or a policy.',
          path: ['answers'],
        }),
    )
    .output(GuidedPolicy),
}

export const snippets = {
  list: operation({
    permission: 'service_account:view',
    on: { kind: 'service_account', field: 'account' },
    effect: 'read',
  })
    .route({
      method: 'GET',
      path: '/service-accounts/{account}/snippets',
      tags: ['Service accounts'],
      summary: 'List what a CI job or service needs to get a token of the account; without secrets',
      description:
        'For the trust policy that is named, else for the first, and for client credentials where the account has them.',
    })
    .input(
      z.strictObject({
        account: Reference,
        policy: z.string().max(64).optional(),
        runner: SnippetRunner.optional(),
        resource: ResourceIndicator.optional(),
        kind: z.enum(['federation', 'client_credentials']).optional(),
      }),
    )
    .output(
      z.object({
        /** Whom they are written for; without a choice, the farthest that reaches this server. */
        runner: SnippetRunner,
        items: z.array(Snippet),
      }),
    ),
}
