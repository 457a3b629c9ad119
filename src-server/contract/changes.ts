import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { operation } from './operation.ts'

/** What a change is about; `all` stands for more than was worth telling one by one. */
export const ChangedResource = z.enum([
  'all',
  'groups',
  'workspaces',
  'serviceAccounts',
  'clientCredentials',
  'publicKeys',
  'trustPolicies',
  'tokens',
  'members',
  'roles',
  'users',
  'teams',
  'issuers',
  'lockouts',
  'signingKeys',
  'settings',
  'attempts',
  'audit',
  /** Access tokens were issued or refused. */
  'issuance',
  /** Requests of any kind were answered. */
  'requests',
  /** How the server runs: where it listens, with whom it is shared. */
  'server',
  /** Something was used: an account, a secret, a token, a policy. */
  'lastUse',
])
export type ChangedResource = z.infer<typeof ChangedResource>

/** Tells that something is not what it was; what it is now has to be asked for. */
export const Change = z
  .object({
    resource: ChangedResource,
    /** Only for callers who may see all things of this kind. */
    id: z.string().optional(),
  })
  .meta({ id: 'Change' })
export type Change = z.infer<typeof Change>

export const changes = operation({ permission: 'none', on: { kind: 'caller' }, effect: 'read' }, [
  'limit_reached',
])
  .route({
    method: 'GET',
    path: '/changes',
    tags: ['Changes'],
    summary: 'Follow what changes, as server-sent events',
    description:
      'Each event names a kind of thing of which the caller may see some, at most four times a second, and of what never stops, such as `requests`, once a second. It ends after `forSeconds`, or when the caller may not call any more; what changed between two calls is not told.',
  })
  .input(
    z.strictObject({ forSeconds: z.coerce.number().int().min(0).max(3600).optional() }).optional(),
  )
  .output(eventIterator(Change))
