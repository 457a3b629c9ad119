import { z } from 'zod'

/** The name of a group, workspace or service account: immutable, unique among its siblings. */
export const Name = z
  .string()
  .regex(
    /^[0-9a-z](?:[0-9a-z_-]{0,62}[0-9a-z])?$/,
    'Use 1 to 64 lower-case letters, digits, "-" or "_", beginning and ending with a letter or digit.',
  )
  .meta({ examples: ['deployer'] })

export const Description = z.string().max(100, 'Use at most 100 characters.')

/** An id, or the full path of the thing. */
export const Reference = z.string().min(1, 'Give an id or a path.').max(2048)

/** A point in time, RFC 3339; input may carry an offset, output is always UTC. */
export const Instant = z.iso
  .datetime({
    offset: true,
    message: 'Give a time such as 2027-02-18T00:00:00Z (RFC 3339).',
    abort: true,
  })
  .refine(hasFourDigitYear, 'Give a time whose year in UTC has four digits.')
  .meta({ examples: ['2027-02-18T00:00:00Z'] })

/** An offset may lead over either end of what RFC 3339 can write. */
function hasFourDigitYear(instant: string): boolean {
  const year = new Date(instant).getUTCFullYear()
  return year >= 0 && year <= 9999
}

/** The number of changes a thing has seen; an update names the one that it was made from. */
export const Version = z.number().int().min(1)

export const Labels = z
  .record(
    z.string().regex(/^[a-z0-9](?:[a-z0-9./_-]{0,62}[a-z0-9])?$/, 'This is not a label name.'),
    z.string().max(128),
  )
  .refine((labels) => Object.keys(labels).length <= 32, 'Use at most 32 labels.')

/** Who did something: a person, an account, or the installation's administrator. */
export const Actor = z.object({
  kind: z.enum(['administrator', 'user', 'service_account', 'system']),
  id: z.string(),
  name: z.string(),
})
export type Actor = z.infer<typeof Actor>

/** What every list takes; `cursor` is the `nextCursor` of the page before. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(4096).optional(),
  search: z.string().max(200).optional(),
})

/** One page of a list; `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** When and by whom a record was created and last changed. */
export const history = {
  createdAt: Instant,
  createdBy: Actor,
  updatedAt: Instant,
  updatedBy: Actor,
  version: Version,
}

/** How somebody showed who they are. */
export const AuthenticationMethod = z.enum([
  'client_secret',
  'private_key_jwt',
  'oidc_federation',
  'named_token',
])
export type AuthenticationMethod = z.infer<typeof AuthenticationMethod>

/** When something was last used, from where and how; within a minute. */
export const lastUse = {
  lastUsedAt: Instant.nullable(),
  lastUsedAddress: z.string().nullable(),
  lastUsedMethod: AuthenticationMethod.nullable(),
}

/** Who may hold a role: a person, a set of people, or a service account. */
export const PrincipalKind = z.enum(['user', 'team', 'service_account'])
export type PrincipalKind = z.infer<typeof PrincipalKind>

export const PrincipalView = z
  .object({ kind: PrincipalKind, id: z.string(), name: z.string() })
  .meta({ id: 'Principal' })
export type PrincipalView = z.infer<typeof PrincipalView>

/** True or false, also as text, which is all that a query can carry. */
export const Flag = z.union([z.boolean(), z.stringbool()])
