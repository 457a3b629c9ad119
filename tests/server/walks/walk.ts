import { findActiveOwner } from '#server/access/find-active-owner.ts'
import type { PrincipalRef } from '#server/domain/model.ts'
import { toRestriction } from '#server/operations/authenticate.ts'
import type { Caller } from '#server/operations/context.ts'
import { toPlace } from '#server/store/collections.ts'
import type { Random } from '#support/random.ts'
import { attempt, listNamespaceIds, pickRestriction, type World } from './a-world.ts'
import {
  type Credential,
  listAbove,
  OWNER,
  type Rights,
  rightsIfEnabled,
  rightsOf,
  toNames,
  toRights,
  worthOf,
} from './rights.ts'
import { listObtained, permissionOf, steps, toCredential } from './steps.ts'

const FOUND = toRights(['group:create_top_level'])

export interface Outcome {
  readonly operation: string
  readonly done: boolean
}

/**
 * Lets a few colluding principals do whatever they are allowed to, and checks after every call that
 * nobody came to hold what they may not. Gives what was tried; throws an explanation otherwise.
 */
export async function walk(world: World, random: Random, length: number): Promise<Outcome[]> {
  const held = pickIntruders(world, random)
  const bounds = new Map(
    ['', ...listNamespaceIds(world)].map((id) => [id, unionOf(world, held, id)] as const),
  )
  const outcomes: Outcome[] = []
  let state = photographAll(world)
  const trace: string[] = held.map((credential) => `holds ${JSON.stringify(credential)}`)
  for (let count = 0; count < length; count += 1) {
    world.clock.at += 60_000
    const credential = random.pick(held)
    const caller = toCaller(world, credential)
    if (!caller) continue
    const before = { ...state, caller: photographCaller(world, credential) }
    const operation = pickOperation(before, random)
    const reach = new Set([...before.caller].flatMap(([id, rights]) => (rights === 0n ? [] : [id])))
    const self = { id: credential.owner.id, reach }
    const input = steps[operation]?.(world, random, self) ?? {}
    const answer = await attempt(
      world.act(caller, operation, input).then((value) => ({ value }) as const),
    )
    outcomes.push({ operation, done: answer !== undefined })
    if (!answer) continue
    trace.push(`${credential.owner.id} ${operation} ${JSON.stringify(input)}`)
    const obtained = listObtained(world, operation, input, answer.value)
    held.push(...obtained)
    state = photographAll(world)
    const problems = [
      ...findStepGains(world, before, { credential, obtained }),
      ...findUnionGains(world, held, bounds),
      ...findBrokenRules(world, before),
    ]
    if (problems.length > 0) throw new Error([...trace, ...problems].join('\n'))
  }
  return outcomes
}

/** Mostly something for which the caller has the permission somewhere, and seldom an end of anything. */
function pickOperation({ caller }: Photograph, random: Random): string {
  const names = Object.keys(steps)
  const held = [...caller.values()].reduce((all, rights) => all | rights, 0n)
  const usable = names.filter((name) => (held & permissionOf(name)) !== 0n)
  const from = usable.length > 0 && random.chance(0.9) ? usable : names
  const lasting = from.filter((name) => !name.endsWith('.delete'))
  return random.pick(lasting.length > 0 && random.chance(0.7) ? lasting : from)
}

/** One to three people or accounts, some with no more than a token that can do less. */
function pickIntruders({ read }: World, random: Random): Credential[] {
  const all: PrincipalRef[] = [
    ...read.users
      .list('all', 'all')
      .filter(({ disabled }) => !disabled)
      .map(({ id }) => ({ kind: 'user' as const, id })),
    ...read.serviceAccounts
      .list('all', 'all')
      .filter(({ kind, path, disabled }) => kind !== 'internal' && path !== 'admin' && !disabled)
      .map(({ id }) => ({ kind: 'service_account' as const, id })),
  ]
  const world = { read } as World
  const mighty = all.filter(({ id }) => read.memberships.findBy('place', toPlace(id, '')))
  const able = all.filter(({ id }) => read.memberships.count('principal', id) > 0)
  return Array.from({ length: 1 + random.below(3) }, () => {
    const owner =
      random.chance(0.3) && mighty.length > 0
        ? random.pick(mighty)
        : random.pick(random.chance(0.9) ? able : all)
    if (random.chance(0.75)) return { owner, permissions: null, namespaceIds: null }
    const { permissions = null, namespaces = null } = pickRestriction(world, random) as {
      permissions?: Credential['permissions']
      namespaces?: readonly string[]
    }
    return { owner, permissions, namespaceIds: namespaces }
  })
}

function toCaller(world: World, credential: Credential): Caller | undefined {
  const { owner, ...rest } = credential
  if (owner.kind === 'team') return undefined
  const actor = findActiveOwner(world.read, { kind: owner.kind, id: owner.id })
  const restriction = toRestriction(world, rest)
  return actor && { kind: 'known', principal: { actor, authenticatedBy: 'api_token', restriction } }
}

type Map2 = ReadonlyMap<string, ReadonlyMap<string, Rights>>

interface State {
  /** By namespace and principal: now, and if they were enabled. */
  readonly now: Map2
  readonly enabled: Map2
  readonly tokens: Map2
  readonly owned: ReadonlySet<string>
}

interface Photograph extends State {
  /** By namespace, what the caller could do. */
  readonly caller: ReadonlyMap<string, Rights>
}

function listPrincipals({ read }: World): readonly PrincipalRef[] {
  const refs = (kind: PrincipalRef['kind'], records: readonly { id: string }[]) =>
    records.map(({ id }) => ({ kind, id }))
  return [
    ...refs('user', read.users.list('all', 'all')),
    ...refs('team', read.teams.list('all', 'all')),
    ...refs('service_account', read.serviceAccounts.list('all', 'all')),
  ]
}

function photographAll(world: World): State {
  const { read } = world
  const principals = listPrincipals(world)
  const places = ['', ...listNamespaceIds(world)].map((id) => [id, listAbove(read, id)] as const)
  const tokens = read.namedTokens.list('all', 'all')
  const each = <T extends { id: string }>(
    records: readonly T[],
    rights: (record: T, above: readonly string[]) => Rights,
  ): Map2 =>
    new Map(
      places.map(([id, above]) => [
        id,
        new Map(records.map((record) => [record.id, rights(record, above)])),
      ]),
    )
  return {
    now: each(principals, (ref, above) => rightsOf(read, ref, above)),
    enabled: each(principals, (ref, above) => rightsIfEnabled(read, ref, above)),
    tokens: each(tokens, (token, above) => worthOf(read, toCredential(token), above)),
    owned: new Set(listOwned(world)),
  }
}

function photographCaller(world: World, credential: Credential): ReadonlyMap<string, Rights> {
  const places = ['', ...listNamespaceIds(world)]
  return new Map(
    places.map((id) => [id, worthOf(world.read, credential, listAbove(world.read, id))]),
  )
}

interface Act {
  readonly credential: Credential
  readonly obtained: readonly Credential[]
}

/** No single call gives anybody, or lets its caller get at, what the caller did not hold there. */
function findStepGains(world: World, before: Photograph, { credential, obtained }: Act): string[] {
  const { read } = world
  return ['', ...listNamespaceIds(world)].flatMap((id) => {
    const above = listAbove(read, id)
    const isNew = !before.caller.has(id)
    // Something new is judged like what it was made in; whoever founds a top-level group owns it.
    const place = above.find((each) => before.caller.has(each)) ?? ''
    const parent = isNew ? (above[1] ?? '') : id
    const founder = isNew && parent === '' ? OWNER : 0n
    const allowed = (before.caller.get(place) ?? 0n) | founder
    const judge = (what: string, had: Rights, has: Rights) => {
      const gained = has & ~had & ~allowed
      return gained === 0n ? [] : [`${what} gained ${toNames(gained)} in ${id || 'the root'}`]
    }
    const had = (of: Map2, key: string) => of.get(place)?.get(key) ?? 0n
    return [
      ...listPrincipals(world).flatMap((ref) => [
        ...judge(`${ref.id} now`, had(before.now, ref.id), rightsOf(read, ref, above)),
        ...judge(`${ref.id}`, had(before.enabled, ref.id), rightsIfEnabled(read, ref, above)),
      ]),
      ...read.namedTokens.list('all', 'all').flatMap((token) => {
        const worth = worthOf(read, toCredential(token), above)
        return judge(`the token ${token.id}`, had(before.tokens, token.id), worth)
      }),
      ...obtained.flatMap((each) =>
        judge(
          `${credential.owner.id}, by a credential of ${each.owner.id},`,
          0n,
          worthOf(read, each, above),
        ),
      ),
    ]
  })
}

/** What the colluding ones can do together never grows, whatever they did in between. */
function findUnionGains(
  world: World,
  held: readonly Credential[],
  bounds: Map<string, Rights>,
): string[] {
  return ['', ...listNamespaceIds(world)].flatMap((id) => {
    const bound = bounds.get(id) ?? boundOfNew(world, id, bounds)
    bounds.set(id, bound)
    const gained = unionOf(world, held, id) & ~bound
    return gained === 0n ? [] : [`together they gained ${toNames(gained)} in ${id || 'the root'}`]
  })
}

function boundOfNew(world: World, id: string, bounds: ReadonlyMap<string, Rights>): Rights {
  const parent = listAbove(world.read, id)[1] ?? ''
  const above = bounds.get(parent) ?? 0n
  return parent === '' && (above & FOUND) !== 0n ? above | OWNER : above
}

function unionOf(world: World, held: readonly Credential[], id: string): Rights {
  const above = listAbove(world.read, id)
  return held.reduce((rights, each) => rights | worthOf(world.read, each, above), 0n)
}

/** The top-level groups that have an owner. */
function listOwned({ read }: World): readonly string[] {
  return read.groups
    .list('parent', '')
    .filter(({ id }) =>
      read.memberships.list('namespace', id).some(({ roleId }) => roleId === 'role_owner'),
    )
    .map(({ id }) => id)
}

function findBrokenRules(world: World, before: Photograph): string[] {
  const { read } = world
  const owned = new Set(listOwned(world))
  const ownerless = read.groups
    .list('parent', '')
    .filter(({ id }) => before.owned.has(id) && !owned.has(id))
    .map(({ id }) => `${id} lost its last owner`)
  const stray = read.memberships.list('all', 'all').flatMap((membership) => {
    const { id, principal, namespaceId, roleId } = membership
    const above = listAbove(read, namespaceId)
    const account =
      principal.kind === 'service_account' ? read.serviceAccounts.find(principal.id) : undefined
    const isKnownRole = read.roles.find(roleId) !== undefined || !/^role_0/.test(roleId)
    return [
      ...(above.includes(account?.groupId ?? '') ? [] : [`${id} lies outside its account's home`]),
      ...(isKnownRole ? [] : [`${id} gives a role that is gone`]),
      ...(rightsIfEnabled(read, principal, above) >= 0n && isKnown(world, principal)
        ? []
        : [`${id} belongs to nobody`]),
    ]
  })
  return [...ownerless, ...stray]
}

function isKnown({ read }: World, { kind, id }: PrincipalRef): boolean {
  if (kind === 'user') return read.users.find(id) !== undefined
  if (kind === 'team') return read.teams.find(id) !== undefined
  return read.serviceAccounts.find(id) !== undefined
}
