import type { Change, ChangedResource } from '#contract/changes.ts'
import type { Permission } from '#contract/permissions.ts'
import { decideAccess, type Subject } from '#server/domain/decide-access.ts'
import { findVisibleRanges } from '#server/domain/visible-ranges.ts'

/** What somebody must be allowed to see to be told that some of it changed. */
const permissions = {
  all: 'none',
  groups: 'group:view',
  workspaces: 'workspace:view',
  serviceAccounts: 'service_account:view',
  clientCredentials: 'client_credential:view',
  publicKeys: 'client_credential:view',
  trustPolicies: 'trust_policy:view',
  tokens: 'token:view',
  members: 'member:view',
  roles: 'none',
  users: 'user:view',
  teams: 'team:view',
  issuers: 'issuer:view',
  lockouts: 'client_credential:view',
  signingKeys: 'signing_key:view',
  settings: 'settings:view',
  attempts: 'trust_policy:view',
  audit: 'audit:view',
  issuance: 'audit:view',
  requests: 'audit:view',
  server: 'settings:view',
  lastUse: 'service_account:view',
} as const satisfies Record<ChangedResource, Permission | 'none'>

/** Leaves of changes what somebody may know; an id only where they may see every thing of its kind. */
export function showChanges(changes: readonly Change[], subject: Subject): readonly Change[] {
  const shown = new Map<string, Change>()
  for (const change of changes) {
    const visible = showChange(change, subject)
    if (visible) shown.set(`${visible.resource} ${visible.id ?? ''}`, visible)
  }
  return [...shown.values()]
}

function showChange(change: Change, subject: Subject): Change | undefined {
  const { resource } = change
  const permission = permissions[resource]
  if (permission === 'none' || decideAccess(subject, permission, '').allowed) return change
  return findVisibleRanges(subject, permission).length > 0 ? { resource } : undefined
}
