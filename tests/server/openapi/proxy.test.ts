import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { exampleCalls, findExampleCall } from '#server/http/example-calls.ts'
import { listNetworkAddresses } from '#server/list-network-addresses.ts'
import { createAccount } from '#support/create-account.ts'
import { lockOut } from '#support/lock-out.ts'
import { makeAttempt } from '#support/make-attempt.ts'
import { startTestServer } from '#support/start-test-server.ts'
import {
  callThroughPrism,
  type DocumentedOperation,
  listDocumented,
  type ProxiedAnswer,
} from './call-through-prism.ts'
import { startPrism } from './start-prism.ts'

// Renewing a certificate succeeds only where there is one.
const server = await startTestServer({
  ...{ trust: 'own', config: { tls: { kind: 'own', names: [] } } },
})
const { body: document } = await server.get('/api/v1/openapi.json')
const prism = await startPrism(document, `${server.url}/api/v1`, server.trust)
afterAll(async () => {
  await prism.close()
  await server.close()
})

const documented = listDocumented(document)
const administrator = { authorization: `Bearer ${server.adminToken}` }
/** The operations that were seen to do what they are for. */
const worked = new Set<string>()

async function send(
  operation: DocumentedOperation,
  input: object,
  headers: Readonly<Record<string, string>> = administrator,
): Promise<ProxiedAnswer> {
  const answer = await callThroughPrism(prism.url, operation, { ...input }, headers)
  if (answer.status < 300) worked.add(operation.operationId)
  return answer
}

/** Makes a call that the document allows; both it and its answer must be as described. */
async function call(operationId: string, input: object, status: number) {
  const answer = await send(operationOf(operationId), input)
  const { requestDeviations, responseDeviations } = answer
  expect({
    status: answer.status,
    requestDeviations,
    responseDeviations,
    text: answer.text,
  }).toEqual({
    status,
    requestDeviations: [],
    responseDeviations: [],
    text: answer.text,
  })
  return answer.body
}

async function refuse(operationId: string, input: object, status: number, code: string) {
  expect(await call(operationId, input, status)).toMatchObject({ status, code })
}

const PEM = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  type: 'spki',
  format: 'pem',
})

const ACCOUNT = 'acme/platform/deployer'
const GROUP = 'acme/platform'
const ADA = 'ada@acme.example'

// One story: what is made early is changed, used and taken away by what comes later.
it('what works answers as the document says, and every operation was seen to work', async () => {
  await callGroups()
  await callPeople()
  await callAccounts()
  await callMembers()
  await callTokens()
  await callServer()
  await takeAway()
  const missing = documented.filter(({ operationId }) => !worked.has(operationId))
  const names = missing.map(({ operationId }) => operationId)
  expect(names, 'Call them in one of the functions below').toEqual([])
})

async function callGroups(): Promise<void> {
  await call('whoami', {}, 200)
  await call('changes', { forSeconds: 0 }, 200)
  await call('groups.create', { name: 'acme' }, 201)
  await call('groups.create', { name: 'shared', parent: 'acme' }, 201)
  await call('groups.create', exampleCalls.groups.create.input, 201)
  await call('groups.create', { name: 'edge', parent: GROUP }, 201)
  await refuse('groups.create', { name: 'edge', parent: GROUP }, 409, 'name_taken')
  const page = await call('groups.list', { limit: 1 }, 200)
  await call('groups.list', { limit: 100, cursor: page.nextCursor, search: 'e' }, 200)
  await call('groups.list', { parent: '' }, 200)
  const { id } = await call('groups.get', { group: GROUP }, 200)
  await call('groups.tree', { group: id }, 200)
  await call('groups.contents', { group: 'acme' }, 200)
  await call('groups.update', exampleCalls.groups.update.input, 200)
  await refuse('groups.update', exampleCalls.groups.update.input, 409, 'version_conflict')
  await refuse('groups.get', { group: 'globex' }, 404, 'not_found')

  await call('workspaces.create', exampleCalls.workspaces.create.input, 201)
  await call('workspaces.list', { group: GROUP }, 200)
  await call('workspaces.get', { workspace: 'acme/platform/prod' }, 200)
  await call('workspaces.update', exampleCalls.workspaces.update.input, 200)
  await refuse('workspaces.update', exampleCalls.workspaces.update.input, 409, 'version_conflict')
}

async function callPeople(): Promise<void> {
  await call('users.create', exampleCalls.users.create.input, 201)
  await refuse('users.create', exampleCalls.users.create.input, 409, 'name_taken')
  await call('users.get', { user: ADA }, 200)
  await call('users.update', { user: ADA, version: 1, notifyOfExpiringSecrets: false }, 200)
  await refuse('users.update', { user: ADA, version: 1, disabled: true }, 409, 'version_conflict')

  await call('teams.create', exampleCalls.teams.create.input, 201)
  await call('teams.addUser', { team: 'on-call', user: ADA }, 204)
  await call('teams.list', {}, 200)
  await call('teams.get', { team: 'on-call' }, 200)
  await call('teams.update', exampleCalls.teams.update.input, 200)
  await call('users.list', { team: 'on-call' }, 200)

  await call('roles.create', exampleCalls.roles.create.input, 201)
  await call('roles.list', {}, 200)
  await call('roles.get', { role: 'owner' }, 200)
  await call('roles.update', exampleCalls.roles.update.input, 200)
  await refuse('roles.update', { role: 'owner', version: 1 }, 403, 'read_only')
  await call('permissions', {}, 200)
}

async function callAccounts(): Promise<void> {
  const { input } = exampleCalls.serviceAccounts.create
  await call('serviceAccounts.create', input, 201)
  await refuse('serviceAccounts.create', input, 409, 'name_taken')
  const nothing = { name: 'idle', group: GROUP }
  await refuse('serviceAccounts.create', nothing, 400, 'authentication_method_required')
  const forever = { enabled: true, expiresAt: '2999-01-01T00:00:00Z' }
  const late = { ...nothing, clientCredentials: forever }
  await refuse('serviceAccounts.create', late, 400, 'expiry_out_of_range')
  await call('serviceAccounts.list', { group: GROUP, inherited: true }, 200)
  await call('serviceAccounts.list', {}, 200)
  const narrowed = { method: 'oidc_federation', disabled: false, sort: '-lastUsedAt' }
  await call('serviceAccounts.list', narrowed, 200)
  await call('serviceAccounts.get', { account: ACCOUNT }, 200)
  await call('serviceAccounts.update', exampleCalls.serviceAccounts.update.input, 200)
  await call('serviceAccounts.disable', { account: ACCOUNT }, 200)
  await call('serviceAccounts.enable', { account: ACCOUNT }, 200)
  const { items } = await call('serviceAccounts.list', { group: '' }, 200)
  const builtIn = items.find(({ kind }: { kind: string }) => kind === 'built_in')
  await refuse('serviceAccounts.delete', { account: builtIn.id }, 403, 'read_only')

  await call('lockouts.list', { account: ACCOUNT }, 200)
  const lockout = await lockOut(server, await createAccount(server, { name: 'locked-out' }))
  await call('lockouts.list', {}, 200)
  await call('lockouts.delete', { lockout }, 204)
  await refuse('lockouts.delete', { lockout }, 404, 'not_found')
  await call('clientCredentials.reset', { account: ACCOUNT }, 200)
  await call('clientCredentials.rotate', exampleCalls.clientCredentials.rotate.input, 200)
  await refuse('clientCredentials.rotate', { account: ACCOUNT }, 409, 'limit_reached')
  const rotated = await call('serviceAccounts.get', { account: ACCOUNT }, 200)
  const [old, fresh] = rotated.clientCredentials.secrets
  await call('clientCredentials.deleteSecret', { account: ACCOUNT, secret: old.id }, 204)
  const last = { account: ACCOUNT, secret: fresh.id }
  await refuse('clientCredentials.deleteSecret', last, 409, 'in_use')
  await call('clientCredentials.disable', { account: ACCOUNT }, 204)
  await refuse('clientCredentials.disable', { account: ACCOUNT }, 409, 'not_enabled')
  await call('clientCredentials.enable', { account: ACCOUNT }, 201)
  await refuse('clientCredentials.enable', { account: ACCOUNT }, 409, 'already_enabled')
  const { privateKey, ...key } = await call(
    'publicKeys.create',
    exampleCalls.publicKeys.create.input,
    201,
  )
  expect(privateKey.pem).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  const copy = { ...privateKey.jwk, d: undefined }
  const again = { account: ACCOUNT, publicKey: copy }
  await refuse('publicKeys.create', again, 409, 'key_taken')
  await call('publicKeys.list', { account: ACCOUNT }, 200)
  await call('publicKeys.delete', { account: ACCOUNT, key: key.id }, 204)
  const { clientId } = await call(
    'rootAccounts.create',
    exampleCalls.rootAccounts.create.input,
    201,
  )
  await call('rootAccounts.delete', { account: clientId }, 204)
  await call('issuers.list', {}, 200)
  const url = 'https://ci.acme.example/.well-known/openid-configuration'
  const registered = await call('issuers.create', { url, keySource: { jwks: PEM } }, 201)
  await refuse('issuers.create', { url }, 409, 'name_taken')
  await refuse('issuers.create', { url: 'http://ci.acme.example' }, 400, 'issuer_not_allowed')
  const issuer = registered.url
  await call('issuers.get', { issuer }, 200)
  await call('issuers.update', { issuer, version: 1, enabled: false }, 200)
  await refuse('issuers.update', { issuer, version: 1 }, 409, 'version_conflict')
  await call('issuers.refreshKeys', { issuer }, 200)
  await refuse('issuers.refreshKeys', { issuer: 'iss_none' }, 404, 'not_found')
  await refuse('issuers.delete', { issuer: 'https://gitlab.com' }, 409, 'in_use')
  await call('issuers.delete', { issuer }, 204)
  await trustCalls()
  await call('providerProfiles.list', {}, 200)
  await call('providerProfiles.draft', exampleCalls.providerProfiles.draft.input, 200)
  await call('snippets.list', { account: ACCOUNT, runner: 'same_machine' }, 200)
}

async function callMembers(): Promise<void> {
  const prod = { namespace: 'acme/platform/prod', principal: `serviceAccount:${ACCOUNT}` }
  const { id: member } = await call('members.create', { ...prod, role: 'viewer' }, 201)
  await refuse('members.create', { ...prod, role: 'viewer' }, 409, 'already_member')
  const outside = { ...prod, namespace: 'acme/shared', role: 'viewer' }
  await refuse('members.create', outside, 400, 'scope_not_allowed')
  await call('members.update', { member, version: 1, role: 'auditor' }, 200)
  await refuse('roles.delete', { role: 'auditor' }, 409, 'in_use')

  const ada = { namespace: 'acme', principal: `user:${ADA}`, role: 'owner' }
  const { id: owner } = await call('members.create', ada, 201)
  await refuse('members.delete', { member: owner }, 409, 'last_owner')
  await call('members.create', { ...ada, principal: 'team:on-call', role: 'viewer' }, 201)
  await call('members.list', { namespace: GROUP, inherited: true }, 200)
  await call('members.list', { principal: `user:${ADA}` }, 200)
  await call('members.list', {}, 200)

  await call('access.effective', { principal: `serviceAccount:${ACCOUNT}` }, 200)
  await call('access.effective', { namespace: 'acme' }, 200)
  await call('access.effective', { principal: `user:${ADA}`, namespace: GROUP }, 200)
  const question = { principal: prod.principal, permission: 'service_account:view' }
  await call('access.check', { ...question, namespace: GROUP }, 200)
  await call('access.check', { ...question, namespace: 'acme/platform/prod' }, 200)
  await call('access.check', { ...question, namespace: '' }, 200)
  await call('members.delete', { member }, 204)
}

async function callTokens(): Promise<void> {
  const { token } = await call('tokens.create', exampleCalls.tokens.create.input, 201)
  await refuse('tokens.create', exampleCalls.tokens.create.input, 409, 'name_taken')
  await refuse('tokens.reveal', { token: token.id }, 409, 'nothing_to_reveal')
  await call('tokens.get', { token: token.id }, 200)
  await call('tokens.rotate', { token: token.id }, 200)
  const password = { name: 'laptop', user: ADA, intent: 'app_password', expiresAt: null }
  await call('tokens.create', password, 201)
  await call('tokens.list', {}, 200)
  await call('tokens.list', { account: ACCOUNT }, 200)
  await call('tokens.list', { user: ADA, system: false }, 200)
  await call('tokens.delete', { token: token.id }, 204)

  const soon = new Date(Date.now() + 500).toISOString()
  const short = { name: 'short', account: ACCOUNT, intent: 'api' }
  const created = await call(
    'tokens.create',
    { ...short, expiresAt: soon, rotateOnExpiry: true },
    201,
  )
  const rotating = { token: created.token.id }
  while ((await call('tokens.get', rotating, 200)).state === 'live') await wait(100)
  await call('tokens.reveal', rotating, 200)
}

async function callServer(): Promise<void> {
  const page = await call('audit.list', { limit: 5 }, 200)
  await call('audit.list', { limit: 100, cursor: page.nextCursor }, 200)
  await call('audit.list', { result: 'refused', since: '2026-01-01T00:00:00Z' }, 200)
  await call('audit.list', { namespace: GROUP, account: ACCOUNT, about: 'changes' }, 200)
  await call('overview.get', {}, 200)
  await call('server.get', {}, 200)
  await call('server.requests', { after: 1 }, 200)
  await refuse('server.unshare', {}, 409, 'not_enabled')
  const address = listNetworkAddresses()[0]?.address
  await call('server.share', { address, hours: 1, withoutTls: true }, 200)
  await refuse('server.share', { address, withoutTls: true }, 409, 'already_enabled')
  await call('server.unshare', {}, 200)
  const { version: listening } = await call('server.listening', {}, 200)
  await call('server.renewCertificate', {}, 200)
  const named = { publicUrl: 'https://doorward.example', newIssuer: true }
  await call('server.updateListening', { version: listening, ...named }, 200)
  await call('server.certificateAuthority', {}, 200)
  const port = { version: listening, port: 8420 }
  await refuse('server.updateListening', port, 409, 'version_conflict')
  await call('audit.verify', {}, 200)
  await call('audit.export', {}, 200)
  await call('signingKeys.list', {}, 200)
  await call('signingKeys.rotate', { algorithm: 'ES256' }, 200)
  const { version } = await call('settings.get', {}, 200)
  await call('settings.update', { version, accessTokenLifetimeSeconds: 900 }, 200)
  const outdated = { version, accessTokenLifetimeSeconds: 600 }
  await refuse('settings.update', outdated, 409, 'version_conflict')
}

async function takeAway(): Promise<void> {
  await call('groups.move', { group: GROUP, parent: 'acme/shared', dryRun: true }, 200)
  await call('groups.move', { group: GROUP, parent: 'acme/shared' }, 200)
  await call('workspaces.delete', { workspace: 'acme/shared/platform/prod' }, 204)
  await call('serviceAccounts.delete', { account: 'acme/shared/platform/deployer' }, 204)
  await refuse('groups.delete', { group: 'acme/shared' }, 409, 'not_empty')
  await call('groups.delete', { group: 'acme/shared', force: true }, 204)
  await call('roles.delete', { role: 'auditor', force: true }, 204)
  await refuse('users.delete', { user: ADA }, 409, 'last_owner')
  await call('groups.delete', { group: 'acme' }, 204)
  await call('teams.removeUser', { team: 'on-call', user: ADA }, 204)
  await call('teams.delete', { team: 'on-call' }, 204)
  await call('users.delete', { user: ADA }, 204)
}

describe.each(documented)('a refusal of $operationId is as the document says', (operation) => {
  const input = Object(findExampleCall(operation.operationId)?.input)

  it('when the caller is not known', async () => {
    const answer = await send(operation, input, { authorization: 'Bearer nobody' })
    expect(answer).toMatchObject({ status: 401, responseDeviations: [] })
    expect(answer.body.code).toBe('unauthenticated')
  })

  it('when the request has a field too many', async () => {
    const answer = await send(operation, { ...input, surprise: 'yes' })
    expect(answer).toMatchObject({ status: 400, responseDeviations: [] })
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field: 'surprise' }))
  })

  it('when the caller holds no role', async () => {
    const answer = await send(operation, input, await outsider)
    expect(answer.responseDeviations).toEqual([])
    expect([200, 403, 404]).toContain(answer.status)
  })
})

const outsider = createAccount(server).then(async ({ clientId, clientSecret }) => {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  }
  const { body } = await server.token(form)
  return { authorization: `Bearer ${body.access_token}` }
})

it('a body that is too large or no JSON is refused as the document says', async () => {
  const { url } = prism
  const init = { method: 'POST', headers: { ...administrator, 'content-type': 'text/plain' } }
  const wrong = await fetch(`${url}/groups`, { ...init, body: 'name=acme' })
  expect(wrong.status).toBe(415)
  expect(wrong.headers.get('sl-violations')).not.toContain('"response"')

  const answer = await send(
    operationOf('groups.create'),
    { name: 'acme', description: 'x'.repeat(300_000) },
    administrator,
  )
  expect(answer).toMatchObject({ status: 413, responseDeviations: [] })
})

it('would notice a status, a type of content or a field that is not described', async () => {
  const broken = structuredClone(document)
  broken.components.schemas.Settings.properties.version.type = 'string'
  broken.components.schemas.Settings.required.push('colour')
  broken.paths['/groups/{group}'].get.responses[404] = undefined
  const { responses } = broken.paths['/users/{user}'].get
  const { 'application/problem+json': problem } = responses[404].content
  responses[404].content = { 'application/json': problem }
  const other = await startPrism(broken, `${server.url}/api/v1`, server.trust)
  onTestFinished(() => other.close())

  const listMessages = async (operationId: string, input: object) => {
    const operation = operationOf(operationId, listDocumented(broken))
    const answer = await callThroughPrism(other.url, operation, { ...input }, administrator)
    return answer.responseDeviations.map(({ message }) => message)
  }
  expect(await listMessages('settings.get', {})).toEqual([
    expect.stringContaining("required property 'colour'"),
    expect.stringContaining('version must be string'),
  ])
  expect(await listMessages('groups.get', { group: 'none' })).toContainEqual(
    expect.stringContaining('Unable to match the returned status code'),
  )
  expect(await listMessages('users.get', { user: 'none' })).toEqual([
    expect.stringContaining('got application/problem+json'),
  ])
})

function operationOf(operationId: string, operations = documented): DocumentedOperation {
  const found = operations.find((each) => each.operationId === operationId)
  if (!found) throw new Error(`${operationId} is not in the document`)
  return found
}

/** Policies of an account, tried out and refused, as documented. */
async function trustCalls() {
  const { id: account } = await createAccount(server)
  const { audience, boundClaims } = exampleCalls.trustPolicies.create.input
  const policy = { issuer: 'https://ci.example', audience, boundClaims }
  const { id } = await call('trustPolicies.create', { account, ...policy }, 201)
  const one = { account, policy: id }
  await refuse(
    'trustPolicies.create',
    { account, ...policy, boundClaims: { ref: 'main' } },
    400,
    'trust_policy_refused',
  )
  await call('trustPolicies.list', { account }, 200)
  await call('trustPolicies.get', one, 200)
  await call('trustPolicies.propose', one, 200)
  const change = { ...one, version: 1, boundClaims: { ref: 'main', ref_type: null } }
  await call('trustPolicies.update', change, 200)
  await refuse('trustPolicies.update', change, 409, 'version_conflict')

  await call('trust.evaluate', { account, claims: { sub: 'job' } }, 200)
  await call('trust.replay', { account, policies: [policy] }, 200)
  const attempt = await makeAttempt(server, account)
  await call('trust.listAttempts', { account, accepted: false }, 200)
  await call('trust.getAttempt', { attempt }, 200)
  await call('trust.draft', { attempt }, 200)
  await refuse('trust.getAttempt', { attempt: 'att_none' }, 404, 'not_found')
  await call('trustPolicies.delete', one, 204)
}
