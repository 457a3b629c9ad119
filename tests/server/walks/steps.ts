import { contract } from '#contract/contract.ts'
import type { NamedToken } from '#server/domain/model.ts'
import type { Random } from '#support/random.ts'
import {
  aTrustPolicy,
  listNamespaceIds,
  listPrincipalIds,
  pickRestriction,
  pickRole,
  somePermissions,
  type World,
} from './a-world.ts'
import { type Credential, type Rights, toRight } from './rights.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of every operation pass through here
type Answer = any

/** Who tries something: their id, and the namespaces in which they may do anything at all. */
export interface Intruder {
  readonly id: string
  readonly reach: ReadonlySet<string>
}

/** One call that somebody may try; gives what it is called with. */
type Step = (world: World, random: Random, self: Intruder) => object

/** Picks one record, mostly within reach, sometimes anywhere, and at times something that is not there. */
function pickNear<R extends { readonly id: string }>(
  records: readonly R[],
  placeOf: (record: R) => string | null,
  random: Random,
  { reach }: Intruder,
): R | undefined {
  const near = records.filter((record) => reach.has(placeOf(record) ?? ''))
  const from = near.length > 0 && random.chance(0.8) ? near : records
  return from.length === 0 || random.chance(0.02) ? undefined : random.pick(from)
}

const accountId = ({ read }: World, random: Random, self: Intruder) => {
  const accounts = read.serviceAccounts.list('all', 'all')
  return pickNear(accounts, ({ groupId }) => groupId, random, self)?.id ?? 'none'
}
/** An account that has no secret yet, if there is one. */
const lockedAccountId = ({ read }: World, random: Random, self: Intruder) => {
  const accounts = read.serviceAccounts
    .list('all', 'all')
    .filter(({ kind, clientCredentialsEnabled }) => kind === 'group' && !clientCredentialsEnabled)
  return pickNear(accounts, ({ groupId }) => groupId, random, self)?.id ?? 'none'
}
const account: Step = (world, random, self) => ({ account: accountId(world, random, self) })
const namespace = (world: World, random: Random, self: Intruder) => {
  const ids = listNamespaceIds(world).map((id) => ({ id }))
  return random.chance(0.05) ? '' : (pickNear(ids, ({ id }) => id, random, self)?.id ?? 'none')
}
const group = ({ read }: World, random: Random, self: Intruder) =>
  pickNear(read.groups.list('all', 'all'), ({ id }) => id, random, self)?.id ?? 'none'
const workspace = ({ read }: World, random: Random, self: Intruder) =>
  pickNear(read.workspaces.list('all', 'all'), ({ id }) => id, random, self)?.id ?? 'none'
const user = ({ read }: World, random: Random) =>
  random.pick([...read.users.list('all', 'all'), { id: 'none' }]).id
const team = ({ read }: World, random: Random) =>
  random.pick([...read.teams.list('all', 'all'), { id: 'none' }]).id
const principal = (world: World, random: Random, self: Intruder) => {
  if (random.chance(0.2)) return self.id
  if (random.chance(0.4)) return random.pick(listPrincipalIds(world))
  const accounts = world.read.serviceAccounts.list('all', 'all')
  return pickNear(accounts, ({ groupId }) => groupId, random, self)?.id ?? self.id
}
const member = ({ read }: World, random: Random, self: Intruder) => {
  const found = read.memberships.list('all', 'all').filter(({ builtIn }) => !builtIn)
  const picked = pickNear(found, ({ namespaceId }) => namespaceId, random, self)
  return { id: picked?.id ?? 'none', version: picked?.version ?? 1 }
}
const token: Step = ({ read }, random, self) => {
  const placeOf = (found: NamedToken) => read.serviceAccounts.find(found.owner.id)?.groupId ?? ''
  const found = pickNear(read.namedTokens.list('all', 'all'), placeOf, random, self)
  return { token: found?.id ?? 'none' }
}
const customRole = ({ read }: World, random: Random) =>
  random.pick([...read.roles.list('all', 'all'), { id: 'viewer', version: 1 }])
const name = (random: Random) => `n${random.below(40)}`

/** Everything that could change what somebody may do; what only reads or describes cannot. */
export const steps: Readonly<Record<string, Step>> = {
  'members.create': (world, random, self) => ({
    principal: principal(world, random, self),
    namespace: namespace(world, random, self),
    role: pickRole(world, random),
  }),
  'members.update': (world, random, self) => {
    const { id, version } = member(world, random, self)
    return { member: id, version, role: pickRole(world, random) }
  },
  'members.delete': (world, random, self) => ({ member: member(world, random, self).id }),
  'groups.create': (world, random, self) => ({
    name: name(random),
    ...(random.chance(0.7) && { parent: group(world, random, self) }),
  }),
  'groups.move': (world, random, self) => ({
    group: group(world, random, self),
    parent: random.chance(0.2) ? '' : group(world, random, self),
  }),
  'groups.delete': (world, random, self) => ({
    group: group(world, random, self),
    force: random.chance(0.2),
  }),
  'workspaces.create': (world, random, self) => ({
    name: name(random),
    group: group(world, random, self),
  }),
  'workspaces.delete': (world, random, self) => ({ workspace: workspace(world, random, self) }),
  'serviceAccounts.create': (world, random, self) => ({
    name: name(random),
    ...(random.chance(0.8) && { group: group(world, random, self) }),
    clientCredentials: { enabled: true },
    ...(random.chance(0.5) && {
      membership: { namespace: namespace(world, random, self), role: pickRole(world, random) },
    }),
    ...(random.chance(0.3) && { createGroup: true }),
  }),
  'trustPolicies.create': (world, random, self) => ({
    account: accountId(world, random, self),
    ...aTrustPolicy(),
  }),
  'trustPolicies.update': (world, random, self) => {
    const id = accountId(world, random, self)
    const [policy = { id: 'tp_none', version: 1 }] = world.read.trustPolicies.list('account', id)
    const { boundClaims } = aTrustPolicy()
    return { account: id, policy: policy.id, version: policy.version, boundClaims }
  },
  'serviceAccounts.enable': account,
  'serviceAccounts.disable': account,
  'serviceAccounts.delete': account,
  'rootAccounts.create': (_world, random) => ({
    name: name(random),
    permissions: somePermissions(random).slice(0, random.pick([0, 1, 5])),
    tokenEndpointAuthMethod: 'client_secret_basic',
  }),
  'rootAccounts.delete': ({ read }, random) => {
    const accounts = read.serviceAccounts.list('group', '')
    const own = accounts.filter(({ kind }) => kind === 'system')
    return { account: random.pick(own.length > 0 && random.chance(0.8) ? own : accounts).id }
  },
  'clientCredentials.enable': (world, random, self) => ({
    account: random.chance(0.7)
      ? lockedAccountId(world, random, self)
      : accountId(world, random, self),
  }),
  'clientCredentials.reset': account,
  'clientCredentials.disable': account,
  'tokens.create': (world, random, self) => ({
    name: name(random),
    ...(random.chance(0.2)
      ? { user: user(world, random) }
      : self.id.startsWith('sa_') && random.chance(0.4)
        ? { account: self.id }
        : account(world, random, self)),
    intent: 'api',
    expiresAt: null,
    ...pickRestriction(world, random),
  }),
  'tokens.rotate': token,
  'tokens.reveal': token,
  'tokens.delete': token,
  'roles.create': (_world, random) => ({
    name: `made-${random.below(6)}`,
    permissions: somePermissions(random),
  }),
  'roles.update': (world, random) => {
    const { id, version } = customRole(world, random)
    return { role: id, version, permissions: somePermissions(random) }
  },
  'roles.delete': (world, random) => ({
    role: customRole(world, random).id,
    force: random.chance(0.7),
  }),
  'users.create': (_world, random) => ({
    name: 'New',
    email: `${name(random)}@acme.example`,
  }),
  'users.update': (world, random) => {
    const id = user(world, random)
    const { version } = world.read.users.find(id) ?? { version: 1 }
    return { user: id, version, disabled: random.chance(0.3) }
  },
  'users.delete': (world, random) => ({ user: user(world, random) }),
  'teams.create': (_world, random) => ({ name: name(random) }),
  'teams.addUser': (world, random) => ({ team: team(world, random), user: user(world, random) }),
  'teams.removeUser': (world, random) => ({
    team: team(world, random),
    user: user(world, random),
  }),
  'teams.delete': (world, random) => ({ team: team(world, random) }),
}

/** The right that the contract asks for. */
export function permissionOf(operation: string): Rights {
  const described = operation.split('.').reduce<Answer>((found, part) => found[part], contract)[
    '~orpc'
  ].meta.permission
  return toRight(described)
}

/** The credentials that somebody holds once a call of theirs was answered. */
export function listObtained(world: World, operation: string, input: object, answer: Answer) {
  const wholeAccount = (id: string): Credential[] => [
    { owner: { kind: 'service_account', id }, permissions: null, namespaceIds: null },
  ]
  const named = 'account' in input ? String(input.account) : ''
  if (operation === 'serviceAccounts.create') return wholeAccount(answer.id)
  if (/^trustPolicies\.(?:create|update)$/.test(operation)) return wholeAccount(named)
  if (operation === 'rootAccounts.create') return wholeAccount(answer.clientId)
  if (/^clientCredentials\.(?:enable|reset)$/.test(operation)) return wholeAccount(named)
  if (/^tokens\.(?:create|rotate|reveal)$/.test(operation)) {
    return [toCredential(world.read.namedTokens.find(answer.token.id))]
  }
  return []
}

export function toCredential(found: NamedToken | undefined): Credential {
  if (!found) throw new Error('The token is gone.')
  return {
    owner: found.owner,
    permissions: found.permissions,
    namespaceIds: found.namespaceIds,
  }
}
