import { generateKeyPairSync } from 'node:crypto'
import { isContractProcedure } from '@orpc/contract'
import { afterAll, describe, expect, it } from 'vitest'
import { contract } from '#contract/contract.ts'
import type { OperationMeta } from '#contract/operation.ts'
import { listNetworkAddresses } from '#server/list-network-addresses.ts'
import {
  asBearer,
  type Call,
  createGroups,
  createPerson,
  createRobot,
  encode,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { lockOut } from '#support/lock-out.ts'
import { makeAttempt } from '#support/make-attempt.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

/**
 * Who may do what. Everything is done to things in the group `acme` or, where they live at the root
 * (users, teams, roles, settings, …), there.
 *
 *   +  done            o  answered, but without anything of acme
 *   -  403 forbidden   ?  404, as for what does not exist   g  403, would give more than one holds
 *
 * The first five call with access tokens from /oauth/token: accounts of acme with a role there, one
 * without any role, and the owner of another group. The last four are the system accounts, by named
 * tokens.
 */
const matrix = `
                                    viewer deployer owner none sibling  admin viewer user creator
whoami                                +       +       +    +      +       +     +     +      +
changes                               +       +       +    +      +       +     +     +      +
groups.list                           +       +       +    o      o       +     +     +      +
groups.create                         -       -       +    ?      ?       +     -     -      -
groups.create at the root             -       -       -    -      -       +     -     -      +
groups.get                            +       +       +    ?      ?       +     +     +      +
groups.tree                           +       +       +    ?      ?       +     +     +      +
groups.update                         -       -       +    ?      ?       +     -     -      -
groups.move                           -       -       +    ?      ?       +     -     -      -
groups.contents                       +       +       +    ?      ?       +     +     +      +
groups.delete                         -       -       +    ?      ?       +     -     -      -
workspaces.list                       +       +       +    o      o       +     +     o      o
workspaces.create                     -       +       +    ?      ?       +     -     -      -
workspaces.get                        +       +       +    ?      ?       +     +     ?      ?
workspaces.update                     -       +       +    ?      ?       +     -     ?      ?
workspaces.delete                     -       +       +    ?      ?       +     -     ?      ?
serviceAccounts.list                  +       +       +    o      o       +     +     o      o
serviceAccounts.create                -       +       +    ?      ?       +     -     -      -
serviceAccounts.create with a role    -       -       +    ?      ?       +     -     -      -
serviceAccounts.create with a group   -       -       +    ?      ?       +     -     -      -
serviceAccounts.create at the root    -       -       -    -      -       +     -     -      -
serviceAccounts.get                   +       +       +    ?      ?       +     +     ?      ?
serviceAccounts.update                -       +       +    ?      ?       +     -     ?      ?
serviceAccounts.disable               -       +       +    ?      ?       +     -     ?      ?
serviceAccounts.enable                -       +       +    ?      ?       +     -     ?      ?
serviceAccounts.delete                -       +       +    ?      ?       +     -     ?      ?
rootAccounts.create                   -       -       -    -      -       +     -     -      -
rootAccounts.delete                   ?       ?       ?    ?      ?       +     -     ?      ?
clientCredentials.enable              -       +       +    ?      ?       +     -     ?      ?
clientCredentials.reset               -       +       +    ?      ?       +     -     ?      ?
clientCredentials.rotate              -       +       +    ?      ?       +     -     ?      ?
clientCredentials.deleteSecret        -       +       +    ?      ?       +     -     ?      ?
clientCredentials.disable             -       +       +    ?      ?       +     -     ?      ?
lockouts.list                         +       +       +    o      o       +     +     o      o
lockouts.delete                       -       +       +    ?      ?       +     -     ?      ?
publicKeys.list                       +       +       +    ?      ?       +     +     ?      ?
publicKeys.create                     -       +       +    ?      ?       +     -     ?      ?
publicKeys.delete                     -       +       +    ?      ?       +     -     ?      ?
tokens.list                           +       +       +    o      o       +     +     o      o
tokens.create                         -       +       +    ?      ?       +     -     ?      ?
tokens.create for a person            ?       ?       ?    ?      ?       +     -     ?      ?
tokens.get                            +       +       +    ?      ?       +     +     ?      ?
tokens.delete                         -       +       +    ?      ?       +     -     ?      ?
tokens.rotate                         -       +       +    ?      ?       +     -     ?      ?
tokens.reveal                         -       +       +    ?      ?       +     -     ?      ?
members.list                          +       +       +    o      o       +     +     o      o
members.create                        -       -       +    ?      ?       +     -     -      -
members.update                        -       -       +    ?      ?       +     -     ?      ?
members.delete                        -       -       +    ?      ?       +     -     ?      ?
roles.list                            +       +       +    +      +       +     +     +      +
roles.get                             +       +       +    +      +       +     +     +      +
roles.create                          -       -       -    -      -       +     -     -      -
roles.update                          -       -       -    -      -       +     -     -      -
roles.delete                          -       -       -    -      -       +     -     -      -
permissions                           +       +       +    +      +       +     +     +      +
users.list                            -       -       -    -      -       +     +     -      -
users.create                          -       -       -    -      -       +     -     -      -
users.get                             ?       ?       ?    ?      ?       +     +     ?      ?
users.update                          ?       ?       ?    ?      ?       +     -     ?      ?
users.delete                          ?       ?       ?    ?      ?       +     -     ?      ?
teams.list                            -       -       -    -      -       +     +     -      -
teams.create                          -       -       -    -      -       +     -     -      -
teams.get                             ?       ?       ?    ?      ?       +     +     ?      ?
teams.update                          ?       ?       ?    ?      ?       +     -     ?      ?
teams.delete                          ?       ?       ?    ?      ?       +     -     ?      ?
teams.addUser                         ?       ?       ?    ?      ?       +     -     ?      ?
teams.removeUser                      ?       ?       ?    ?      ?       +     -     ?      ?
access.effective                      +       +       +    ?      ?       +     +     -      -
access.check                          +       +       +    ?      ?       +     +     -      -
trustPolicies.list                    +       +       +    ?      ?       +     +     ?      ?
trustPolicies.create                  -       +       +    ?      ?       +     -     ?      ?
trustPolicies.get                     +       +       +    ?      ?       +     +     ?      ?
trustPolicies.update                  -       +       +    ?      ?       +     -     ?      ?
trustPolicies.delete                  -       +       +    ?      ?       +     -     ?      ?
trustPolicies.propose                 +       +       +    ?      ?       +     +     ?      ?
trust.evaluate                        +       +       +    ?      ?       +     +     ?      ?
trust.listAttempts                    +       +       +    o      o       +     +     o      o
trust.getAttempt                      +       +       +    ?      ?       +     +     ?      ?
trust.draft                           +       +       +    ?      ?       +     +     ?      ?
trust.replay                          +       +       +    ?      ?       +     +     ?      ?
providerProfiles.list                 +       +       +    +      +       +     +     +      +
providerProfiles.draft                +       +       +    +      +       +     +     +      +
providerProfiles.draft for an account  +    +       +    ?      ?       +     +     ?      ?
snippets.list                         +       +       +    ?      ?       +     +     ?      ?
issuers.list                          -       -       -    -      -       +     +     -      -
issuers.get                           ?       ?       ?    ?      ?       +     +     ?      ?
issuers.create                        -       -       -    -      -       +     -     -      -
issuers.update                        ?       ?       ?    ?      ?       +     -     ?      ?
issuers.delete                        ?       ?       ?    ?      ?       +     -     ?      ?
issuers.refreshKeys                   ?       ?       ?    ?      ?       +     -     ?      ?
audit.list                            -       -       -    -      -       +     +     -      -
audit.list in a group                 +       +       +    ?      ?       +     +     -      -
overview.get                          +       +       +    +      +       +     +     +      +
audit.verify                          -       -       -    -      -       +     +     -      -
audit.export                          -       -       -    -      -       +     +     -      -
audit.export in a group               +       +       +    ?      ?       +     +     -      -
signingKeys.list                      -       -       -    -      -       +     +     -      -
signingKeys.rotate                    -       -       -    -      -       +     -     -      -
server.get                            -       -       -    -      -       +     +     +      +
server.share                          -       -       -    -      -       +     -     -      -
server.unshare                        -       -       -    -      -       +     -     -      -
server.requests                       -       -       -    -      -       +     +     -      -
server.listening                      -       -       -    -      -       +     +     +      +
server.updateListening                -       -       -    -      -       +     -     -      -
server.certificateAuthority           -       -       -    -      -       +     +     +      +
server.renewCertificate               -       -       -    -      -       +     -     -      -
settings.get                          -       -       -    -      -       +     +     +      +
settings.update                       -       -       -    -      -       +     -     -      -
`

const aShare = {
  address: listNetworkAddresses()[0]?.address,
  withoutTls: true,
}
const things = await prepare()
const callers = await createCallers()

interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
  /** Its answer leaves out what the caller may not see. */
  readonly isFiltered: boolean
}

function listOperations(router: object, parents: readonly string[] = []): readonly Operation[] {
  return Object.entries(router).flatMap(([key, value]: [string, unknown]) => {
    const names = [...parents, key]
    if (!isContractProcedure(value)) return listOperations(Object(value), names)
    const { route, meta } = value['~orpc']
    const { method = '', path = '' } = route
    // Safe: every operation is begun with `operation(meta)`.
    const isFiltered = (meta as OperationMeta).on.kind === 'visible' && method === 'GET'
    return { name: names.join('.'), method, path, isFiltered }
  })
}

async function prepare() {
  await createGroups(server, 'acme', 'umbrella')
  await must(server, 'POST', '/members', {
    namespace: 'acme',
    principal: (await createPerson(server)).id,
    role: 'owner',
  })
  const account = await createAccount(server, { group: 'acme' })
  await must(server, 'POST', '/workspaces', { group: 'acme', name: 'known' })
  await must(server, 'POST', '/tokens', { account: account.id, name: 'known', intent: 'api' })
  await createPerson(server)
  await lockOut(server, account)
  await makeAttempt(server, account.id)
  return { account }
}

async function createCallers(): Promise<readonly Call[]> {
  const robots = [
    await createRobot(server, 'acme', { acme: 'viewer' }),
    await createRobot(server, 'acme', { acme: 'deployer' }),
    await createRobot(server, 'acme', { acme: 'owner' }),
    await createRobot(server, 'acme'),
    await createRobot(server, 'umbrella', { umbrella: 'owner' }),
  ]
  const system: Call[] = []
  for (const account of ['admin', 'viewer', 'user', 'group-creator']) {
    const request = { account, name: 'matrix', intent: 'api' }
    const { value } = await must(server, 'POST', '/tokens', request)
    system.push(asBearer(server, value))
  }
  return [...robots.map(({ call }) => call), ...system]
}

let count = 0
const fresh = () => {
  count += 1
  return `thing-${count}`
}
const safePolicy = { issuer: 'https://ci.example', audience: 'us', boundClaims: { sub: 'a job' } }
const make = {
  group: () => must(server, 'POST', '/groups', { name: fresh(), parent: 'acme' }),
  workspace: () => must(server, 'POST', '/workspaces', { name: fresh(), group: 'acme' }),
  account: (more: object = {}) => createAccount(server, { group: 'acme', name: fresh(), ...more }),
  rootAccount: () => createAccount(server, { name: fresh() }),
  /** An account without client credentials. */
  federated: () =>
    must(server, 'POST', '/service-accounts', {
      group: 'acme',
      name: fresh(),
      trustPolicies: [safePolicy],
    }),
  publicKey: (account: string) =>
    must(server, 'POST', `/service-accounts/${account}/client-credentials/public-keys`, {
      generate: 'EdDSA',
    }),
  /** An account with both methods, of which either may go. */
  both: () => make.account({ trustPolicies: [safePolicy] }),
  policy: async () => {
    const account = (await make.both()).id
    const { items } = await must(server, 'GET', `/service-accounts/${account}/trust-policies`)
    return { account, policy: items[0].id }
  },
  attempt: async () => makeAttempt(server, (await make.account()).id),
  token: async (more: object = {}) =>
    (
      await must(server, 'POST', '/tokens', {
        account: (await make.account()).id,
        name: fresh(),
        intent: 'api',
        ...more,
      })
    ).token,
  lockout: async () => lockOut(server, await make.account()),
  member: async () =>
    must(server, 'POST', '/members', {
      namespace: 'acme',
      principal: (await make.account()).id,
      role: 'viewer',
    }),
  role: () => must(server, 'POST', '/roles', { name: fresh(), permissions: ['group:view'] }),
  user: () =>
    must(server, 'POST', '/users', { name: 'Somebody', email: `${fresh()}@acme.example` }),
  team: () => must(server, 'POST', '/teams', { name: fresh() }),
  /** An issuer that fetches nothing. */
  issuer: () =>
    must(server, 'POST', '/issuers', { url: `https://${fresh()}.example`, keySource: { jwks } }),
}

const jwks = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  type: 'spki',
  format: 'pem',
})
const genericAnswers = { issuer: 'https://idp.example', subject: 'a job' }

/** What to call an operation with: path parameters by name, and the query or body. */
type Request = { readonly [name: string]: unknown }

const requests: Readonly<Record<string, () => Promise<Request> | Request>> = {
  whoami: () => ({}),
  changes: () => ({ forSeconds: 0 }),
  'groups.list': () => ({}),
  'groups.create': () => ({ name: fresh(), parent: 'acme' }),
  'groups.create at the root': () => ({ name: fresh() }),
  'groups.get': () => ({ group: 'acme' }),
  'groups.tree': () => ({ group: 'acme' }),
  'groups.update': async () => ({ group: (await make.group()).id, version: 1, description: 'x' }),
  'groups.move': async () => ({ group: (await make.group()).id, parent: (await make.group()).id }),
  'groups.contents': () => ({ group: 'acme' }),
  'groups.delete': async () => ({ group: (await make.group()).id }),
  'workspaces.list': () => ({}),
  'workspaces.create': () => ({ name: fresh(), group: 'acme' }),
  'workspaces.get': async () => ({ workspace: (await make.workspace()).id }),
  'workspaces.update': async () => ({
    workspace: (await make.workspace()).id,
    version: 1,
    description: 'x',
  }),
  'workspaces.delete': async () => ({ workspace: (await make.workspace()).id }),
  'serviceAccounts.list': () => ({}),
  'serviceAccounts.create': () => ({
    group: 'acme',
    name: fresh(),
    clientCredentials: { enabled: true },
  }),
  'serviceAccounts.create with a role': () => ({
    group: 'acme',
    name: fresh(),
    clientCredentials: { enabled: true },
    membership: { namespace: 'acme', role: 'viewer' },
  }),
  'serviceAccounts.create with a group': () => ({
    group: 'acme',
    name: fresh(),
    clientCredentials: { enabled: true },
    createGroup: true,
  }),
  'serviceAccounts.create at the root': () => ({
    name: fresh(),
    clientCredentials: { enabled: true },
  }),
  'serviceAccounts.get': async () => ({ account: (await make.account()).id }),
  'serviceAccounts.update': async () => ({
    account: (await make.account()).id,
    version: 1,
    description: 'x',
  }),
  'serviceAccounts.disable': async () => ({ account: (await make.account()).id }),
  'serviceAccounts.enable': async () => ({ account: (await make.account()).id }),
  'serviceAccounts.delete': async () => ({ account: (await make.account()).id }),
  'rootAccounts.create': () => ({
    name: fresh(),
    permissions: ['group:view'],
    tokenEndpointAuthMethod: 'client_secret_basic',
  }),
  'rootAccounts.delete': async () => ({ account: (await make.rootAccount()).id }),
  'clientCredentials.enable': async () => ({ account: (await make.federated()).id }),
  'clientCredentials.reset': async () => ({ account: (await make.account()).id }),
  'clientCredentials.rotate': async () => ({ account: (await make.account()).id }),
  'clientCredentials.deleteSecret': async () => {
    const account = (await make.account()).id
    await must(server, 'POST', `/service-accounts/${account}/client-credentials/rotate`)
    const { clientCredentials } = await must(server, 'GET', `/service-accounts/${account}`)
    return { account, secret: clientCredentials.secrets[0].id }
  },
  'clientCredentials.disable': async () => ({ account: (await make.both()).id }),
  'trustPolicies.list': async () => ({ account: (await make.account()).id }),
  'trustPolicies.create': async () => ({ account: (await make.account()).id, ...safePolicy }),
  'trustPolicies.get': () => make.policy(),
  'trustPolicies.update': async () => ({ ...(await make.policy()), version: 1, name: 'new' }),
  'trustPolicies.delete': () => make.policy(),
  'trustPolicies.propose': () => make.policy(),
  'trust.evaluate': async () => ({ account: (await make.both()).id, claims: { sub: 'a job' } }),
  'trust.listAttempts': () => ({}),
  'trust.getAttempt': async () => ({ attempt: await make.attempt() }),
  'trust.draft': async () => ({ attempt: await make.attempt() }),
  'trust.replay': async () => ({ account: (await make.both()).id, policies: [safePolicy] }),
  'lockouts.list': () => ({}),
  'lockouts.delete': async () => ({ lockout: await make.lockout() }),
  'publicKeys.list': async () => ({ account: (await make.account()).id }),
  'publicKeys.create': async () => ({ account: (await make.account()).id, generate: 'EdDSA' }),
  'publicKeys.delete': async () => {
    const account = (await make.account()).id
    return { account, key: (await make.publicKey(account)).id }
  },
  'tokens.list': () => ({}),
  'tokens.create': async () => ({
    account: (await make.account()).id,
    name: fresh(),
    intent: 'api',
  }),
  'tokens.create for a person': async () => ({
    user: (await make.user()).id,
    name: fresh(),
    intent: 'api',
  }),
  'tokens.get': async () => ({ token: (await make.token()).id }),
  'tokens.delete': async () => ({ token: (await make.token()).id }),
  'tokens.rotate': async () => ({ token: (await make.token()).id }),
  'tokens.reveal': async () => ({ token: (await make.token()).id }),
  'members.list': () => ({}),
  'members.create': async () => ({
    namespace: 'acme',
    principal: (await make.account()).id,
    role: 'viewer',
  }),
  'members.update': async () => ({
    member: (await make.member()).id,
    version: 1,
    role: 'deployer',
  }),
  'members.delete': async () => ({ member: (await make.member()).id }),
  'roles.list': () => ({}),
  'roles.get': () => ({ role: 'viewer' }),
  'roles.create': () => ({ name: fresh(), permissions: ['group:view'] }),
  'roles.update': async () => ({ role: (await make.role()).id, version: 1, description: 'x' }),
  'roles.delete': async () => ({ role: (await make.role()).id }),
  permissions: () => ({}),
  'users.list': () => ({}),
  'users.create': () => ({ name: 'New', email: `${fresh()}@acme.example` }),
  'users.get': async () => ({ user: (await make.user()).id }),
  'users.update': async () => ({ user: (await make.user()).id, version: 1, name: 'Other' }),
  'users.delete': async () => ({ user: (await make.user()).id }),
  'teams.list': () => ({}),
  'teams.create': () => ({ name: fresh() }),
  'teams.get': async () => ({ team: (await make.team()).id }),
  'teams.update': async () => ({ team: (await make.team()).id, version: 1, description: 'x' }),
  'teams.delete': async () => ({ team: (await make.team()).id }),
  'teams.addUser': async () => ({ team: (await make.team()).id, user: (await make.user()).id }),
  'teams.removeUser': async () => ({ team: (await make.team()).id, user: (await make.user()).id }),
  'access.effective': () => ({ namespace: 'acme' }),
  'access.check': () => ({
    principal: things.account.id,
    permission: 'group:view',
    namespace: 'acme',
  }),
  'issuers.list': () => ({}),
  'issuers.get': async () => ({ issuer: (await make.issuer()).url }),
  'issuers.create': () => ({ url: `https://${fresh()}.example` }),
  'issuers.update': async () => ({ issuer: (await make.issuer()).id, version: 1, label: 'x' }),
  'issuers.delete': async () => ({ issuer: (await make.issuer()).id }),
  'issuers.refreshKeys': async () => ({ issuer: (await make.issuer()).id }),
  'providerProfiles.list': () => ({}),
  'providerProfiles.draft': () => ({ profile: 'generic', answers: genericAnswers }),
  'providerProfiles.draft for an account': () => ({
    profile: 'generic',
    answers: genericAnswers,
    account: things.account.id,
  }),
  'snippets.list': () => ({ account: things.account.id }),
  'audit.list': () => ({}),
  'audit.list in a group': () => ({ namespace: 'acme' }),
  'overview.get': () => ({}),
  'audit.verify': () => ({}),
  'audit.export': () => ({}),
  'audit.export in a group': () => ({ namespace: 'acme' }),
  'signingKeys.list': () => ({}),
  'signingKeys.rotate': () => ({ algorithm: 'ES256' }),
  'server.get': () => ({}),
  'server.share': async () => {
    await server.api('POST', '/server/unshare')
    return aShare
  },
  'server.unshare': async () => {
    await server.api('POST', '/server/share', aShare)
    return {}
  },
  'server.requests': () => ({}),
  'server.listening': () => ({}),
  'server.certificateAuthority': () => ({}),
  'server.renewCertificate': () => ({}),
  'server.updateListening': async () => ({
    ...{ version: (await must(server, 'GET', '/settings')).version, newIssuer: true },
    publicUrl: `https://${fresh()}.example`,
  }),
  'settings.get': () => ({}),
  'settings.update': async () => ({
    version: (await must(server, 'GET', '/settings')).version,
    accessTokenLifetimeSeconds: 300,
  }),
}

/** Refusals that only come once somebody may act, and tell no more than that. */
const WENT_THROUGH = ['nothing_to_reveal', 'not_enabled']

async function attempt(call: Call, { method, path }: Operation, request: Request) {
  const rest = { ...request }
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encode(value)
  })
  const query = new URLSearchParams(Object.entries(rest).map(([k, v]) => [k, String(v)]))
  return method === 'GET' || method === 'DELETE'
    ? call(method, `${place}?${query}`)
    : call(method, place, rest)
}

function toSign({ isFiltered }: Operation, { status, body, text }: HttpAnswer): string {
  if (status < 300 || WENT_THROUGH.includes(body?.code)) {
    return isFiltered && !text.includes('"acme') ? 'o' : '+'
  }
  if (body.code === 'forbidden') {
    expect(body.detail).toMatch(/^You need the permission [a-z_]+:[a-z_]+ in /)
    return '-'
  }
  if (body.code === 'not_found') return '?'
  return body.code === 'gain_not_allowed' ? 'g' : `${status} ${body.code}`
}

const operations = listOperations(contract)
const rows = matrix
  .split('\n')
  .map((line) => /^(\S.*?\S)\s\s+(.*)$/.exec(line))
  .flatMap((match) => (match ? [[match[1] ?? '', (match[2] ?? '').split(/\s+/)] as const] : []))
const operationOf = (row: string) =>
  operations.find(({ name }) => name === row.replace(/ (?:at|in|with|for) .*$/, ''))

describe('the matrix', () => {
  it('has a row for every operation, and a request for every row', () => {
    const named = rows.map(([row]) => row)
    const missing = operations.map(({ name }) => name).filter((name) => !named.includes(name))
    expect(missing, 'Add their rows to `matrix` above').toEqual([])
    const unknown = named.filter((row) => !operationOf(row))
    expect(unknown, 'Rows of `matrix` that no operation has').toEqual([])
    const help = 'Each row of `matrix` needs an input in `requests`, and no other has one'
    expect(Object.keys(requests).toSorted(), help).toEqual(named.toSorted())
  })

  it.each(rows)('holds for %s', async (row, expected) => {
    const operation = operationOf(row)
    if (!operation) throw new Error(`There is no operation for ${row}.`)
    const signs: string[] = []
    for (const call of callers) {
      signs.push(toSign(operation, await attempt(call, operation, (await requests[row]?.()) ?? {})))
    }
    expect(signs.join(' ')).toBe(expected.join(' '))
  })
})
