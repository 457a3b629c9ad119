import type { Change, ChangedResource } from '#contract/changes.ts'
import type { AuditEntry } from '#server/domain/audit-event.ts'
import type { collections } from '#server/store/collections.ts'
import type { Touched } from '#server/store/transaction.ts'

/** What callers know the records of each collection as; some are nobody's business. */
const resources = {
  groups: 'groups',
  workspaces: 'workspaces',
  serviceAccounts: 'serviceAccounts',
  users: 'users',
  teams: 'teams',
  teamMembers: 'teams',
  roles: 'roles',
  memberships: 'members',
  namedTokens: 'tokens',
  trustPolicies: 'trustPolicies',
  clientSecrets: 'clientCredentials',
  publicKeys: 'publicKeys',
  lockouts: 'lockouts',
  usages: 'lastUse',
  issuers: 'issuers',
  issuerKeySets: 'issuers',
  signingKeys: 'signingKeys',
  settings: 'settings',
  revokedTokens: undefined,
  usedTokens: undefined,
  certificates: undefined,
  vaultKeys: undefined,
  bootstrapTokens: undefined,
} as const satisfies Record<keyof typeof collections, ChangedResource | undefined>

/** Other ids are made of what they are about, such as an address. */
const ID = /^[a-z]+_[0-9a-z]{26}$/

/** Says what a durable change was about, and no more. */
export function toStoredChanges(touched: readonly Touched[]): readonly Change[] {
  return touched.flatMap(({ collection, id }) => {
    const resource = isKnown(collection) ? resources[collection] : undefined
    if (resource === undefined) return []
    return [ID.test(id) ? { resource, id } : { resource }]
  })
}

/** Says what an event of the audit log is about besides what is stored; tokens make most of them. */
export function toAuditChanges({ action }: Pick<AuditEntry, 'action'>): readonly ChangedResource[] {
  if (action === 'token.issued' || action === 'token.refused') return ofTokens
  return action.startsWith('server.') ? ofServer : ofOthers
}

const ofTokens = ['audit', 'issuance'] as const
const ofServer = ['audit', 'server'] as const
const ofOthers = ['audit'] as const

function isKnown(collection: string): collection is keyof typeof resources {
  return Object.hasOwn(resources, collection)
}
