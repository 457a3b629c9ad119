import type { ContractRouterClient } from '@orpc/contract'
import { groups } from './groups.ts'
import { issuers } from './issuers.ts'
import { clientCredentials, serviceAccounts } from './service-accounts.ts'
import { settings } from './settings.ts'
import { whoami } from './whoami.ts'

/** Every administrative operation, described once; all faces are made from this. */
export const contract = {
  whoami,
  groups,
  serviceAccounts,
  clientCredentials,
  issuers,
  settings,
}

/** The typed client that the window and other callers use. */
export type DoorwardClient = ContractRouterClient<typeof contract>
