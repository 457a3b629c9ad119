import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SECRET_PATTERN } from '#server/domain/secret-format.ts'
import { createPerson, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import { toAnswer } from '#support/http-answer.ts'
import { type AssertionChanges, createKeyClient, toAssertionForm } from '#support/key-client.ts'
import { makeProof, makeProofKey, type ProofChanges } from '#support/make-proof.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { type RawRequest, sendRaw } from '#support/raw-request.ts'
import { SecretLedger } from '#support/secret-ledger.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { findFilesWith, makeTempDirectory } from '#support/temp-directory.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

let ahead = 0
const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const original = await startTestServer({ windowFolder, now: () => Date.now() + ahead })
const provider = await startThirdPartyIssuer()
const ledger = new SecretLedger()
const server = ledger.listenTo(original)
afterAll(() => Promise.all([original.close(), provider.close(), directory.remove()]))

const grant = { grant_type: 'client_credentials' }
const raw = async (request: RawRequest) =>
  ledger.hear(`raw ${request.path}`, await sendRaw(server.url, request))
const json = ['content-type', 'application/json'] as const

/** Sends a text to every place that might repeat, log or keep it, and that it does not belong to. */
async function misplace(text: string): Promise<void> {
  const form = new URLSearchParams({ ...grant, client_id: text, client_secret: text }).toString()
  await server.token(form)
  await server.token(`${form}&${form}`)
  await server.token(`${form}&x=${'x'.repeat(1_000_000)}`)
  await server.token(form, { 'content-type': 'application/json' })
  await server.token({ grant_type: text, scope: text, resource: text, audience: text })
  await server.token(grant, { authorization: text })
  await server.token(grant, { authorization: `Bearer ${text}` })
  await server.token(grant, { dpop: text })
  await server.get(`/oauth/token?${form}`)
  await server.get(`/api/v1/whoami?access_token=${text}`)
  await server.get(`/${text}`)
  await server.get(`/api/v1/${text}`)
  for (const authorization of [text, `Bearer ${text}`, `Basic ${text}`, `DPoP ${text}`]) {
    await server.api('GET', '/whoami', undefined, { authorization, dpop: text })
    await server.api('POST', '/groups', { name: 'x' }, { authorization })
  }
  await server.api('POST', '/groups', { name: `${text}/` })
  await server.api('POST', '/groups', { name: 'x', [text.slice(0, 4)]: text })
  await server.api('POST', '/session', { token: text })
  const authorization = ['authorization', `Bearer ${server.adminToken}`] as const
  const post = { method: 'POST', path: '/api/v1/groups' }
  await raw({ ...post, headers: [authorization, json], body: `{"name":"${text}` })
  await raw({ ...post, headers: [authorization, ['content-type', text]], body: text })
  await raw({ ...post, headers: [authorization, json], body: `"${text.padEnd(300_000, 'x')}"` })
  await raw({ ...post, headers: [authorization, ['authorization', `Bearer ${text}`], json] })
  await raw({ ...post, headers: [['x-filler', text + 'x'.repeat(40_000)]] })
  await raw({ ...post, headers: [['host', `${text.slice(-30)}.example`]] })
  await raw({ path: '/oauth/token', method: text.slice(0, 20), headers: [['a b', text]] })
}

async function tryClientSecrets(): Promise<void> {
  const account = await createAccount(original)
  const place = `/service-accounts/${account.id}/client-credentials`
  const secrets = [account.clientSecret]
  for (const action of ['reset', 'rotate']) {
    const answer = await server.api('POST', `${place}/${action}`, {})
    secrets.push(ledger.keep('client secret', answer.body.clientSecret, answer))
  }
  ledger.keep('client secret', account.clientSecret)
  const [old, before, current] = secrets as [string, string, string]
  for (const clientSecret of [old, before, current, forge(current)]) {
    const client = { clientId: account.id, clientSecret }
    const form = { client_id: account.id, client_secret: clientSecret }
    await server.token({ ...grant, ...form })
    await server.token(grant, toBasic(client))
    await server.token({ ...grant, ...form }, toBasic(client))
    await server.token({ ...grant, ...form, scope: clientSecret, resource: clientSecret })
    await server.api('GET', '/whoami', undefined, toBasic(client))
    await send('/oauth/introspect', { token: clientSecret }, toBasic(client))
    await send('/oauth/revoke', { token: clientSecret }, toBasic(client))
  }
  await misplace(current)
  await server.api('DELETE', place)
  await server.api('DELETE', `/service-accounts/${account.id}`)
  await server.token({ ...grant, client_id: account.id, client_secret: current })
}

const forge = (secret: string) => ledger.keep('forged secret', forgeSecret(secret))

async function send(
  path: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  const init = { method: 'POST', headers, body: new URLSearchParams(form) }
  return ledger.hear(path, await toAnswer(await fetch(`${server.url}${path}`, init)))
}

async function tryClientAssertions(): Promise<void> {
  const client = await createKeyClient(original)
  const changes: readonly AssertionChanges[] = [
    {},
    { key: (await generateKeyPair('ES256')).privateKey },
    { header: { typ: 'at+jwt' } },
    { header: { kid: 'another' } },
    { claims: { aud: 'https://elsewhere.example' } },
    { claims: { sub: 'somebody' } },
    { claims: { iss: 'nobody', sub: 'nobody' } },
    { claims: { jti: undefined } },
    { claims: { exp: 1 } },
    { claims: { exp: 2 ** 40 } },
  ]
  for (const change of changes) {
    const assertion = ledger.keep('client assertion', await client.assert(change))
    const form = toAssertionForm(assertion)
    await server.token({ ...grant, ...form })
    await server.token({ ...grant, ...form })
    await server.token({ ...grant, ...form, client_id: 'another' })
    await server.token({ ...grant, client_assertion: assertion })
    await send('/oauth/introspect', { token: assertion, ...form })
    await send('/oauth/revoke', { token: assertion, ...form })
  }
  await misplace(ledger.keep('client assertion', await client.assert()))
}

async function tryPrivateKeys(): Promise<void> {
  const { id } = await createAccount(original)
  const place = `/service-accounts/${id}/client-credentials/public-keys`
  for (const generate of ['ES256', 'RS256', 'EdDSA']) {
    const answer = await server.api('POST', place, { generate, name: generate })
    const { jwk, pem } = answer.body.privateKey
    ledger.keep('private key', jwk.d, answer)
    ledger.keep('private key', pem.split('\n')[1], answer)
    await server.api('POST', place, { publicKey: jwk })
    await server.api('POST', place, { publicKey: pem })
  }
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const own = await exportJWK(privateKey)
  ledger.keep('private key', String(own.d))
  await server.api('POST', place, { publicKey: own })
  await server.api('POST', place, { publicKey: JSON.stringify(own) })
  await server.api('POST', '/root-accounts', { name: 'r', publicKey: own })
  await server.api('GET', place)
}

async function tryOutsideTokens(): Promise<void> {
  const boundClaims = { project_id: '20' }
  const trusting = { issuer: provider.url, boundClaims }
  const { id, path } = await createTrustingAccount(original, trusting)
  const gone = 'http://127.0.0.1:1'
  await createTrustingAccount(original, { issuer: gone, boundClaims })
  const now = Math.floor(Date.now() / 1000)
  const good = { iss: provider.url, aud: OUR_AUDIENCE, iat: now, exp: now + 300, ...boundClaims }
  const changes = [
    {},
    { project_id: '21' },
    { aud: 'https://elsewhere.example' },
    { exp: 1 },
    { nbf: now + 999 },
    { iss: gone },
    { iss: 'https://nobody.example' },
  ]
  for (const change of changes) {
    const make = async () =>
      ledger.keep('outside token', await provider.sign({ ...good, ...change }))
    for (const named of [{ client_id: id }, { client_id: path }, { client_id: 'nobody' }, {}]) {
      await exchange(await make(), named)
      const assertion = await make()
      const bearer = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
      await server.token({ ...bearer, ...named })
      await server.token({ ...bearer, ...named })
    }
    for (const token of [await make(), await make()]) {
      await login({ service_account_path: path, token })
      const attributes = { 'service-account-path': path, token }
      await login({ data: { type: 'service-account-token', attributes } })
      await login({ service_account_path: token })
    }
    await server.api('POST', '/trust/evaluate', { account: id, token: await make() })
  }
  const idToken = await provider.issueIdToken({ audience: OUR_AUDIENCE, claims: boundClaims })
  await exchange(ledger.keep('outside token', idToken), { client_id: id, actor_token: idToken })
  await exchange(`${idToken.slice(0, -4)}AAAA`, { client_id: id })
  await exchange(idToken, { client_id: id })
  await misplace(idToken)
  await server.api('GET', '/trust/attempts?limit=100')
}

const exchange = (subjectToken: string, more: Readonly<Record<string, string>>) =>
  server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    ...more,
  })

async function login(body: object): Promise<void> {
  const init = { method: 'POST', headers: Object.fromEntries([json]), body: JSON.stringify(body) }
  const answer = await fetch(`${server.url}/v1/serviceaccounts/login`, init)
  ledger.hear('login', await toAnswer(answer))
}

async function tryBoundTokens(): Promise<void> {
  const account = await createAccount(original)
  const [key, other] = [await makeProofKey(), await makeProofKey()]
  const prove = async (method: string, path: string, changes: ProofChanges = {}, of = key) =>
    ledger.keep('DPoP proof', await makeProof(of, method, `${server.issuer}${path}`, changes))
  const ask = async (dpop: string) => server.token(grant, { ...toBasic(account), dpop })
  const proof = await prove('POST', '/oauth/token')
  const { body } = await ask(proof)
  await ask(proof)
  await ask(await prove('GET', '/oauth/token'))
  await ask(await prove('POST', '/oauth/token', { claims: { iat: 1 } }))
  const accessToken: string = body.access_token
  const call = (dpop: string, authorization = `DPoP ${accessToken}`) =>
    server.api('GET', '/whoami', undefined, { authorization, dpop })
  const used = await prove('GET', '/api/v1/whoami', { accessToken })
  await call(used)
  await call(used)
  await call(await prove('GET', '/api/v1/whoami'))
  await call(await prove('GET', '/api/v1/whoami', { accessToken }, other))
  await call(await prove('GET', '/api/v1/whoami', { accessToken }), `Bearer ${accessToken}`)
  await misplace(await prove('POST', '/api/v1/whoami'))
}

async function tryAccessTokens(): Promise<void> {
  const account = await createAccount(original)
  const client = toBasic(account)
  const token: string = (await server.token(grant, client)).body.access_token
  const asBearer = { authorization: `Bearer ${token}` }
  await server.api('GET', '/whoami', undefined, asBearer)
  await server.api('POST', '/groups', { name: 'not-allowed' }, asBearer)
  await server.api('GET', '/whoami', undefined, { authorization: `Bearer ${token}A` })
  for (const sent of [token, `${token}A`]) {
    await send('/oauth/introspect', { token: sent }, client)
    await send('/oauth/revoke', { token: sent }, client)
    await send('/oauth/introspect', { token: sent }, client)
  }
  await server.api('GET', '/whoami', undefined, asBearer)
  await misplace(token)
}

async function tryNamedTokens(): Promise<void> {
  const { id, path } = await createAccount(original)
  for (const intent of ['api', 'app_password']) {
    const wanted = { name: intent, account: id, intent, rotateOnExpiry: true }
    const created = await server.api('POST', '/tokens', wanted)
    const place = `/tokens/${created.body.token.id}`
    const what = intent === 'api' ? 'API token' : 'app password'
    const values = [ledger.keep(what, created.body.value, created)]
    const rotated = await server.api('POST', `${place}/rotate`)
    values.push(ledger.keep(what, rotated.body.value, rotated))
    ahead += 366 * 86_400_000
    await server.api('GET', '/whoami', undefined, { authorization: `Bearer ${rotated.body.value}` })
    const revealed = await server.api('POST', `${place}/reveal`)
    if (revealed.status === 200) values.push(ledger.keep(what, revealed.body.value, revealed))
    for (const value of [...values, forge(rotated.body.value)]) await tryEverywhere(value, path)
    await misplace(rotated.body.value)
    await server.api('GET', place)
    await server.api('DELETE', place)
  }
  await failTooOften(path)
}

async function tryEverywhere(value: string, path: string): Promise<void> {
  const basic = toBasic({ clientId: path, clientSecret: value })
  for (const headers of [basic, { authorization: `Bearer ${value}` }]) {
    await server.api('GET', '/whoami', undefined, headers)
    await server.api('POST', '/groups', { name: 'from-token' }, headers)
  }
  await send('/oauth/introspect', { token: value }, basic)
  await signIn({ token: value })
}

/** Until the answer is 429, and once with the right one after that. */
async function failTooOften(path: string): Promise<void> {
  const { token } = await createPerson(original)
  const { clientSecret, clientId } = await createAccount(original)
  ledger.keep('API token', token)
  ledger.keep('client secret', clientSecret)
  for (let count = 0; count <= 10; count += 1) {
    const authorization = `Bearer ${forge(token)}`
    await server.api('POST', '/groups', { name: 'x' }, { authorization })
    await server.token(grant, toBasic({ clientId, clientSecret: forge(clientSecret) }))
    await server.api('GET', '/whoami', undefined, toBasic({ clientId: path, clientSecret }))
  }
  await server.api('POST', '/groups', { name: 'x' }, { authorization: `Bearer ${token}` })
  await server.token(grant, toBasic({ clientId, clientSecret }))
}

const signIn = (body: object) =>
  raw({
    method: 'POST',
    path: '/session',
    headers: [['origin', server.url], json],
    body: JSON.stringify(body),
  })

async function trySessions(): Promise<void> {
  const newLink = () => server.running.createSignInLink().split('#sign-in=')[1] ?? ''
  for (const body of [
    { link: ledger.keep('sign-in link', newLink()) },
    { token: server.adminToken },
  ]) {
    const answer = await signIn(body)
    const cookie =
      /doorward_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''
    ledger.keep('session cookie', cookie, answer)
    await signIn(body)
    const headers = [
      ['origin', server.url],
      json,
      ['cookie', `doorward_session=${cookie}`],
    ] as const
    for (const path of ['/rpc/whoami', '/rpc/groups/create', '/session']) {
      await raw({ method: 'POST', path, headers, body: '{}' })
    }
    await raw({ method: 'DELETE', path: '/session', headers })
    await raw({ method: 'POST', path: '/rpc/whoami', headers, body: '{}' })
    await misplace(cookie)
  }
  await misplace(ledger.keep('sign-in link', newLink()))
}

async function tryAdminToken(): Promise<void> {
  ledger.keep('admin token', server.adminToken)
  await tryEverywhere(server.adminToken, 'admin')
  await misplace(forge(server.adminToken))
  await server.api('GET', '/settings')
  await server.api('GET', '/service-accounts?limit=100')
  await server.api('GET', '/tokens?limit=100')
  await server.get('/.well-known/jwks.json')
  await server.get('/metrics')
}

/** The files below the data directory, as texts, except for the one that holds the admin token. */
async function readFiles(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(server.dataDirectory, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name))
  const isOwn = (path: string) => path === join(server.dataDirectory, 'admin-token')
  const texts = paths
    .filter((path) => !isOwn(path))
    .map(async (path) => [path, (await readFile(path)).toString('latin1')] as const)
  return new Map(await Promise.all(texts))
}

async function expectCleanFiles(): Promise<void> {
  const files = [...(await readFiles())]
  const found = files.map(([path, text]) => [path, [...new Set(ledger.findIn(text))]])
  expect(found.filter(([, secrets]) => secrets?.length !== 0)).toEqual([])
}

/** Exported while the server runs, which one of the tests stops. */
const kept = { events: '' }

beforeAll(async () => {
  const all = [
    tryClientSecrets,
    tryClientAssertions,
    tryPrivateKeys,
    tryOutsideTokens,
    tryBoundTokens,
    tryAccessTokens,
    tryNamedTokens,
    trySessions,
    tryAdminToken,
  ]
  for (const attempt of all) await attempt()
  kept.events = (await original.api('GET', '/audit/export')).text
})

describe('every secret that was used, rightly and wrongly', () => {
  it('is of every kind, and was answered in every way', () => {
    expect(Object.keys(ledger.kinds).toSorted()).toEqual([
      'API token',
      'DPoP proof',
      'access token',
      'admin token',
      'app password',
      'client assertion',
      'client secret',
      'forged secret',
      'outside token',
      'private key',
      'session cookie',
      'sign-in link',
    ])
    const statuses = [200, 201, 204, 400, 401, 403, 404, 405, 413, 415, 421, 429, 431]
    expect([...ledger.statuses]).toEqual(expect.arrayContaining(statuses))
  })

  it('is repeated by no answer but the one that hands it out', () => {
    expect(ledger.findRepeated()).toEqual([])
  })

  it('is in no line of the log, though it tells everything', () => {
    expect(server.log.length).toBeGreaterThan(0)
    expect(server.log.filter((line) => ledger.findIn(line).length > 0)).toEqual([])
    expect(server.log.filter((line) => SECRET_PATTERN.test(line))).toEqual([])
  })

  it('is in no event', async () => {
    expect(kept.events).toContain('token.refused')
    expect(ledger.findIn(kept.events)).toEqual([])
  })

  it('is in no file, neither while the server runs nor when it has stopped', async () => {
    const { id } = await createAccount(original)
    await must(original, 'GET', `/service-accounts/${id}`)
    await expectCleanFiles()
    await server.running.close()
    await expectCleanFiles()
    const names = (await findFilesWith(server.dataDirectory, id)).join()
    expect(names).toMatch(/audit\.jsonl/)
    expect((await findFilesWith(server.dataDirectory, '"grant":"login"')).join()).toMatch(
      /attempts/,
    )
  })

  it('is not the only thing that stays out of files: the admin token is in its own alone', async () => {
    const body = server.adminToken.slice(server.adminToken.lastIndexOf('_') + 1)
    const found = await findFilesWith(server.dataDirectory, body)
    expect(found.map((path) => path.split('/').at(-1))).toEqual(['admin-token'])
  })

  it('leaves no private key of ours in clear behind', async () => {
    for (const text of ['PRIVATE KEY', '"d":"', 'eyJ0eXAiOiJhdCtqd3Qi']) {
      expect(await findFilesWith(server.dataDirectory, text)).toEqual([])
    }
  })
})

describe('the search itself', () => {
  const secret = `dwcs_${'a'.repeat(26)}_${'R4nd0mBodyOfASecretOfOurs0123456789abcdefghijklm'}`
  const jwt = `eyJhbGciOiJFUzI1NiJ9.e30.${'S1gnatureOfAJwtThatIsLongEnough'}`

  it.each([
    ['a secret', secret, secret],
    ['its body alone', secret, secret.slice(32)],
    ['its end', secret, secret.slice(-30)],
    ['a header of Basic', secret, toBasic({ clientId: 'ab', clientSecret: secret }).authorization],
    ['one that begins elsewhere', secret, Buffer.from(`abc:${secret}`).toString('base64url')],
    ['one more', secret, Buffer.from(`a:${secret}`).toString('base64')],
    ['hex', secret, Buffer.from(secret).toString('hex')],
    ['a JWT', jwt, jwt],
    ['the signature of a JWT', jwt, jwt.slice(jwt.lastIndexOf('.') + 1)],
  ])('finds %s', (_, kept, text) => {
    const own = new SecretLedger()
    own.keep('it', kept)
    expect(own.findIn(`before ${text} after`)).toEqual(['it'])
    expect(own.findIn('before eyJhbGciOiJFUzI1NiJ9.e30 dwcs_ after')).toEqual([])
  })
})
