import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { call } from '@orpc/server'
import type { Permission } from '#contract/permissions.ts'
import { permissions } from '#contract/permissions.ts'
import { ClientLockouts } from '#server/access/client-lockouts.ts'
import { AuditLog } from '#server/audit/audit-log.ts'
import { RequestLog } from '#server/audit/request-log.ts'
import { TokenActivity } from '#server/audit/token-activity.ts'
import { defaultSettings } from '#server/domain/default-settings.ts'
import { type IdPrefix, toBase32 } from '#server/domain/ids.ts'
import { IssuerKeys } from '#server/issuers/issuer-keys.ts'
import { type Keys, openKeys } from '#server/keys/keys.ts'
import { createVerifyDpopProof } from '#server/keys/verify-dpop-proof.ts'
import { toAdministrator } from '#server/operations/administrator.ts'
import { createFailureCounts } from '#server/operations/begin-attempt.ts'
import { ensureBuiltIns } from '#server/operations/built-ins.ts'
import { ChangeFeed } from '#server/operations/change-feed.ts'
import type { Caller, OperationParts } from '#server/operations/context.ts'
import { createRouter } from '#server/operations/router.ts'
import { collections, type DoorwardStore } from '#server/store/collections.ts'
import { type Files, nodeFiles } from '#server/store/files.ts'
import { Store } from '#server/store/store.ts'
import { AttemptLog } from '#server/trust/attempt-log.ts'
import { noListeners } from '#support/no-listeners.ts'
import type { Random } from '#support/random.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of every operation pass through here
type Answer = any

/** A whole server but for its network: the real router over a real store. */
export interface World {
  readonly read: DoorwardStore['read']
  readonly clock: { at: number }
  /** Calls an operation by its name; throws its refusal. */
  act(caller: Caller, operation: string, input: object): Promise<Answer>
  close(): Promise<void>
}

const logger = {
  info() {},
  warn() {},
  error() {},
  debug() {},
  trace() {},
  fatal() {},
  child: () => logger,
}

/** Nothing here needs to survive a power cut. */
const quickFiles: Files = {
  ...nodeFiles,
  syncDirectory: async () => undefined,
  open: async (path, flags, mode) => {
    const file = await nodeFiles.open(path, flags, mode)
    file.sync = async () => undefined
    file.datasync = async () => undefined
    return file
  },
}

const administrator: Caller = { kind: 'known', principal: toAdministrator('desktop_window') }

let sharedKeys: Keys | undefined

/** Opens an empty world; ids and secrets follow from the random numbers alone. */
export async function openWorld(random: Random): Promise<World> {
  const directory = await makeTempDirectory()
  const clock = { at: Date.parse('2030-01-01T00:00:00Z') }
  const now = () => clock.at
  const store = await Store.open({
    directory: join(directory.path, 'data'),
    collections,
    // Safe: the store only writes to it.
    logger: logger as never,
    files: quickFiles,
  })
  sharedKeys ??= await openKeys(store, randomBytes(32), now)
  let count = 0
  const newId = (prefix: IdPrefix) => {
    count += 1
    const bytes = new Uint8Array(16)
    new DataView(bytes.buffer).setUint32(12, count)
    return `${prefix}_${toBase32(bytes)}`
  }
  const audit = await AuditLog.open({
    file: join(directory.path, 'data', 'audit.jsonl'),
    now,
    newEventId: () => newId('evt'),
    onTrouble: () => undefined,
    files: quickFiles,
  })
  await ensureBuiltIns({ store, now, newId })
  const attempts = await AttemptLog.open({
    path: join(directory.path, 'data', 'attempts.jsonl'),
    now,
    limits: () => defaultSettings,
    onTrouble: () => undefined,
    files: quickFiles,
  })
  const parts: OperationParts = {
    store,
    keys: sharedKeys,
    issuerKeys: new IssuerKeys({ now }),
    verifyDpopProof: createVerifyDpopProof({ origins: [], now }),
    audit,
    attempts,
    changes: new ChangeFeed(),
    lockouts: new ClientLockouts({
      store,
      record: (event) => audit.append(event),
      logger: logger as never,
      now,
      rules: () => defaultSettings,
    }),
    failures: createFailureCounts({ store, now, rules: () => defaultSettings }),
    logger: logger as never,
    now,
    newId,
    randomBytes: (length) => Uint8Array.from({ length }, () => random.below(256)),
    server: {
      version: '0',
      issuer: 'http://127.0.0.1',
      address: '',
      dataDirectory: '',
      startedAt: 0,
      hasPublicUrl: false,
    },
    listeners: noListeners,
    activity: new TokenActivity(now),
    requests: new RequestLog(now),
    findTrouble: () => undefined,
  }
  const router = createRouter(parts)
  return {
    read: store.read,
    clock,
    act: (caller, operation, input) =>
      call(findProcedure(router, operation), input as never, {
        context: { caller, correlationId: newId('req') },
      }),
    async close() {
      await attempts.close()
      await audit.close()
      await store.close()
      await directory.remove()
    },
  }
}

function findProcedure(router: object, operation: string): never {
  return operation.split('.').reduce<Answer>((found, name) => found[name], router) as never
}

const names = ['a', 'b', 'c', 'd', 'e']

/** Fills a world with a random tree, people, teams, accounts, roles and memberships. */
export async function furnish(world: World, random: Random): Promise<void> {
  const act = (operation: string, input: object) => world.act(administrator, operation, input)
  for (const name of ['one', 'two']) await act('groups.create', { name })
  for (let index = 0; index < 5; index += 1) {
    const parent = random.pick(world.read.groups.list('all', 'all')).id
    await attempt(act('groups.create', { name: random.pick(names), parent }))
  }
  const groups = () => world.read.groups.list('all', 'all')
  for (let index = 0; index < 2; index += 1) {
    const group = random.pick(groups()).id
    await attempt(act('workspaces.create', { name: `ws-${index}`, group }))
  }
  for (let index = 0; index < 4; index += 1) {
    await act('users.create', { name: `User ${index}`, email: `user-${index}@acme.example` })
  }
  for (const name of ['red', 'blue']) {
    const team = await act('teams.create', { name })
    for (const user of random.some(world.read.users.list('all', 'all'), 0.4)) {
      await act('teams.addUser', { team: team.id, user: user.id })
    }
  }
  for (let index = 0; index < 6; index += 1) {
    const group = index === 0 ? {} : { group: random.pick(groups()).id }
    // Half of them have no secret yet, so that there is something to enable.
    const method =
      index % 2 === 0
        ? { clientCredentials: { enabled: true } }
        : { trustPolicies: [aTrustPolicy()] }
    await act('serviceAccounts.create', { ...group, name: `robot-${index}`, ...method })
  }
  for (let index = 0; index < 3; index += 1) {
    await act('roles.create', { name: `custom-${index}`, permissions: somePermissions(random) })
  }
  await giveRoles(world, random, 14)
  // Somebody who may do a lot at the root, but not everything.
  const role = 'nearly-all'
  await act('roles.create', { name: role, permissions: random.some(permissions, 0.9) })
  const people = world.read.users.list('all', 'all')
  const principal = random.pick(people).id
  await attempt(act('members.create', { principal, namespace: '', role }))
}

/** The administrator gives out random roles and tokens, and disables a few. */
export async function giveRoles(world: World, random: Random, count: number): Promise<void> {
  const { read } = world
  const act = (operation: string, input: object) => world.act(administrator, operation, input)
  for (let index = 0; index < count; index += 1) {
    const principal = random.pick(listPrincipalIds(world))
    const namespace = random.chance(0.12) ? '' : random.pick([...listNamespaceIds(world), ''])
    await attempt(act('members.create', { principal, namespace, role: pickRole(world, random) }))
  }
  const accounts = read.serviceAccounts.list('all', 'all').filter(({ kind }) => kind !== 'internal')
  for (const { id, disabled } of random.some(accounts, 0.1)) {
    await attempt(act(`serviceAccounts.${disabled ? 'enable' : 'disable'}`, { account: id }))
  }
  for (const account of random.some(accounts, 0.2)) {
    const input = { name: `given ${world.clock.at}`, account: account.id, intent: 'api' }
    const restriction = pickRestriction(world, random)
    const expiresAt = new Date(world.clock.at + 180_000).toISOString()
    const rotates = random.chance(0.5) ? { rotateOnExpiry: true, expiresAt } : { expiresAt: null }
    await attempt(act('tokens.create', { ...input, ...restriction, ...rotates }))
  }
  for (const { id, version, disabled } of random.some(read.users.list('all', 'all'), 0.1)) {
    await act('users.update', { user: id, version, disabled: !disabled })
  }
}

export function listNamespaceIds({ read }: World): readonly string[] {
  return [...read.groups.list('all', 'all'), ...read.workspaces.list('all', 'all')].map(
    ({ id }) => id,
  )
}

export function listPrincipalIds({ read }: World): readonly string[] {
  return [
    ...read.users.list('all', 'all'),
    ...read.teams.list('all', 'all'),
    ...read.serviceAccounts.list('all', 'all').filter(({ kind }) => kind !== 'internal'),
  ].map(({ id }) => id)
}

/** A role of any kind, those of the system accounts included. */
export function pickRole({ read }: World, random: Random): string {
  const custom = read.roles.list('all', 'all').map(({ id }) => id)
  if (custom.length > 0 && random.chance(0.4)) return random.pick(custom)
  return random.pick(['viewer', 'deployer', 'deployer', 'owner', 'owner', 'system-group-creator'])
}

export function somePermissions(random: Random): readonly Permission[] {
  const chosen = random.some(permissions, random.pick([0.1, 0.3, 0.7]))
  return chosen.length > 0 ? chosen : ['group:view']
}

export function pickRestriction(world: World, random: Random): object {
  const namespaces = listNamespaceIds(world)
  return {
    ...(random.chance(0.3) && { permissions: somePermissions(random) }),
    ...(random.chance(0.4) && namespaces.length > 0 && { namespaces: [random.pick(namespaces)] }),
  }
}

/** Waits for something that may be refused; tells whether it was done. */
export async function attempt<T>(doing: Promise<T>): Promise<T | undefined> {
  try {
    return await doing
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

/** A fault of the server is not a refusal. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code !== 'unexpected'
}

let policyCount = 0

/** Makes a trust policy that no other is equal to. */
export function aTrustPolicy() {
  policyCount += 1
  const boundClaims = { sub: `intruder-${policyCount}` }
  return { issuer: 'https://ci.example', audience: 'us', boundClaims }
}
