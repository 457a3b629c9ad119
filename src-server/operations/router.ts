import { listPermissions } from '#server/domain/decide-access.ts'
import { createChain } from './chain.ts'
import { implementClientCredentials } from './client-credentials.ts'
import type { OperationParts } from './context.ts'
import { implementGroups } from './groups.ts'
import { implementIssuers } from './issuers.ts'
import { implementServiceAccounts } from './service-accounts.ts'
import { implementSettings } from './settings.ts'

/** Implements the whole contract; every face serves this one router. */
export function createRouter(parts: OperationParts) {
  const chain = createChain(parts)
  return chain.router({
    whoami: chain.whoami.handler(({ context: { principal } }) => ({
      ...principal,
      permissions: listPermissions(principal, ''),
    })),
    groups: implementGroups(chain, parts),
    serviceAccounts: implementServiceAccounts(chain, parts),
    clientCredentials: implementClientCredentials(chain, parts),
    issuers: implementIssuers(chain, parts),
    settings: implementSettings(chain, parts),
  })
}

export type OperationRouter = ReturnType<typeof createRouter>
