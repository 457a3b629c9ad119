import type { NamedToken, ServiceAccount, User } from '#server/domain/model.ts'
import { defaultTokenSettings } from '#server/domain/token-settings.ts'
import { newId } from '#server/ids.ts'
import type { DoorwardStore, Transaction } from '#server/store/collections.ts'

/** A sample of what was filled in, for calls to ask about. */
export interface FilledStore {
  readonly group: string
  readonly team: string
  readonly account: ServiceAccount
  readonly user: User
}

const CHILDREN = 9
const ACCOUNTS = 10
const at = Date.now()
const actor = { kind: 'administrator', id: 'administrator', name: 'Administrator' } as const
const history = { createdAt: at, createdBy: actor, updatedAt: at, updatedBy: actor, version: 1 }

/**
 * Fills a store with as many groups as asked, nine below each top-level one. Every group has a
 * workspace, ten accounts with a secret, a token and two roles each, and a person with two roles.
 */
export async function fillStore(store: DoorwardStore, groups: number): Promise<FilledStore> {
  const tops = groups / (CHILDREN + 1)
  const middle = Math.floor(tops / 2)
  let sample: FilledStore | undefined
  for (let number = 0; number < tops; number++) {
    const filled = await store.change((tx) =>
      fillTop(tx, `group-${String(number).padStart(4, '0')}`),
    )
    if (number === middle) sample = filled
  }
  if (!sample) throw new Error('nothing was filled in')
  return sample
}

function fillTop(tx: Transaction, path: string): FilledStore {
  const teamId = newId('team')
  tx.teams.put({ id: teamId, name: `team-of-${path}`, description: '', ...history })
  const { groupId, account, user } = fillGroup(tx, { path, parentId: null, teamId })
  putRole(tx, 'team', teamId, groupId, 'role_viewer')
  for (let number = 0; number < CHILDREN; number++) {
    fillGroup(tx, { path: `${path}/child-${number}`, parentId: groupId, teamId })
  }
  return { group: path, team: teamId, account, user }
}

interface Place {
  readonly path: string
  readonly parentId: string | null
  readonly teamId: string
}

function fillGroup(tx: Transaction, { path, parentId, teamId }: Place) {
  const groupId = newId('grp')
  const workspaceId = newId('ws')
  const name = path.slice(path.lastIndexOf('/') + 1)
  tx.groups.put({ id: groupId, path, name, parentId, description: '', ...history })
  const inside = { path: `${path}/prod`, name: 'prod', groupId, description: '' }
  tx.workspaces.put({ id: workspaceId, ...inside, ...history })
  const user = putUser(tx, path)
  tx.teamMembers.put({ id: `${teamId}/${user.id}`, teamId, userId: user.id })
  putRole(tx, 'user', user.id, groupId, 'role_owner')
  putRole(tx, 'user', user.id, workspaceId, 'role_viewer')
  const accounts = Array.from({ length: ACCOUNTS }, (_, number) => {
    const account = putAccount(tx, groupId, `${path}/account-${number}`)
    putRole(tx, 'service_account', account.id, groupId, 'role_deployer')
    putRole(tx, 'service_account', account.id, workspaceId, 'role_viewer')
    return account
  })
  const [account] = accounts
  if (!account) throw new Error('a group has accounts')
  return { groupId, account, user }
}

function putUser(tx: Transaction, path: string): User {
  const email = `owner@${path.replaceAll('/', '.')}.example`
  const flags = { disabled: false, notifyOfExpiringSecrets: true }
  const user = { id: newId('usr'), name: `Owner of ${path}`, email, ...flags, ...history }
  tx.users.put(user)
  return user
}

function putAccount(tx: Transaction, groupId: string, path: string): ServiceAccount {
  const account: ServiceAccount = {
    id: newId('sa'),
    kind: 'group',
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    groupId,
    description: 'Does this and that',
    labels: {},
    disabled: false,
    clientCredentialsEnabled: true,
    tokenSettings: defaultTokenSettings,
    ...history,
  }
  const secret = { hash: 'x'.repeat(43), hint: 'abcd', createdAt: at, createdBy: actor }
  const token: NamedToken = {
    id: newId('tok'),
    name: 'nightly',
    intent: 'api',
    owner: { kind: 'service_account', id: account.id },
    permissions: null,
    namespaceIds: null,
    expiresAt: null,
    rotateOnExpiry: false,
    lifetimeMs: null,
    ...secret,
  }
  tx.serviceAccounts.put(account)
  tx.clientSecrets.put({ id: newId('sec'), accountId: account.id, expiresAt: at * 2, ...secret })
  tx.namedTokens.put(token)
  return account
}

function putRole(
  tx: Transaction,
  kind: 'user' | 'team' | 'service_account',
  id: string,
  namespaceId: string,
  roleId: string,
): void {
  const principal = { kind, id }
  tx.memberships.put({
    id: newId('mem'),
    principal,
    namespaceId,
    roleId,
    builtIn: false,
    ...history,
  })
}
