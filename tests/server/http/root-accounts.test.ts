import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import {
  asBearer,
  createGroups,
  createPerson,
  createRobot,
  encode,
  fetchAccessToken,
  must,
} from '#support/callers.ts'
import { toBasic } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { runCurl } from '#support/run-curl.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')

const { host } = new URL(server.url)
const PATH = '/api/service-accounts'

/** As Mia-Platform documents it, with the backslash that its page forgot. */
const creation = `curl --silent --location --request POST 'http://[my-console-url]/api/service-accounts' \\
--header 'Content-Type: application/json' \\
--header 'Client-key: [console-client-key]' \\
--header 'Authorization: Bearer [my-access-token]' \\
--data '{
"name": "Example Service Account",
"permissions": ["console.root.user.bind", "console.root.user.manage"],
"tokenEndpointAuthMethod": "client_secret_basic"
}'`

const deletion = `curl --silent --location --request DELETE 'http://[my-console-url]/api/service-accounts/[clientId]' \\
--header 'Content-Type: application/json' \\
--header 'Client-key: [console-client-key]' \\
--header 'Authorization: Bearer [my-access-token]' \\
--write-out '%{http_code}'`

const tokenRequest = `curl --silent --location \\
--request POST 'http://[my-console-url]/api/m2m/oauth/token' \\
--header 'Content-Type: application/x-www-form-urlencoded' \\
--header 'Authorization: Basic base64(client_id:client_secret)' \\
--data-urlencode 'grant_type=client_credentials'`

const fillIn = (command: string, clientId = '') =>
  command
    .replace('[my-console-url]', host)
    .replace('[my-access-token]', server.adminToken)
    .replace('[clientId]', clientId)

let count = 0

async function send(
  method: string,
  path: string,
  body?: unknown,
  token: string | undefined = server.adminToken,
): Promise<HttpAnswer> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return toAnswer(answer)
}

/** Asks for a root account, with a secret unless told otherwise. */
function create(more: object = {}, token?: string): Promise<HttpAnswer> {
  count += 1
  const usual = { name: `Root ${count}`, tokenEndpointAuthMethod: 'client_secret_basic' }
  return send('POST', PATH, { ...usual, ...more }, token)
}

const find = (name: string) => server.api('GET', `/service-accounts/${encode(name)}`)

describe('the documented commands', () => {
  it('create an account, get it a token and delete it again', async () => {
    const before = Math.floor(Date.now() / 1000)
    const created = JSON.parse(await runCurl(fillIn(creation)))

    expect(created).toEqual({
      clientId: expect.stringMatching(/^sa_/),
      clientSecret: expect.stringMatching(/^dwcs_/),
      clientIdIssuedAt: expect.any(Number),
    })
    expect(created.clientIdIssuedAt).toBeGreaterThanOrEqual(before)
    expect(created.clientIdIssuedAt).toBeLessThanOrEqual(Math.floor(Date.now() / 1000))

    const basic = toBasic(created).authorization.replace('Basic ', '')
    const request = fillIn(tokenRequest).replace('base64(client_id:client_secret)', basic)
    const token = JSON.parse(await runCurl(request))
    expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
    expect(decodeJwt(token.access_token).sub).toBe(created.clientId)
    const call = asBearer(server, token.access_token)
    expect((await call('GET', '/whoami')).status).toBe(200)

    expect(await runCurl(fillIn(deletion, created.clientId))).toBe('204')
    expect((await call('GET', '/whoami')).status).toBe(401)
    expect(JSON.parse(await runCurl(request)).error).toBe('invalid_client')
    expect(await runCurl(fillIn(deletion, created.clientId))).toMatch(/"status":404.*404$/s)
  })
})

describe('creating a root account', () => {
  it('gives the documented permissions at the root and nothing else', async () => {
    const permissions = ['console.root.user.bind', 'console.root.user.manage']
    const { status, headers, body } = await create({ permissions })
    const call = asBearer(server, await fetchAccessToken(server, body))

    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    const { body: who } = await call('GET', '/whoami')
    const expected = ['member', 'user'].flatMap((kind) =>
      ['view', 'create', 'update', 'delete'].map((action) => `${kind}:${action}`),
    )
    expect([...who.permissions].sort()).toEqual(expected.sort())
    const somebody = { name: 'Some Body', email: 'some.body@acme.example' }
    expect((await call('POST', '/users', somebody)).status).toBe(201)
    expectProblem(await call('POST', '/teams', { name: 'crew' }), 403, 'forbidden')
  })

  it('takes our own names of permissions, and none at all', async () => {
    const own = await create({ permissions: ['group:create_top_level', 'group:view'] })
    const none = await create()
    const callOf = async ({ body }: HttpAnswer) =>
      asBearer(server, await fetchAccessToken(server, body))

    expect((await (await callOf(own))('POST', '/groups', { name: 'founded' })).status).toBe(201)
    const { body } = await (await callOf(none))('GET', '/whoami')
    expect(body.permissions).toEqual([])
  })

  it('makes a system account whose description is the given name', async () => {
    await create({ name: 'Nightly Übergabe (2)' })
    const { body } = await find('nightly-u-bergabe-2')

    expect(body).toMatchObject({ kind: 'system', description: 'Nightly Übergabe (2)' })
  })

  it('makes a role of its own, which goes with it', async () => {
    const { body } = await create({ name: 'with role', permissions: ['user:view'] })
    const role = () => server.api('GET', '/roles/root-with-role')

    expect((await role()).body).toMatchObject({ permissions: ['user:view'] })
    expect((await send('DELETE', `${PATH}/${body.clientId}`)).status).toBe(204)
    expectProblem(await role(), 404, 'not_found')
    expect((await create({ name: 'with role', permissions: ['user:view'] })).status).toBe(201)
  })

  it.each([
    ['a permission that there is not', { permissions: ['console.root.everything'] }, 'permissions'],
    ['one text of permissions', { permissions: 'user:view' }, 'permissions'],
    ['no name', { name: undefined }, 'name'],
    ['a name without a letter or digit', { name: '!!' }, 'name'],
    ['a method that there is not', { tokenEndpointAuthMethod: 'none' }, 'tokenEndpointAuthMethod'],
    ['a field that there is not', { admin: true }, 'admin'],
  ])('refuses %s by its field', async (_, more, field) => {
    const answer = await create(more)

    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer).map((each) => each.split('.')[0])).toContain(field)
  })

  it('refuses a name that is taken, and leaves nothing behind', async () => {
    await create({ name: 'taken' })
    expectProblem(await create({ name: 'Taken', permissions: ['user:view'] }), 409, 'name_taken')
    expectProblem(await server.api('GET', '/roles/root-taken'), 404, 'not_found')
  })

  it('is on record like its deletion, without the secret', async () => {
    const { body } = await create()
    await send('DELETE', `${PATH}/${body.clientId}`)
    const { text, body: page } = await server.api('GET', `/audit/events?target=${body.clientId}`)

    expect(page.items.map(({ action }: { action: string }) => action)).toEqual([
      'rootAccounts.delete',
      'rootAccounts.create',
    ])
    expect(text).not.toContain(body.clientSecret)
  })
})

describe('a root account with private_key_jwt', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const method = { tokenEndpointAuthMethod: 'private_key_jwt' }
  const toPem = (key: typeof ec.publicKey) => key.export({ format: 'pem', type: 'spki' })

  it.each([
    ['an EC key as PEM', toPem(ec.publicKey)],
    ['an EC key as JWK', ec.publicKey.export({ format: 'jwk' })],
    ['an RSA key as PEM', toPem(rsa.publicKey)],
    ['an RSA key as JWK', rsa.publicKey.export({ format: 'jwk' })],
  ])('gets no secret for %s', async (_, publicKey) => {
    const { status, body } = await create({ ...method, publicKey })

    expect(status).toBe(201)
    expect(body).toEqual({
      clientId: expect.stringMatching(/^sa_/),
      clientIdIssuedAt: expect.any(Number),
    })
    const { body: account } = await find(body.clientId)
    expect(account.clientCredentials).toMatchObject({ enabled: false, secrets: [] })
  })

  it.each([
    ['no key', undefined],
    ['a private key as PEM', ec.privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['a private EC key as PEM', ec.privateKey.export({ format: 'pem', type: 'sec1' })],
    ['a private key as JWK', ec.privateKey.export({ format: 'jwk' })],
    ['a private RSA key as JWK', rsa.privateKey.export({ format: 'jwk' })],
    ['a shared secret as JWK', { kty: 'oct', k: 'c2VjcmV0' }],
    ['an RSA key that is too short', toPem(weak.publicKey)],
    ['something else', 'not a key'],
  ])('is refused with %s', async (_, publicKey) => {
    const name = `keyed ${count}`
    const answer = await create({ ...method, name, publicKey })

    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toContain('publicKey')
    expectProblem(await find(name.replace(' ', '-')), 404, 'not_found')
  })
})

describe('who may manage root accounts', () => {
  it('nobody without a token', async () => {
    const { body } = await create()

    expectProblem(await create({}, ''), 401, 'unauthenticated')
    expectProblem(await create({}, 'wrong'), 401, 'unauthenticated')
    expectProblem(
      await send('DELETE', `${PATH}/${body.clientId}`, undefined, ''),
      401,
      'unauthenticated',
    )
    expect((await find(body.clientId)).status).toBe(200)
  })

  it('no owner of a group: the refusal names the permission', async () => {
    const owner = await createRobot(server, 'acme', { acme: 'owner' })
    const person = await createPerson(server, { acme: 'owner' })

    for (const token of [owner.accessToken, person.token]) {
      const answer = await create({}, token)
      expectProblem(answer, 403, 'forbidden')
      expect(answer.body.detail).toContain('service_account:create')
    }
  })

  it('nobody gives what they do not hold themselves', async () => {
    const permissions = ['service_account:create', 'member:create', 'user:view']
    const { body } = await create({ permissions })
    const token = await fetchAccessToken(server, body)

    const more = await create({ permissions: ['settings:update'] }, token)
    expectProblem(more, 403, 'gain_not_allowed')
    const asMia = await create({ permissions: ['console.root.user.manage'] }, token)
    expectProblem(asMia, 403, 'gain_not_allowed')
    expect((await create({ permissions: ['user:view'] }, token)).status).toBe(201)
  })

  it('nobody gives permissions who may not add members', async () => {
    const { body } = await create({ permissions: ['service_account:create', 'user:view'] })
    const token = await fetchAccessToken(server, body)
    const answer = await create({ name: 'no member', permissions: ['user:view'] }, token)

    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('member:create')
    expectProblem(await find('no-member'), 404, 'not_found')
    expect((await create({}, token)).status).toBe(201)
  })

  it('nobody deletes one without the permission', async () => {
    const { body } = await create()
    const viewer = await must(server, 'POST', '/tokens', {
      name: `viewer-${count}`,
      account: 'viewer',
      intent: 'api',
    })
    const outsider = await createRobot(server, 'acme', { acme: 'owner' })
    const path = `${PATH}/${body.clientId}`

    expectProblem(await send('DELETE', path, undefined, viewer.value), 403, 'forbidden')
    expectProblem(await send('DELETE', path, undefined, outsider.accessToken), 404, 'not_found')
    expect((await find(body.clientId)).status).toBe(200)
  })

  it('nobody deletes here what is built in or belongs to a group', async () => {
    const { id } = await createRobot(server, 'acme')

    expectProblem(await send('DELETE', `${PATH}/${id}`), 404, 'not_found')
    expectProblem(await send('DELETE', `${PATH}/admin`), 403, 'read_only')
    expect((await find(id)).status).toBe(200)
    expect((await find('admin')).status).toBe(200)
  })
})
