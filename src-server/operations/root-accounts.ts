import { type Permission, permissions } from '#contract/permissions.ts'
import type { RootAccountInput } from '#contract/root-accounts.ts'
import { requireAccount } from '#server/access/find.ts'
import type { CustomRole, ServiceAccount } from '#server/domain/model.ts'
import { expandPermissions } from '#server/domain/roles.ts'
import { AppError } from '#server/errors.ts'
import { type ParsedPublicKey, parsePublicKey } from '#server/keys/parse-public-key.ts'
import { ROOT, type Transaction } from '#server/store/collections.ts'
import type { Chain } from './chain.ts'
import { createClientSecret } from './client-secrets.ts'
import type { AuthenticatedContext, OperationParts } from './context.ts'
import { deleteAccount } from './delete-account.ts'
import { atOneInstant, begunBy } from './history.ts'
import { addMembership, requireOwnersStay } from './memberships.ts'
import { putPublicKey } from './public-keys.ts'
import { putAccount, requireEditable, requirePermission } from './service-accounts.ts'

type Caller = Pick<AuthenticatedContext, 'principal' | 'subject'>

/** Implements the operations on root accounts. */
export function implementRootAccounts({ rootAccounts }: Chain, parts: OperationParts) {
  const { store } = parts
  return {
    create: rootAccounts.create.handler(async ({ input, context }) => {
      const chosen = input.permissions.flatMap(toPermissions)
      const publicKey = await readPublicKey(input)
      const moment = atOneInstant(parts)
      const { account, issued } = await store.change((tx) => {
        const record = putAccount(tx, moment, toNewAccount(input), context)
        if (chosen.length > 0) requirePermission(context.subject, 'member:create', ROOT)
        if (chosen.length > 0) putOwnRole(tx, moment, record, chosen, context)
        if (publicKey) {
          const { actor } = context.principal
          putPublicKey(tx, moment, { account: record, parsed: publicKey, name: '', actor })
        }
        return {
          account: record,
          issued: publicKey ? undefined : putSecret(tx, moment, record, context),
        }
      })
      return {
        clientId: account.id,
        ...(issued && { clientSecret: issued.clientSecret }),
        clientIdIssuedAt: Math.floor(account.createdAt / 1000),
      }
    }),

    delete: rootAccounts.delete.handler(async ({ input }) => {
      await store.change((tx) => {
        const account = requireEditable(requireAccount(tx, input.account))
        if (account.groupId !== null) {
          throw new AppError('not_found', `There is no root account "${input.account}".`)
        }
        requireOwnersStay(tx, tx.memberships.list('principal', account.id))
        deleteAccount(tx, account)
      })
    }),
  }
}

function toNewAccount({ name, tokenEndpointAuthMethod }: RootAccountInput) {
  const enabled = tokenEndpointAuthMethod === 'client_secret_basic'
  return { name: toName(name), description: name, labels: {}, clientCredentials: { enabled } }
}

async function readPublicKey(input: RootAccountInput): Promise<ParsedPublicKey | undefined> {
  if (input.tokenEndpointAuthMethod === 'client_secret_basic') return undefined
  if (input.publicKey !== undefined) return parsePublicKey(input.publicKey)
  const message = 'private_key_jwt needs a publicKey, as JWK or PEM.'
  throw new AppError('validation_failed', message, { fields: [{ field: 'publicKey', message }] })
}

function putSecret(
  tx: Transaction,
  parts: OperationParts,
  account: ServiceAccount,
  { principal }: Caller,
) {
  const { actor } = principal
  const secret = createClientSecret(parts, account.id, { field: 'tokenEndpointAuthMethod', actor })
  tx.clientSecrets.put(secret.record)
  return secret.issued
}

/** The permissions become a role of the account's own, given under the same rules as any other. */
function putOwnRole(
  tx: Transaction,
  parts: OperationParts,
  account: ServiceAccount,
  chosen: readonly Permission[],
  { principal: { actor }, subject }: Caller,
): void {
  const custom: CustomRole = {
    id: parts.newId('role'),
    name: `root-${account.name}`,
    description: `The root account ${account.name}`.slice(0, 100),
    permissions: [...new Set(chosen)],
    accountId: account.id,
    ...begunBy(actor, parts.now()),
  }
  requireFreeRoleName(tx, custom.name)
  tx.roles.put(custom)
  const role = { ...custom, kind: 'custom', permissions: expandPermissions(chosen) } as const
  const principal = { kind: 'service_account', id: account.id } as const
  const namespace = { kind: 'installation', id: ROOT, path: ROOT } as const
  addMembership(tx, parts, { principal, namespace, role }, { subject, actor })
}

function requireFreeRoleName(tx: Transaction, name: string): void {
  if (!tx.roles.findBy('name', name)) return
  throw new AppError('name_taken', `There is a role "${name}" already. Choose another name.`, {
    fields: [{ field: 'name', message: 'This name is taken.' }],
  })
}

/** Mia-Platform's names of the permissions that its documentation uses, in ours. */
const miaPermissions: ReadonlyMap<string, readonly Permission[]> = new Map([
  ['console.root.user.bind', ['member:create', 'member:update', 'member:delete'] as const],
  ['console.root.user.manage', ['user:create', 'user:update', 'user:delete'] as const],
])

function toPermissions(name: string): readonly Permission[] {
  const own = permissions.find((permission) => permission === name)
  const found = own ? [own] : miaPermissions.get(name)
  if (found) return found
  const message = `There is no permission "${name}"; GET /api/v1/permissions lists them all.`
  throw new AppError('validation_failed', message, { fields: [{ field: 'permissions', message }] })
}

/** Any text becomes a name by our rules; the text itself is kept as the description. */
function toName(text: string): string {
  const name = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^0-9a-z_-]+/g, '-')
    .replaceAll(/^[^0-9a-z]+|[^0-9a-z]+$/g, '')
    .slice(0, 59)
    .replace(/[^0-9a-z]+$/, '')
  if (name !== '') return name
  const message = 'Use a name with at least one letter or digit.'
  throw new AppError('validation_failed', message, { fields: [{ field: 'name', message }] })
}
