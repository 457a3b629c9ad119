import type { ChangedResource } from '#contract/changes.ts'
import type { DoorwardClient } from '#contract/contract.ts'

/** A room of the contract, or the tail of the requests, which is put together from several answers. */
type Room = keyof DoorwardClient | 'requestTail'

/** Which answers are out of date when something changed; `all` has no list. */
export const changedQueries = {
  groups: ['groups', 'overview', 'workspaces', 'serviceAccounts', 'members', 'access'],
  workspaces: ['workspaces', 'groups', 'access'],
  serviceAccounts: ['serviceAccounts', 'overview', 'groups', 'access', 'tokens'],
  clientCredentials: ['clientCredentials', 'serviceAccounts', 'overview'],
  publicKeys: ['publicKeys', 'serviceAccounts'],
  trustPolicies: ['trustPolicies', 'serviceAccounts', 'issuers', 'trust', 'snippets'],
  tokens: ['tokens', 'overview'],
  members: ['members', 'access', 'groups', 'whoami'],
  roles: ['roles', 'access', 'members', 'whoami'],
  users: ['users', 'teams', 'members'],
  teams: ['teams', 'users', 'members'],
  issuers: ['issuers', 'trustPolicies'],
  lockouts: ['lockouts'],
  signingKeys: ['signingKeys'],
  settings: ['settings'],
  attempts: ['trust'],
  audit: ['audit'],
  issuance: ['overview'],
  requests: ['requestTail'],
  server: ['server'],
  lastUse: ['serviceAccounts', 'clientCredentials', 'publicKeys', 'tokens'],
} as const satisfies Record<Exclude<ChangedResource, 'all'>, readonly Room[]>
