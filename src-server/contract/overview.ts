import { z } from 'zod'
import { Instant } from './common.ts'
import { operation } from './operation.ts'

const count = z.number().int().min(0)

/** Counts of equal spans of time, oldest first; the last span is not over yet. */
const TokenCounts = z.object({
  from: Instant,
  spanSeconds: z.number().int(),
  issued: z.array(count),
  refused: z.array(count),
})
export type TokenCounts = z.infer<typeof TokenCounts>

const Credential = z.object({
  kind: z.enum(['client_secret', 'named_token']),
  id: z.string(),
  /** What a token is called, or the last characters of a secret. */
  name: z.string(),
  owner: z.object({
    kind: z.enum(['user', 'service_account']),
    id: z.string(),
    /** A path, or a person's e-mail address. */
    name: z.string(),
  }),
  expiresAt: Instant,
})

const Unused = z.object({
  id: z.string(),
  path: z.string(),
  lastUsedAt: Instant.nullable(),
  createdAt: Instant,
})

const Refusal = z.object({
  at: Instant,
  reason: z.string(),
  /** The path of the account that asked, where it was found out. */
  account: z.string().nullable(),
  address: z.string(),
  correlationId: z.string(),
  /** The id of the attempt that explains it, where an outside token was shown. */
  attempt: z.string().nullable(),
})

/** What a first look should tell; a part is null or shorter for those who may not see it. */
export const Overview = z
  .object({
    server: z
      .object({
        version: z.string(),
        issuer: z.string(),
        startedAt: Instant,
        requestsLastMinute: count,
        /** Why changes or events cannot be written; null while all is well. */
        trouble: z.string().nullable(),
      })
      .nullable(),
    /** How far one got on the way to the first token. */
    setup: z
      .object({ hasGroup: z.boolean(), hasAccount: z.boolean(), hasToken: z.boolean() })
      .nullable(),
    tokens: z
      .object({
        /** Before, nothing was counted. Requests that a rate limit turned away never are. */
        countedSince: Instant,
        minutes: TokenCounts,
        hours: TokenCounts,
      })
      .nullable(),
    expiring: z.object({ withinDays: z.number().int(), count, items: z.array(Credential) }),
    unused: z.object({ forDays: z.number().int(), count, items: z.array(Unused) }),
    refusals: z.array(Refusal),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof Overview>

export const overview = {
  get: operation({ permission: 'none', on: { kind: 'caller' }, effect: 'read' })
    .route({
      method: 'GET',
      path: '/overview',
      tags: ['Overview'],
      summary: 'Tell how the server does and what needs attention',
      description:
        'Each part holds what the caller may see: `server` and `setup` need settings:view and `tokens` audit:view in the installation; what expires, is unused or was refused needs client_credential:view or token:view, service_account:view, and audit:view where it is.',
    })
    .input(z.strictObject({}).optional())
    .output(Overview),
}
