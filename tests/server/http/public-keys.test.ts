import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, importPKCS8 } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createRobot, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { signAssertion, toAssertionForm } from '#support/key-client.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { findFilesWith } from '#support/temp-directory.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')

const account = await createAccount(server)
const place = (id: string) => `/service-accounts/${id}/client-credentials/public-keys`
const add = (id: string, body: object) => server.api('POST', place(id), body)
const listOf = async (id: string) => (await must(server, 'GET', place(id))).items
const toPem = (key: KeyObject) => key.export({ format: 'pem', type: 'spki' }).toString()
const ecPair = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve })

async function askWith(clientId: string, alg: string, key: CryptoKey | KeyObject, kid?: string) {
  const assertion = await signAssertion({ clientId, audience: server.issuer, alg, key, kid })
  return server.token({ grant_type: 'client_credentials', ...toAssertionForm(assertion) })
}

describe('registering a public key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ed = generateKeyPairSync('ed25519')
  const p521 = ecPair('P-521')

  it.each([
    ['a P-256 key as PEM', 'ES256', ecPair(), toPem, ['ES256']],
    ['a P-521 key as PEM', 'ES512', p521, toPem, ['ES512']],
    ['an Ed25519 key as PEM', 'EdDSA', ed, toPem, ['EdDSA', 'Ed25519']],
    ['a P-384 key as JWK', 'ES384', ecPair('P-384'), exportJWK, ['ES384']],
    [
      'an RSA key as JWK that says for what',
      'PS256',
      rsa,
      async (key: KeyObject) => ({ ...(await exportJWK(key)), alg: 'PS256', use: 'sig' }),
      ['PS256'],
    ],
  ])('takes %s, which then lets its account in', async (_, alg, pair, write, algorithms) => {
    const { status, headers, body } = await add(account.id, {
      publicKey: await write(pair.publicKey),
      name: alg,
    })

    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({
      id: expect.stringMatching(/^key_[0-9a-z]{26}$/),
      name: alg,
      keyId: await calculateJwkThumbprint(await exportJWK(pair.publicKey)),
      kty: expect.any(String),
      crv: alg === 'PS256' ? null : expect.any(String),
      algorithms,
      createdAt: expect.any(String),
      createdBy: expect.objectContaining({ kind: 'administrator' }),
      lastUsedAt: null,
      lastUsedAddress: null,
      lastUsedMethod: null,
    })
    expect((await askWith(account.id, alg, pair.privateKey)).status).toBe(200)
    expect(await listOf(account.id)).toContainEqual(expect.objectContaining({ id: body.id }))
  })

  it('holds a key to the algorithm that it was registered for', async () => {
    const answer = await askWith(account.id, 'RS256', rsa.privateKey)
    expectOAuthError(answer, 401, 'invalid_client')
  })

  it('finds a key by the id that its JWK gives it', async () => {
    const pair = ecPair()
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'my key' }
    await add(account.id, { publicKey: jwk })

    expect((await askWith(account.id, 'ES256', pair.privateKey, 'my key')).status).toBe(200)
    const other = await askWith(account.id, 'ES256', pair.privateKey, 'my other key')
    expectOAuthError(other, 401, 'invalid_client')
  })

  it('shows the keys of an account with the account, and its own use with each', async () => {
    const client = await createAccount(server)
    const pair = ecPair()
    await add(client.id, { publicKey: toPem(pair.publicKey), name: 'used' })
    await askWith(client.id, 'ES256', pair.privateKey)

    await expect
      .poll(async () => (await must(server, 'GET', `/service-accounts/${client.id}`)).publicKeys)
      .toEqual([
        expect.objectContaining({
          name: 'used',
          lastUsedAt: expect.any(String),
          lastUsedAddress: '127.0.0.1',
          lastUsedMethod: 'private_key_jwt',
        }),
      ])
  })

  const p256 = ecPair()
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const jwk = p256.publicKey.export({ format: 'jwk' })
  it.each([
    ['a private key as PEM', p256.privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['a private key as JWK', p256.privateKey.export({ format: 'jwk' })],
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0' }],
    ['an RSA key that is too short', toPem(weak.publicKey)],
    ['a curve that nobody uses here', toPem(ecPair('secp256k1').publicKey)],
    ['a key for key agreement', toPem(generateKeyPairSync('x25519').publicKey)],
    ['a point that is not on the curve', { ...jwk, x: jwk.y }],
    ['a key for encryption', { ...jwk, use: 'enc' }],
    ['a key for another algorithm', { ...jwk, alg: 'RS256' }],
    ['a key for a shared secret', { ...jwk, alg: 'HS256' }],
    ['a key for no algorithm', { ...jwk, alg: 'none' }],
    ['a key id that is no text', { ...jwk, kid: 7 }],
    ['an empty key id', { ...jwk, kid: '' }],
    ['a key id without end', { ...jwk, kid: 'x'.repeat(257) }],
    ['an empty object', {}],
    ['something else', 'not a key'],
  ])('refuses %s and changes nothing', async (_, publicKey) => {
    const before = await listOf(account.id)
    const answer = await add(account.id, { publicKey })

    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toContain('publicKey')
    expect(await listOf(account.id)).toEqual(before)
  })

  it.each([
    ['neither a key nor an algorithm', {}],
    ['both', { publicKey: toPem(p256.publicKey), generate: 'ES256' }],
    ['an algorithm with a shared secret', { generate: 'HS256' }],
    ['a field that there is not', { generate: 'ES256', admin: true }],
  ])('refuses %s', async (_, body) => {
    expectProblem(await add(account.id, body), 400, 'validation_failed')
  })

  it('refuses a key that the account has already, by its name', async () => {
    const client = await createAccount(server)
    const pair = ecPair()
    await add(client.id, { publicKey: toPem(pair.publicKey), name: 'first' })
    const answer = await add(client.id, {
      publicKey: { ...(await exportJWK(pair.publicKey)), kid: 'another name for it' },
    })

    expectProblem(answer, 409, 'key_taken')
    expect(answer.body.detail).toContain('"first"')
    expect(await listOf(client.id)).toHaveLength(1)
  })

  it('refuses a key id that the account has already, and another account may use both', async () => {
    const [client, second] = [await createAccount(server), await createAccount(server)]
    const withId = async () => ({ ...(await exportJWK(ecPair().publicKey)), kid: 'same' })
    const publicKey = await withId()
    await add(client.id, { publicKey })

    expectProblem(await add(client.id, { publicKey: await withId() }), 409, 'key_taken')
    expect((await add(second.id, { publicKey })).status).toBe(201)
  })

  it('stops at ten keys', async () => {
    const client = await createAccount(server)
    for (let at = 0; at < 10; at += 1) {
      expect((await add(client.id, { generate: 'EdDSA' })).status).toBe(201)
    }
    expectProblem(await add(client.id, { generate: 'EdDSA' }), 409, 'limit_reached')
    expect(await listOf(client.id)).toHaveLength(10)
  })

  it('refuses accounts that come with Doorward', async () => {
    expectProblem(await add('viewer', { generate: 'ES256' }), 403, 'read_only')
  })
})

describe('generating a pair', () => {
  it.each(['ES256', 'RS256', 'EdDSA'])('for %s answers a private half that works', async (alg) => {
    const { status, headers, body } = await add(account.id, { generate: alg, name: 'generated' })
    const { privateKey, keyId } = body

    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(privateKey.jwk).toMatchObject({ kid: keyId, alg, d: expect.any(String) })
    const fromPem = await importPKCS8(privateKey.pem, alg)
    expect((await askWith(account.id, alg, fromPem, keyId)).status).toBe(200)
    const fromJwk = createPrivateKey({ key: privateKey.jwk, format: 'jwk' })
    expect((await askWith(account.id, alg, fromJwk, keyId)).status).toBe(200)
  })

  it('sends the private half once and keeps it nowhere: no answer, no event, no file', async () => {
    const { privateKey, id } = (await add(account.id, { generate: 'ES256' })).body
    const places = [place(account.id), `/service-accounts/${account.id}`, '/audit/events?limit=100']
    const texts = await Promise.all(
      places.map(async (each) => (await server.api('GET', each)).text),
    )
    const lines = privateKey.pem.split('\n').filter((line: string) => /^[\w+/=]{40,}$/.test(line))

    expect(texts.every((text) => text.includes(id))).toBe(true)
    for (const secret of [privateKey.jwk.d, ...lines]) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([])
      expect(await findFilesWith(server.dataDirectory, secret)).toEqual([])
      expect(server.log.filter((line) => line.includes(secret))).toEqual([])
    }
  })
})

describe('deleting a public key', () => {
  it('ends it at the next request', async () => {
    const client = await createAccount(server)
    const pair = ecPair()
    const { body: key } = await add(client.id, { publicKey: toPem(pair.publicKey) })
    expect((await askWith(client.id, 'ES256', pair.privateKey)).status).toBe(200)

    expect((await server.api('DELETE', `${place(client.id)}/${key.id}`)).status).toBe(204)
    expectOAuthError(await askWith(client.id, 'ES256', pair.privateKey), 401, 'invalid_client')
    expect(await listOf(client.id)).toEqual([])
  })

  it('is refused while nothing else lets the account in', async () => {
    const client = await createAccount(server)
    const { body: first } = await add(client.id, { generate: 'EdDSA' })
    const { body: second } = await add(client.id, { generate: 'EdDSA' })
    const credentials = `/service-accounts/${client.id}/client-credentials`
    // A public key is a method of its own, so the secret may go.
    expect((await server.api('DELETE', credentials)).status).toBe(204)

    expect((await server.api('DELETE', `${place(client.id)}/${first.id}`)).status).toBe(204)
    const last = await server.api('DELETE', `${place(client.id)}/${second.id}`)
    expectProblem(last, 400, 'authentication_method_required')
    expect(await listOf(client.id)).toHaveLength(1)
  })

  it('finds no key of another account', async () => {
    const [client, second] = [await createAccount(server), await createAccount(server)]
    const { body: key } = await add(client.id, { generate: 'EdDSA' })

    expectProblem(await server.api('DELETE', `${place(second.id)}/${key.id}`), 404, 'not_found')
    expect(await listOf(client.id)).toHaveLength(1)
  })
})

describe('who may register a public key', () => {
  it('nobody for an account that holds more than they do', async () => {
    const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
    const owner = await createRobot(server, 'acme', { acme: 'owner' })
    const peer = await createRobot(server, 'acme', { acme: 'deployer' })
    const request = { generate: 'EdDSA' }

    expectProblem(await deployer.call('POST', place(owner.id), request), 403, 'gain_not_allowed')
    expect(await listOf(owner.id)).toEqual([])
    expect((await deployer.call('POST', place(peer.id), request)).status).toBe(201)
  })
})

describe('every change of keys', () => {
  it('is on record with the key and who did it', async () => {
    const client = await createAccount(server)
    const { body: key } = await add(client.id, { generate: 'EdDSA', name: 'recorded' })
    await server.api('DELETE', `${place(client.id)}/${key.id}`)
    const { items } = await must(server, 'GET', `/audit/events?target=${key.id}`)

    expect(items).toMatchObject([
      { action: 'publicKeys.delete', result: 'ok', before: { id: key.id, name: 'recorded' } },
      { action: 'publicKeys.create', result: 'ok', after: { id: key.id, keyId: key.keyId } },
    ])
    expect(items[1].after).not.toHaveProperty('privateKey')
  })
})
