import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import {
  asBearer,
  createGroups,
  createPerson,
  createRobot,
  encode,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { selfSigned } from '#support/self-signed.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const toJwk = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more })
const toPem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
const pasted = { jwks: { keys: [toJwk(ec.publicKey, { kid: 'k1' })] } }

let count = 0
const freshUrl = () => {
  count += 1
  return `https://ci-${count}.example`
}
const register = (more: object = {}) =>
  must(server, 'POST', '/issuers', { url: freshUrl(), keySource: pasted, ...more })

const policyFor = (issuer: string, issuerSettings?: object) => ({
  issuer,
  ...(issuerSettings && { issuerSettings }),
  audience: 'https://doorward.acme.example',
  boundClaims: { sub: 'job' },
})

async function createTrusting(issuer: string) {
  count += 1
  return must(server, 'POST', '/service-accounts', {
    group: 'acme',
    name: `trusting-${count}`,
    trustPolicies: [policyFor(issuer)],
  })
}

function aToken(iss: string, { privateKey } = ec, kid = 'k1'): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss, sub: 'job', aud: 'https://doorward.acme.example', iat: now, exp: now + 300 }
  const id = { jti: `${iss} ${Math.random()}` }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'ES256', kid })}.${part({ ...claims, ...id })}`
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

const exchange = (account: string, token: string) =>
  server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: account,
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  })

describe('an issuer is registered', () => {
  it('by its URL alone, with the defaults of its kind', async () => {
    const url = freshUrl()
    expect(await must(server, 'POST', '/issuers', { url })).toMatchObject({
      url,
      label: new URL(url).host,
      profile: 'generic',
      enabled: true,
      keySource: 'discovery',
      certificateAuthority: null,
      allowPrivateNetwork: false,
      maxTokenAgeSeconds: 3600,
      allowMultipleAudiences: false,
      replay: 'once',
      trustPolicyCount: 0,
      version: 1,
      notes: [],
      health: { lastFetchAt: null, keyUrl: null, failuresInARow: 0, keys: [] },
    })
  })

  it('as the provider that its URL gives away', async () => {
    const url = 'https://token.actions.githubusercontent.com'
    expect(await must(server, 'POST', '/issuers', { url })).toMatchObject({ profile: 'github' })
  })

  it('with settings of its own, found by id and by URL', async () => {
    const settings = {
      label: 'Ours',
      profile: 'kubernetes',
      enabled: false,
      keySource: { jwksUrl: 'https://10.1.2.3/jwks' },
      certificateAuthority: selfSigned.cert,
      allowPrivateNetwork: true,
      algorithms: ['ES256'],
      maxTokenAgeSeconds: 7200,
      allowMultipleAudiences: true,
      replay: 'reuse',
    }
    const { notes: _, ...created } = await register(settings)
    expect(created).toMatchObject(settings)
    expect(await must(server, 'GET', `/issuers/${created.id}`)).toEqual(created)
    expect(await must(server, 'GET', `/issuers/${encode(created.url)}`)).toEqual(created)
  })

  it('although the address of its discovery document was pasted, and says so', async () => {
    const url = freshUrl()
    const created = await register({ url: `${url}/.well-known/openid-configuration` })
    expect(created.url).toBe(url)
    expect(created.notes).toEqual([expect.stringContaining(url)])
  })

  it('once: the same URL again is refused, another spelling is another issuer', async () => {
    const { url } = await register()
    const again = await server.api('POST', '/issuers', { url, keySource: pasted })
    expectProblem(again, 409, 'name_taken')
    expect(refusedFields(again)).toEqual(['url'])
    const discovery = { url: `${url}/.well-known/openid-configuration` }
    expectProblem(await server.api('POST', '/issuers', discovery), 409, 'name_taken')
    expect((await register({ url: `${url}/` })).url).toBe(`${url}/`)
  })
})

describe('an issuer is refused', () => {
  const privateJwk = toJwk(ec.privateKey)
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
  const odd = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey
  const keys = (...each: object[]) => ({ keySource: { jwks: { keys: each } } })
  const good = toJwk(ec.publicKey)

  it.each<[string, object, string, string]>([
    ['http', { url: 'http://ci.example' }, 'issuer_not_allowed', 'url'],
    ['inside', { url: 'https://10.0.0.1' }, 'issuer_not_allowed', 'url'],
    ['metadata', metadata(), 'issuer_not_allowed', 'url'],
    ['keys inside', from('https://127.0.0.1/jwks'), 'issuer_not_allowed', 'keySource.jwksUrl'],
    ['keys by http', from('http://ci.example/jwks'), 'issuer_not_allowed', 'keySource.jwksUrl'],
    ['keys in a file', from('file:///etc/passwd'), 'issuer_not_allowed', 'keySource.jwksUrl'],
    ['no key', keys(), 'validation_failed', 'keySource.jwks'],
    ['a private key', keys(privateJwk), 'validation_failed', 'keySource.jwks'],
    ['a private key among others', keys(good, privateJwk), 'validation_failed', 'keySource.jwks'],
    ['a prime of a private key', keys({ ...good, p: 'AQ' }), 'validation_failed', 'keySource.jwks'],
    ['a shared key', keys({ kty: 'oct', k: 'AQ' }), 'validation_failed', 'keySource.jwks'],
    ['RSA of 1024 bits', keys(toJwk(weak)), 'validation_failed', 'keySource.jwks'],
    ['an odd curve', keys(toJwk(odd)), 'validation_failed', 'keySource.jwks'],
    ['a key to encrypt', keys({ ...good, use: 'enc' }), 'validation_failed', 'keySource.jwks'],
    ['101 keys', keys(...Array(101).fill(good)), 'validation_failed', 'keySource.jwks'],
    ['no keys in text', text('hello'), 'validation_failed', 'keySource.jwks'],
    ['an empty set in text', text('{"keys":[]}'), 'validation_failed', 'keySource.jwks'],
    ['a private PEM', text(pemOf(ec.privateKey)), 'validation_failed', 'keySource.jwks'],
    ['a weak PEM', text(toPem(weak)), 'validation_failed', 'keySource.jwks'],
    ['no authority', { certificateAuthority: 'x' }, 'validation_failed', 'certificateAuthority'],
    ['a key as authority', authority(selfSigned.key), 'validation_failed', 'certificateAuthority'],
    ['a broken one', authority(broken()), 'validation_failed', 'certificateAuthority'],
    ['enabled as text', { enabled: 'false' }, 'validation_failed', 'enabled'],
    [
      'a switch as text',
      { allowPrivateNetwork: 'true' },
      'validation_failed',
      'allowPrivateNetwork',
    ],
    ['none', { algorithms: ['none'] }, 'validation_failed', 'algorithms.0'],
    ['a shared secret', { algorithms: ['HS256'] }, 'validation_failed', 'algorithms.0'],
    ['no algorithm', { algorithms: [] }, 'validation_failed', 'algorithms'],
    ['one twice', { algorithms: ['ES256', 'ES256'] }, 'validation_failed', 'algorithms'],
    ['tokens of 59 s', { maxTokenAgeSeconds: 59 }, 'validation_failed', 'maxTokenAgeSeconds'],
    ['an unknown profile', { profile: 'x' }, 'validation_failed', 'profile'],
    ['an unknown replay mode', { replay: 'never' }, 'validation_failed', 'replay'],
    ['an unknown field', { insecure: true }, 'validation_failed', 'insecure'],
  ])('with %s, and nothing is stored', async (_, input, code, field) => {
    const before = await must(server, 'GET', '/issuers?limit=100')
    const answer = await server.api('POST', '/issuers', { url: freshUrl(), ...input })
    expect(answer.body).toMatchObject({ status: 400, code })
    expect(refusedFields(answer)).toEqual([field])
    expect(answer.text).not.toContain(String(privateJwk.d))
    expect(await must(server, 'GET', '/issuers?limit=100')).toEqual(before)
  })

  function metadata() {
    return { url: 'https://169.254.169.254', allowPrivateNetwork: true }
  }
  function from(jwksUrl: string) {
    return { keySource: { jwksUrl } }
  }
  function text(jwks: string) {
    return { keySource: { jwks } }
  }
  function authority(certificateAuthority: string) {
    return { certificateAuthority }
  }
  function pemOf(key: KeyObject) {
    return key.export({ type: 'pkcs8', format: 'pem' }).toString()
  }
  function broken() {
    return selfSigned.cert.replace('MIIB', 'MIIC')
  }
})

it.each([
  ['a PEM', toPem(ec.publicKey), 1],
  ['two PEMs', toPem(ec.publicKey) + toPem(other.publicKey), 2],
  ['a key set as text', JSON.stringify(pasted.jwks), 1],
  ['one JWK as text', JSON.stringify(toJwk(ec.publicKey)), 1],
])('keys may be pasted as %s', async (_, jwks, expected) => {
  const { keySource, health } = await register({ keySource: { jwks } })
  expect(keySource.jwks.keys).toHaveLength(expected)
  expect(health.keys).toHaveLength(expected)
})

describe('an issuer is changed', () => {
  it('in what is named, and refused from an older state', async () => {
    const { id, url } = await register({ label: 'Before', replay: 'reuse' })
    const changed = await must(server, 'PATCH', `/issuers/${encode(url)}`, {
      version: 1,
      label: 'After',
    })
    expect(changed).toMatchObject({ id, label: 'After', replay: 'reuse', version: 2 })
    const stale = await server.api('PATCH', `/issuers/${id}`, { version: 1, label: 'Late' })
    expectProblem(stale, 409, 'version_conflict')
  })

  it('but not in its URL', async () => {
    const { id } = await register()
    const answer = await server.api('PATCH', `/issuers/${id}`, { version: 1, url: freshUrl() })
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual(['url'])
  })

  it('but stays inside only with the private-network switch', async () => {
    const { id } = await register({ url: 'https://10.9.8.7', allowPrivateNetwork: true })
    const change = { version: 1, allowPrivateNetwork: false }
    expectProblem(await server.api('PATCH', `/issuers/${id}`, change), 400, 'issuer_not_allowed')
    expect(await must(server, 'GET', `/issuers/${id}`)).toMatchObject({ allowPrivateNetwork: true })
  })
})

describe('exchanges end at once', () => {
  it('when the issuer is disabled, and go on when it is enabled again', async () => {
    const { id, url } = await register()
    const account = await createTrusting(url)
    expect((await exchange(account.id, aToken(url))).status).toBe(200)
    await must(server, 'PATCH', `/issuers/${id}`, { version: 1, enabled: false })
    const refused = await exchange(account.id, aToken(url))
    expect(refused.status).toBe(400)
    expect(refused.text).not.toContain('access_token')
    await must(server, 'PATCH', `/issuers/${id}`, { version: 2, enabled: true })
    expect((await exchange(account.id, aToken(url))).status).toBe(200)
  })

  it('for tokens by keys that were replaced', async () => {
    const { id, url } = await register()
    const account = await createTrusting(url)
    expect((await exchange(account.id, aToken(url))).status).toBe(200)
    const keySource = { jwks: { keys: [toJwk(other.publicKey, { kid: 'k2' })] } }
    await must(server, 'PATCH', `/issuers/${id}`, { version: 1, keySource })
    expect((await exchange(account.id, aToken(url))).status).toBe(400)
    expect((await exchange(account.id, aToken(url, other, 'k2'))).status).toBe(200)
  })

  it('when the issuer is deleted, which takes force while policies rely on it', async () => {
    const { id, url } = await register()
    const account = await createTrusting(url)
    const inUse = await server.api('DELETE', `/issuers/${id}`)
    expectProblem(inUse, 409, 'in_use')
    expect(inUse.body.errors).toEqual([
      { field: 'force', message: `${account.path} relies on it.` },
    ])
    expect((await exchange(account.id, aToken(url))).status).toBe(200)

    expect((await server.api('DELETE', `/issuers/${id}?force=true`)).status).toBe(204)
    expect((await exchange(account.id, aToken(url))).status).toBe(400)
    const left = await must(server, 'GET', `/service-accounts/${account.id}`)
    expect(left.trustPolicies).toEqual([])
    expectProblem(await server.api('GET', `/issuers/${id}`), 404, 'not_found')
  })
})

it('takes more than the permission to delete issuers to delete policies with one', async () => {
  const { id, url } = await register()
  await createTrusting(url)
  const role = await must(server, 'POST', '/roles', {
    name: 'issuer-keeper',
    permissions: ['issuer:delete'],
  })
  const robot = await createAccount(server, { name: 'issuer-keeper' })
  await must(server, 'POST', '/members', { namespace: '', principal: robot.id, role: role.id })
  const { value } = await must(server, 'POST', '/tokens', {
    account: robot.id,
    name: 'keeper',
    intent: 'api',
  })
  const call = asBearer(server, value)
  const hidden = await call('DELETE', `/issuers/${id}`)
  expectProblem(hidden, 409, 'in_use')
  expect(hidden.body.errors).toBeUndefined()
  expectProblem(await call('DELETE', `/issuers/${id}?force=true`), 403, 'forbidden')
  expect(await must(server, 'GET', `/issuers/${id}`)).toMatchObject({ trustPolicyCount: 1 })
})

describe('whoever may change issuers', () => {
  const keySource = { jwks: { keys: [toJwk(other.publicKey, { kid: 'theirs' })] } }

  async function aKeeper() {
    count += 1
    const name = `changer-${count}`
    const role = await must(server, 'POST', '/roles', { name, permissions: ['issuer:update'] })
    return createPerson(server, { '': role.id })
  }

  it('cannot become an account that trusts one and holds more', async () => {
    const { id, url } = await register({ enabled: false })
    const account = await createTrusting(url)
    const robot = { namespace: 'acme', principal: account.id, role: 'deployer' }
    await must(server, 'POST', '/members', robot)
    const { call } = await aKeeper()

    const changes = [{ keySource }, { profile: 'gitlab' }, { replay: 'reuse' }, { enabled: true }]
    for (const change of changes) {
      const answer = await call('PATCH', `/issuers/${id}`, { version: 1, ...change })
      expectProblem(answer, 403, 'gain_not_allowed')
      expect(answer.text).not.toContain('acme')
    }
    expect((await exchange(account.id, aToken(url, other, 'theirs'))).status).toBe(400)
  })

  it('may narrow and rename all of them, and do as they like with those of nobody', async () => {
    const { id, url } = await register()
    const account = await createTrusting(url)
    const robot = { namespace: 'acme', principal: account.id, role: 'deployer' }
    await must(server, 'POST', '/members', robot)
    const { call } = await aKeeper()
    const narrower = { version: 1, label: 'CI', enabled: false, maxTokenAgeSeconds: 600 }
    expect((await call('PATCH', `/issuers/${id}`, narrower)).status).toBe(200)

    const free = await register()
    const changed = await call('PATCH', `/issuers/${free.id}`, { version: 1, keySource })
    expect(changed.status, changed.text).toBe(200)
  })
})

describe('registering an issuer on the way', () => {
  const create = async (issuer: string, settings?: object) => {
    const { call } = await createRobot(server, 'acme', { acme: 'deployer' })
    count += 1
    return call('POST', '/service-accounts', {
      group: 'acme',
      name: `on-the-way-${count}`,
      trustPolicies: [policyFor(issuer, settings)],
    })
  }

  it.each([
    ['nothing else', undefined],
    ['a label', { label: 'Ours' }],
  ])('takes no other permission with %s', async (_, settings) => {
    expect((await create(freshUrl(), settings)).status).toBe(201)
  })

  it.each([
    ['the private-network switch', { allowPrivateNetwork: true }],
    ['an authority', { certificateAuthority: selfSigned.cert }],
    ['pasted keys', { keySource: pasted }],
    ['keys of another address', { keySource: { jwksUrl: 'https://evil.example/jwks' } }],
    ['tokens that may be used again', { replay: 'reuse' }],
    ['several audiences', { allowMultipleAudiences: true }],
    ['an older age', { maxTokenAgeSeconds: 86_400 }],
    ['other algorithms', { algorithms: ['PS512'] }],
    ['another profile', { profile: 'gitlab' }],
  ])('takes issuer:create with %s', async (_, settings) => {
    const url = freshUrl()
    const answer = await create(url, settings)
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('issuer:create')
    expectProblem(await server.api('GET', `/issuers/${encode(url)}`), 404, 'not_found')
  })

  it('takes every setting from whoever may create issuers', async () => {
    const url = freshUrl()
    const settings = { keySource: pasted, replay: 'reuse', certificateAuthority: selfSigned.cert }
    await must(server, 'POST', '/service-accounts', {
      name: 'on-the-way',
      trustPolicies: [policyFor(`${url}/.well-known/openid-configuration`, settings)],
    })
    expect(await must(server, 'GET', `/issuers/${encode(url)}`)).toMatchObject(settings)
  })

  it('changes nothing of one that is registered, and minds no setting that is the same', async () => {
    const { url } = await register({ replay: 'reuse' })
    expect((await create(url, { replay: 'reuse', label: 'Mine' })).status).toBe(201)
    const answer = await create(url, { replay: 'once', enabled: false })
    expectProblem(answer, 400, 'issuer_not_allowed')
    expect(refusedFields(answer).toSorted()).toEqual([
      'trustPolicies.0.issuerSettings.enabled',
      'trustPolicies.0.issuerSettings.replay',
    ])
  })
})

it('keeps changes on record, with digests instead of keys', async () => {
  const { id, url } = await register({ certificateAuthority: selfSigned.cert })
  await must(server, 'PATCH', `/issuers/${id}`, { version: 1, enabled: false })
  await server.api('DELETE', `/issuers/${id}`)
  const { items } = await must(server, 'GET', `/audit/events?target=${id}`)
  const event = (action: string) => items.find((each: { action: string }) => each.action === action)
  const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/)
  expect(event('issuers.create').after).toMatchObject({
    url,
    keySource: { jwks: [digest] },
    certificateAuthority: digest,
  })
  expect(event('issuers.update')).toMatchObject({
    before: { enabled: true, version: 1 },
    after: { enabled: false, version: 2 },
  })
  expect(event('issuers.delete')).toMatchObject({ before: { url, enabled: false } })
  expect(JSON.stringify(items)).not.toMatch(/BEGIN|"crv"|"health"/)
})
