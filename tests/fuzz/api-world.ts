import fc from 'fast-check'
import { createPerson, createRobot, must } from '#support/callers.ts'
import { makeAttempt } from '#support/make-attempt.ts'
import type { TestServer } from '#support/start-test-server.ts'

export type CallerName = 'administrator' | 'robot' | 'person' | 'stranger' | 'nobody'

/** Things that exist, so that calls are about something; and callers of every kind. */
export interface ApiWorld {
  /** Puts what exists now where an input only says of which kind it should be. */
  fill(value: unknown): unknown
  authorizationOf(caller: CallerName): string | undefined
  /** Remembers the ids in an answer, so that later calls find what was made. */
  note(text: string): void
  /** Makes everything anew: a fuzzed administrator deletes things. */
  renew(): Promise<void>
}

const ID = /\b(grp|ws|sa|usr|team|role|mem|iss|tok|att)_[0-9a-z]{26}\b/g
const MOST_OF_A_KIND = 30

/** By which fields things are meant, and of which kinds these are. */
const kindsOfFields: Readonly<Record<string, readonly string[]>> = {
  account: ['sa'],
  group: ['grp'],
  parent: ['grp'],
  workspace: ['ws'],
  namespace: ['grp', 'ws'],
  namespaces: ['grp', 'ws'],
  user: ['usr'],
  team: ['team'],
  role: ['role', 'roleName'],
  member: ['mem'],
  principal: ['usr', 'team', 'sa'],
  token: ['tok'],
  issuer: ['iss', 'issuerUrl'],
  attempt: ['att'],
  policy: ['policy'],
  key: ['key'],
  target: ['sa', 'grp'],
  profile: ['profile'],
}

const PLACEHOLDER = /^@(\w+):(\d+)$/

/** Gives a stand-in for something that exists; which one it is, the world says at the call. */
export function somethingFor(field: string): fc.Arbitrary<string> | undefined {
  const kinds = kindsOfFields[field]
  if (!kinds) return undefined
  return fc.tuple(fc.constantFrom(...kinds), fc.nat(200)).map(([kind, at]) => `@${kind}:${at}`)
}

/** Lets an example be about what exists, under a name that is probably free. */
export function relate(example: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(example)) return fc.tuple(...example.map(relate))
  if (typeof example !== 'object' || example === null) return fc.constant(example)
  const fields = Object.entries(example).map(([name, value]) => {
    if (name === 'name') return [name, fc.nat(10_000).map((number) => `fuzz-${number}`)] as const
    return [name, (typeof value === 'string' && somethingFor(name)) || relate(value)] as const
  })
  return fc.record(Object.fromEntries(fields))
}

/** Furnishes a server with something of each kind. */
export async function createApiWorld(server: TestServer): Promise<ApiWorld> {
  const known = new Map<string, string[]>()
  const callers = new Map<CallerName, string>()
  const add = (kind: string, id: string) => {
    const ids = known.get(kind) ?? []
    if (!ids.includes(id)) known.set(kind, [id, ...ids].slice(0, MOST_OF_A_KIND))
  }
  const note = (text: string) => {
    for (const [id, prefix = ''] of text.matchAll(ID)) add(prefix, id)
  }
  const renew = async () => {
    known.clear()
    await restoreSettings(server)
    await furnish(server, { add, note, callers })
  }
  await renew()
  return {
    note,
    renew,
    authorizationOf: (caller) => callers.get(caller),
    fill: (value) => fillIn(value, known),
  }
}

/** Undoes what would keep everybody else from anything. */
export async function restoreSettings(server: TestServer): Promise<void> {
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', {
    version,
    accessTokenLifetimeSeconds: 3600,
    clientSecretMaximumDays: 90,
    signingAlgorithm: 'ES256',
    lockoutFailures: 0,
    requestsPerMinute: 0,
    requestsPerMinutePerAddress: 0,
  })
}

interface Furnishing {
  readonly add: (kind: string, id: string) => void
  readonly note: (text: string) => void
  readonly callers: Map<CallerName, string>
}

let count = 0

async function furnish(server: TestServer, { add, note, callers }: Furnishing): Promise<void> {
  count += 1
  const make = async (path: string, body: object) => {
    const made = await must(server, 'POST', path, body)
    note(JSON.stringify(made))
    return made
  }
  const group = await make('/groups', { name: `fuzz-${count}` })
  const inner = await make('/groups', { name: 'inner', parent: group.id })
  await make('/workspaces', { name: 'prod', group: inner.id })
  await make('/teams', { name: `team-${count}` })
  const role = await make('/roles', { name: `role-${count}`, permissions: ['group:view'] })
  for (const name of ['owner', 'deployer', 'viewer', role.name]) add('roleName', name)
  const issuer = await make('/issuers', { url: `https://issuer-${count}.example` })
  add('issuerUrl', issuer.url)
  for (const profile of ['github', 'gitlab', 'generic']) add('profile', profile)
  const account = await make('/service-accounts', {
    name: 'trusting',
    group: inner.id,
    clientCredentials: { enabled: true },
    trustPolicies: [{ issuer: issuer.id, audience: 'us', boundClaims: { sub: 'job' } }],
  })
  add('policy', `${account.id}/${account.trustPolicies[0].id}`)
  const key = await make(`/service-accounts/${account.id}/client-credentials/public-keys`, {
    generate: 'ES256',
  })
  add('key', `${account.id}/${key.id}`)

  const robot = await createRobot(server, group.path, { [group.path]: 'owner' })
  const person = await createPerson(server, { [inner.path]: 'deployer' })
  note(`${robot.id} ${person.id}`)
  await makeAttempt(server, account.id)
  for (const path of ['/tokens', '/members', '/trust/attempts']) {
    note((await server.api('GET', path)).text)
  }
  callers.set('administrator', `Bearer ${server.adminToken}`)
  callers.set('robot', `Bearer ${robot.accessToken}`)
  callers.set('person', `Bearer ${person.token}`)
  callers.set('stranger', `Bearer dwat_${'0'.repeat(26)}_${'0'.repeat(49)}`)
}

function fillIn(value: unknown, known: ReadonlyMap<string, readonly string[]>): unknown {
  if (typeof value === 'string') {
    const [, kind = '', at = '0'] = PLACEHOLDER.exec(value) ?? []
    const ids = known.get(kind) ?? []
    return ids[Number(at) % ids.length] ?? value
  }
  if (Array.isArray(value)) return value.map((each) => fillIn(each, known))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, fillIn(each, known)] as const),
  )
}
