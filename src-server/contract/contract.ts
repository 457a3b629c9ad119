import type { ContractRouterClient } from '@orpc/contract'
import { access } from './access.ts'
import { audit } from './audit.ts'
import { changes } from './changes.ts'
import { groups } from './groups.ts'
import { providerProfiles, snippets } from './guided-setup.ts'
import { issuers } from './issuers.ts'
import { lockouts } from './lockouts.ts'
import { members } from './members.ts'
import { overview } from './overview.ts'
import { publicKeys } from './public-keys.ts'
import { permissionList, roles } from './roles.ts'
import { rootAccounts } from './root-accounts.ts'
import { server } from './server.ts'
import { clientCredentials, serviceAccounts } from './service-accounts.ts'
import { settings } from './settings.ts'
import { signingKeys } from './signing-keys.ts'
import { tokens } from './tokens.ts'
import { trust } from './trust.ts'
import { trustPolicies } from './trust-policies.ts'
import { teams, users } from './users.ts'
import { whoami } from './whoami.ts'
import { workspaces } from './workspaces.ts'

/** Every administrative operation, described once; all faces are made from this. */
export const contract = {
  whoami,
  changes,
  groups,
  workspaces,
  serviceAccounts,
  rootAccounts,
  clientCredentials,
  lockouts,
  publicKeys,
  tokens,
  members,
  roles,
  permissions: permissionList,
  users,
  teams,
  access,
  trustPolicies,
  trust,
  issuers,
  providerProfiles,
  snippets,
  audit,
  overview,
  signingKeys,
  server,
  settings,
}

/** The typed client that the window and other callers use. */
export type DoorwardClient = ContractRouterClient<typeof contract>
