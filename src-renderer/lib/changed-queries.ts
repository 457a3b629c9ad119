import type { ChangedResource } from '#contract/changes.ts'
import type { DoorwardClient } from '#contract/contract.ts'

type Room = keyof DoorwardClient

/** Which answers are out of date when something changed; `all` has no list. */
export const changedQueries = {
  groups: ['groups', 'workspaces', 'serviceAccounts', 'members', 'access'],
  workspaces: ['workspaces', 'groups', 'access'],
  serviceAccounts: ['serviceAccounts', 'groups', 'access', 'tokens'],
  clientCredentials: ['clientCredentials', 'serviceAccounts'],
  publicKeys: ['publicKeys', 'serviceAccounts'],
  trustPolicies: ['trustPolicies', 'serviceAccounts', 'issuers', 'trust', 'snippets'],
  tokens: ['tokens'],
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
  issuance: [],
  lastUse: ['serviceAccounts', 'clientCredentials', 'publicKeys', 'tokens'],
} as const satisfies Record<Exclude<ChangedResource, 'all'>, readonly Room[]>
