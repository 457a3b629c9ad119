import { createPublicKey, randomUUID } from 'node:crypto'
import { base64url, CompactSign, decodeJwt, generateKeyPair } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import {
  ASSERTION_TYPE,
  type AssertionChanges,
  createKeyClient,
  toAssertionForm,
  usualClaims,
} from '#support/key-client.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'

const server = await startTestServer()
afterAll(() => server.close())
await turnLimitsOff(server)

const grant = { grant_type: 'client_credentials' }
const client = await createKeyClient(server)
const rsaClient = await createKeyClient(server, 'RS256')
const other = await createKeyClient(server)
const disabled = await createKeyClient(server)
await server.api('POST', `/service-accounts/${disabled.clientId}/disable`)
const withSecret = await createAccount(server)
const stranger = await generateKeyPair('ES256')

const ask = async (assertion: string | Promise<string>, more: Record<string, string> = {}) =>
  server.token({ ...grant, ...toAssertionForm(await assertion), ...more })
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow
const segment = (value: unknown) => base64url.encode(JSON.stringify(value))

/** Signs exactly these bytes, which no library would write. */
const signBytes = (payload: string | Uint8Array, key = client.privateKey) =>
  new CompactSign(typeof payload === 'string' ? new TextEncoder().encode(payload) : payload)
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key)
const unsigned = (alg: string) =>
  `${segment({ alg })}.${segment(usualClaims(client.clientId, server.issuer))}.`
const claimsText = (more = '') =>
  JSON.stringify(usualClaims(client.clientId, server.issuer)).replace('{', `{${more}`)

/** Everything about an answer but what is new in each. */
const toComparable = ({ status, headers, text }: HttpAnswer) => {
  const seen = Object.fromEntries(headers)
  return { status, text, headers: { ...seen, 'x-correlation-id': '', date: '' } }
}

async function reasonOf(answer: HttpAnswer): Promise<string | undefined> {
  const id = answer.headers.get('x-correlation-id')
  const { body } = await server.api('GET', '/audit/events?action=token.refused&limit=5')
  const found = body.items.find((event: { correlationId: string }) => event.correlationId === id)
  return found?.reason
}

describe('a client that signs an assertion (RFC 7523 §2.2)', () => {
  it.each(['ES256', 'ES384', 'ES512', 'RS256', 'PS256', 'RS512', 'EdDSA', 'Ed25519'])(
    'gets a token with %s',
    async (alg) => {
      const keyed = await createKeyClient(server, alg)
      const { status, body } = await ask(keyed.assert())

      expect([status, body.token_type]).toEqual([200, 'Bearer'])
      expect(decodeJwt(body.access_token)).toMatchObject({
        sub: keyed.clientId,
        client_id: keyed.clientId,
        auth_method: 'private_key_jwt',
      })
    },
  )

  it.each<readonly [string, AssertionChanges]>([
    ['with the type that clients send today', { header: { typ: 'client-authentication+jwt' } }],
    ['with that type written out', { header: { typ: 'application/client-authentication+jwt' } }],
    ['with the type of any JWT', { header: { typ: 'JWT' } }],
    ['with the issuer as the only one of a list', { claims: { aud: [server.issuer] } }],
    ['without iat', { claims: { iat: undefined } }],
    ['that ends in five minutes', { claims: { exp: seconds(300) } }],
    ['whose clock is a little slow', { claims: { exp: seconds(-5) } }],
    ['whose clock is a little fast', { claims: { nbf: seconds(20), iat: seconds(20) } }],
    [
      'with keys of its own in the header, which nobody uses',
      { header: { jku: 'https://x.example' } },
    ],
    ['with claims that nobody knows', { claims: { more: { deep: true } } }],
  ])('gets one %s', async (_, changes) => {
    const answer = await ask(client.assert(changes))
    expect(answer.status, answer.text).toBe(200)
  })

  it('may name itself in client_id too (RFC 7521 §4.2)', async () => {
    const { status } = await ask(client.assert(), { client_id: client.clientId })
    expect(status).toBe(200)
  })

  it('introspects and revokes its tokens the same way (RFC 7662 §2.1, RFC 7009 §2.1)', async () => {
    const { body } = await ask(client.assert())
    const send = async (path: string) => {
      const form = { token: body.access_token, ...toAssertionForm(await client.assert()) }
      return fetch(`${server.url}${path}`, { method: 'POST', body: new URLSearchParams(form) })
    }

    expect(await (await send('/oauth/introspect')).json()).toMatchObject({ active: true })
    expect((await send('/oauth/revoke')).status).toBe(200)
    expect(await (await send('/oauth/introspect')).json()).toEqual({ active: false })
  })

  it('is on record with its key and not with its assertion', async () => {
    const assertion = await client.assert()
    const { body } = await ask(assertion)
    const { text, body: page } = await server.api(
      'GET',
      '/audit/events?action=token.issued&limit=5',
    )

    expect(page.items).toContainEqual(
      expect.objectContaining({
        reason: 'private_key_jwt',
        target: { id: decodeJwt(body.access_token).jti, path: expect.stringMatching(/^key_/) },
      }),
    )
    expect(text).not.toContain(assertion)
    expect(server.log.filter((line) => line.includes(assertion))).toEqual([])
  })
})

/** What is wrong, the reason that goes on record, and the assertion. */
const refused: readonly (readonly [string, string, () => string | Promise<string>])[] = [
  ['nothing that is a JWT', 'assertion_malformed', () => 'nonsense'],
  ['only two parts', 'assertion_malformed', () => unsigned('ES256').slice(0, -1)],
  ['no signature', 'assertion_malformed', () => unsigned('ES256')],
  ['the parts of an encrypted JWT', 'assertion_malformed', () => 'a.b.c.d.e'],
  ['alg none', 'assertion_malformed', () => unsigned('none')],
  ['alg none and something for a signature', 'unknown_key', () => `${unsigned('none')}AAAA`],
  ['alg NONE', 'unknown_key', () => `${unsigned('NONE')}AAAA`],
  ['a header that is no JSON', 'assertion_malformed', () => `AAAA.${segment({})}.AAAA`],
  ['claims that are a list', 'assertion_malformed', () => signBytes('[]')],
  [
    'claims that are no UTF-8',
    'assertion_malformed',
    () => signBytes(Uint8Array.of(123, 255, 125)),
  ],
  [
    'more than 16 KiB',
    'assertion_malformed',
    () => client.assert({ claims: { more: 'x'.repeat(16_384) } }),
  ],
  [
    'a claim twice',
    'assertion_malformed',
    () => signBytes(claimsText('"aud":"https://evil.example",')),
  ],
  [
    'an escaped claim twice',
    'assertion_malformed',
    () => signBytes(claimsText('"\\u0061ud":"https://evil.example",')),
  ],
  [
    'an extension that must be understood (RFC 7515 §4.1.11)',
    'assertion_malformed',
    () => client.assert({ header: { crit: ['urn:example:unknown'], 'urn:example:unknown': 1 } }),
  ],
  [
    'the type of an access token',
    'assertion_type',
    () => client.assert({ header: { typ: 'at+jwt' } }),
  ],
  [
    'the type of a DPoP proof',
    'assertion_type',
    () => client.assert({ header: { typ: 'dpop+jwt' } }),
  ],
  ['a type that nobody knows', 'assertion_type', () => client.assert({ header: { typ: 'x' } })],
  [
    'an unknown client',
    'unknown_client',
    () => client.assert({ claims: { iss: 'sa_x', sub: 'sa_x' } }),
  ],
  ['an inherited name', 'unknown_client', () => client.assert({ claims: { iss: '__proto__' } })],
  [
    'the path of the account',
    'unknown_client',
    () => client.assert({ claims: { iss: 'key-client-1', sub: 'key-client-1' } }),
  ],
  ['no issuer', 'assertion_malformed', () => client.assert({ claims: { iss: undefined } })],
  [
    'a list of issuers',
    'assertion_malformed',
    () => client.assert({ claims: { iss: [client.clientId] } }),
  ],
  ['no subject', 'assertion_not_own', () => client.assert({ claims: { sub: undefined } })],
  [
    'another subject',
    'assertion_not_own',
    () => client.assert({ claims: { sub: other.clientId } }),
  ],
  [
    'the client of another key',
    'assertion_signature',
    () => client.assert({ claims: { iss: other.clientId, sub: other.clientId } }),
  ],
  ['a key of nobody', 'assertion_signature', () => client.assert({ key: stranger.privateKey })],
  [
    'a key that it brings along (RFC 8725 §3.10)',
    'assertion_signature',
    () =>
      client.assert({
        key: stranger.privateKey,
        header: { jwk: other.publicJwk, jku: 'https://x.example' },
      }),
  ],
  [
    'a changed claim under its signature',
    'assertion_signature',
    async () => {
      const [header, , signature] = (await client.assert()).split('.')
      return `${header}.${base64url.encode(claimsText())}.${signature}`
    },
  ],
  [
    'a key id that it does not have',
    'unknown_key',
    () => client.assert({ header: { kid: 'other' } }),
  ],
  [
    'HS256 with the public key as the secret (RFC 8725 §2.1)',
    'unknown_key',
    () => {
      const publicKey = createPublicKey({ key: rsaClient.publicJwk, format: 'jwk' })
      return rsaClient.assert({
        header: { alg: 'HS256' },
        key: new TextEncoder().encode(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
      })
    },
  ],
  [
    'RS256 for an EC key',
    'unknown_key',
    async () => {
      const rsa = await generateKeyPair('RS256')
      return client.assert({ header: { alg: 'RS256' }, key: rsa.privateKey })
    },
  ],
  [
    'a client without keys',
    'unknown_key',
    () => client.assert({ claims: { iss: withSecret.id, sub: withSecret.id } }),
  ],
  ['no audience', 'assertion_audience', () => client.assert({ claims: { aud: undefined } })],
  ['no audience in a list', 'assertion_audience', () => client.assert({ claims: { aud: [] } })],
  ['an empty audience', 'assertion_audience', () => client.assert({ claims: { aud: '' } })],
  [
    'the token endpoint as audience (rfc7523bis)',
    'assertion_audience',
    () => client.assert({ claims: { aud: `${server.issuer}/oauth/token` } }),
  ],
  [
    'another audience besides us (rfc7523bis)',
    'assertion_audience',
    () => client.assert({ claims: { aud: [server.issuer, 'https://evil.example'] } }),
  ],
  [
    'us twice',
    'assertion_audience',
    () => client.assert({ claims: { aud: [server.issuer, server.issuer] } }),
  ],
  [
    'us in a list of lists',
    'assertion_audience',
    () => client.assert({ claims: { aud: [[server.issuer]] } }),
  ],
  [
    'our name with a slash behind it',
    'assertion_audience',
    () => client.assert({ claims: { aud: `${server.issuer}/` } }),
  ],
  [
    'our name in other letters',
    'assertion_audience',
    () => client.assert({ claims: { aud: server.issuer.toUpperCase() } }),
  ],
  [
    'somebody else as audience',
    'assertion_audience',
    () => client.assert({ claims: { aud: 'https://evil.example' } }),
  ],
  ['no end', 'assertion_expired', () => client.assert({ claims: { exp: undefined } })],
  [
    'an end that is text',
    'assertion_expired',
    () => client.assert({ claims: { exp: String(seconds(60)) } }),
  ],
  [
    'an end that has passed',
    'assertion_expired',
    () => client.assert({ claims: { exp: seconds(-31) } }),
  ],
  [
    'an end in six minutes',
    'assertion_lives_too_long',
    () => client.assert({ claims: { exp: seconds(360) } }),
  ],
  [
    'an end in milliseconds',
    'assertion_lives_too_long',
    () => client.assert({ claims: { exp: seconds(60) * 1000 } }),
  ],
  [
    'a beginning still to come',
    'assertion_not_yet_valid',
    () => client.assert({ claims: { nbf: seconds(50) } }),
  ],
  [
    'an issue still to come',
    'assertion_not_yet_valid',
    () => client.assert({ claims: { iat: seconds(50) } }),
  ],
  [
    'an issue that is no time',
    'assertion_not_yet_valid',
    () => client.assert({ claims: { iat: 'now' } }),
  ],
  ['no jti', 'assertion_without_id', () => client.assert({ claims: { jti: undefined } })],
  ['an empty jti', 'assertion_without_id', () => client.assert({ claims: { jti: '' } })],
  ['a jti that is a number', 'assertion_without_id', () => client.assert({ claims: { jti: 7 } })],
  ['a disabled account', 'account_disabled', () => disabled.assert()],
]

describe('an assertion is refused', () => {
  it.each(refused)('with %s, as %s', async (_, reason, make) => {
    const answer = await ask(make())

    expectOAuthError(answer, 401, 'invalid_client')
    expect(await reasonOf(answer)).toBe(reason)
    const usual = await ask('nonsense')
    expect(toComparable(answer)).toEqual(toComparable(usual))
  })

  it.each([
    ['no type', 'assertion_type', { client_assertion_type: '' }],
    ['another type', 'assertion_type', { client_assertion_type: `${ASSERTION_TYPE}x` }],
    ['nothing but a type', 'assertion_missing', { client_assertion: '' }],
    ['another client_id', 'client_id_mismatch', { client_id: other.clientId }],
    ['the path as client_id', 'client_id_mismatch', { client_id: 'key-client-1' }],
  ])('with %s in the form (RFC 7521 §4.2), as %s', async (_, reason, more) => {
    const answer = await ask(client.assert(), more)

    expectOAuthError(answer, 401, 'invalid_client')
    expect(await reasonOf(answer)).toBe(reason)
    expect(toComparable(answer)).toEqual(toComparable(await ask('nonsense')))
  })

  it.each(['/oauth/introspect', '/oauth/revoke'])('at %s as well', async (path) => {
    const { body } = await ask(client.assert())
    const aud = `${server.issuer}${path}`
    const bad = toAssertionForm(await client.assert({ claims: { aud } }))
    const send = (form: Record<string, string>) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        body: new URLSearchParams({ token: body.access_token, ...form }),
      })

    const answer = await send(bad)
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { error: 'invalid_client', error_description: expect.any(String) },
    ])
    const good = toAssertionForm(await client.assert())
    expect([(await send(good)).status, (await send(good)).status]).toEqual([200, 401])
  })
})

describe('two methods at once are refused (RFC 6749 §2.3)', () => {
  it.each([
    ['a secret in the header', {}, toBasic(withSecret)],
    [
      'a secret in the body',
      { client_id: withSecret.id, client_secret: withSecret.clientSecret },
      {},
    ],
    ['a header that cannot be read', {}, { authorization: 'Basic !' }],
  ])('an assertion and %s', async (_, more, headers) => {
    const form = { ...grant, ...toAssertionForm(await client.assert()), ...more }
    expectOAuthError(await server.token(form, { ...headers }), 400, 'invalid_request')
  })

  it('and two assertions', async () => {
    const form = new URLSearchParams({ ...grant, ...toAssertionForm(await client.assert()) })
    form.append('client_assertion', await client.assert())
    expectOAuthError(await server.token(form.toString()), 400, 'invalid_request')
  })
})

describe('an assertion is good once (RFC 7523 §3)', () => {
  it('also when it comes again from fifty sides at the same time', async () => {
    const assertion = await client.assert()
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(assertion)))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectOAuthError(answer, 401, 'invalid_client')
    }
  })

  it('also when it is signed again', async () => {
    const claims = { jti: randomUUID() }
    expect((await ask(client.assert({ claims }))).status).toBe(200)
    const again = await ask(client.assert({ claims }))

    expectOAuthError(again, 401, 'invalid_client')
    expect(await reasonOf(again)).toBe('assertion_replayed')
  })

  it('and its jti is free to other clients', async () => {
    const claims = { jti: randomUUID() }
    expect((await ask(client.assert({ claims }))).status).toBe(200)
    expect((await ask(other.assert({ claims }))).status).toBe(200)
  })

  it('and is not used up by others, or by being refused', async () => {
    const claims = { jti: randomUUID() }
    await ask(client.assert({ claims, key: stranger.privateKey }))
    await ask(client.assert({ claims: { ...claims, aud: 'https://evil.example' } }))
    expect((await ask(client.assert({ claims }))).status).toBe(200)
  })
})
