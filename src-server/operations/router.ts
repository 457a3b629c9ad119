import { listAccess } from '#server/domain/decide-access.ts'
import { implementAccess } from './access.ts'
import { implementAudit } from './audit.ts'
import { createChain } from './chain.ts'
import { implementChanges } from './changes.ts'
import { implementClientCredentials } from './client-credentials.ts'
import type { OperationParts } from './context.ts'
import { implementGroups } from './groups.ts'
import { implementProviderProfiles, implementSnippets } from './guided-setup.ts'
import { implementIssuers } from './issuers.ts'
import { implementLockouts } from './lockouts.ts'
import { implementMembers } from './members.ts'
import { implementOverview } from './overview.ts'
import { implementPublicKeys } from './public-keys.ts'
import { implementPermissions, implementRoles } from './roles.ts'
import { implementRootAccounts } from './root-accounts.ts'
import { implementServer } from './server.ts'
import { implementServiceAccounts } from './service-accounts.ts'
import { implementSettings } from './settings.ts'
import { implementSigningKeys } from './signing-keys.ts'
import { implementTeams } from './teams.ts'
import { implementTokens } from './tokens.ts'
import { implementTrust } from './trust.ts'
import { implementTrustPolicies } from './trust-policies.ts'
import { implementUsers } from './users.ts'
import { implementWorkspaces } from './workspaces.ts'

/** Implements the whole contract; every face serves this one router. */
export function createRouter(parts: OperationParts) {
  const chain = createChain(parts)
  return chain.router({
    whoami: chain.whoami.handler(({ context: { principal, subject } }) => ({
      actor: principal.actor,
      authenticatedBy: principal.authenticatedBy,
      permissions: listAccess(subject, '').map(({ permission }) => permission),
    })),
    changes: implementChanges(chain, parts),
    groups: implementGroups(chain, parts),
    workspaces: implementWorkspaces(chain, parts),
    serviceAccounts: implementServiceAccounts(chain, parts),
    rootAccounts: implementRootAccounts(chain, parts),
    clientCredentials: implementClientCredentials(chain, parts),
    lockouts: implementLockouts(chain, parts),
    publicKeys: implementPublicKeys(chain, parts),
    tokens: implementTokens(chain, parts),
    members: implementMembers(chain, parts),
    roles: implementRoles(chain, parts),
    permissions: implementPermissions(chain),
    users: implementUsers(chain, parts),
    teams: implementTeams(chain, parts),
    access: implementAccess(chain, parts),
    audit: implementAudit(chain, parts),
    overview: implementOverview(chain, parts),
    trustPolicies: implementTrustPolicies(chain, parts),
    trust: implementTrust(chain, parts),
    issuers: implementIssuers(chain, parts),
    providerProfiles: implementProviderProfiles(chain, parts),
    snippets: implementSnippets(chain, parts),
    signingKeys: implementSigningKeys(chain, parts),
    server: implementServer(chain, parts),
    settings: implementSettings(chain, parts),
  })
}

export type OperationRouter = ReturnType<typeof createRouter>
