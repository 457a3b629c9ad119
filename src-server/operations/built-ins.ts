import type { Actor } from '#contract/common.ts'
import type { AccountKind } from '#contract/service-accounts.ts'
import type { NewId } from '#server/domain/ids.ts'
import type { ServiceAccount } from '#server/domain/model.ts'
import { type Role, systemRoles } from '#server/domain/roles.ts'
import { defaultTokenSettings } from '#server/domain/token-settings.ts'
import { type DoorwardStore, ROOT, type Transaction } from '#server/store/collections.ts'
import { begunBy } from './history.ts'

interface BuiltInParts {
  readonly store: DoorwardStore
  readonly now: () => number
  readonly newId: NewId
}

const doorward: Actor = { kind: 'system', id: 'doorward', name: 'Doorward' }

interface BuiltIn {
  readonly name: string
  readonly kind: AccountKind
  readonly description: string
  readonly role?: Role
}

/** The accounts that come with Doorward, and those that are Doorward. */
const builtIns: readonly BuiltIn[] = [
  ...Object.entries(systemRoles).map(
    ([name, role]): BuiltIn => ({ name, kind: 'built_in', description: role.description, role }),
  ),
  { name: 'doorward-window', kind: 'internal', description: 'The desktop window.' },
  {
    name: 'doorward-notifier',
    kind: 'internal',
    description: 'Sends notices of expiring secrets.',
  },
]

/** Makes the built-in accounts that are missing, each with its fixed role. */
export async function ensureBuiltIns(parts: BuiltInParts): Promise<void> {
  const missing = builtIns.filter(
    ({ name }) => !parts.store.read.serviceAccounts.findBy('path', name),
  )
  if (missing.length === 0) return
  await parts.store.change((tx) => {
    for (const builtIn of missing) putBuiltIn(tx, parts, builtIn)
  })
}

function putBuiltIn(
  tx: Transaction,
  { now, newId }: BuiltInParts,
  { name, kind, description, role }: BuiltIn,
): void {
  const history = begunBy(doorward, now())
  const account: ServiceAccount = {
    id: newId('sa'),
    kind,
    path: name,
    name,
    groupId: null,
    description,
    labels: {},
    disabled: false,
    clientCredentialsEnabled: false,
    tokenSettings: defaultTokenSettings,
    ...history,
  }
  tx.serviceAccounts.put(account)
  if (!role) return
  tx.memberships.put({
    id: newId('mem'),
    principal: { kind: 'service_account', id: account.id },
    namespaceId: ROOT,
    roleId: role.id,
    builtIn: true,
    ...history,
  })
}
