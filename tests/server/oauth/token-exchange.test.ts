import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
const stranger = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close(), stranger.close()]))

const TYPE = 'urn:ietf:params:oauth:token-type:'
const claims = { project_id: '20', ref: 'main', ref_type: 'branch', ref_protected: 'true' }
/** Expected values that no caller may ever read in an answer. */
const SECRET_VALUES = ['20', 'branch', 'only-we-know', OUR_AUDIENCE, 'tp_', 'sa_']

let count = 0

interface Account {
  readonly id: string
  readonly path: string
  readonly trustPolicies: readonly { readonly id: string }[]
}

/** Creates an account that trusts tokens of the provider; the claims make it the only one to fit. */
async function trustingAccount(boundClaims: object = claims, more: object = {}): Promise<Account> {
  count += 1
  const answer = await server.api('POST', '/service-accounts', {
    name: `trusting-${count}`,
    trustPolicies: [
      {
        issuer: provider.url,
        issuerSettings: { allowPrivateNetwork: true },
        audience: OUR_AUDIENCE,
        boundClaims,
        ...more,
      },
    ],
  })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

const exchange = (subjectToken: string, more: Readonly<Record<string, string>> = {}) =>
  server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: subjectToken,
    subject_token_type: `${TYPE}id_token`,
    ...more,
  })

const idToken = (more: object = {}, audience = OUR_AUDIENCE) =>
  provider.issueIdToken({ audience, claims: { ...claims, ...more } })

/** Signs, with the provider's real key, what the provider itself would not issue. */
function forge(more: Readonly<Record<string, unknown>>): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const usual = { iss: provider.url, aud: OUR_AUDIENCE, sub: 'job', iat: now, exp: now + 300 }
  return provider.sign({ ...usual, ...claims, ...more })
}

async function findEvent(correlationId: string | null) {
  // A change is answered when its event, and with it every earlier one, is in the file.
  count += 1
  await server.api('POST', '/groups', { name: `flush-${count}` })
  const log = await readFile(join(server.dataDirectory, 'audit.jsonl'), 'utf8')
  const lines = log.split('\n').filter((line) => line !== '')
  return lines
    .map((line) => JSON.parse(line))
    .find((event) => event.correlationId === correlationId)
}

/** A refusal tells its stage and an id, and the log knows the reason under that id. */
async function expectRefused(answer: HttpAnswer, words: RegExp, reason: string): Promise<void> {
  const correlationId = answer.headers.get('x-correlation-id')
  expectOAuthError(answer, 400, 'invalid_request')
  expect(answer.body.error_description).toMatch(words)
  expect(answer.body.error_description).toContain(correlationId)
  const sentence = answer.body.error_description.replace(correlationId, '')
  for (const value of SECRET_VALUES) expect(sentence).not.toContain(value)
  expect(await findEvent(correlationId)).toMatchObject({
    action: 'token.refused',
    result: 'refused',
    reason,
  })
}

const trusting = await trustingAccount()

describe('an id token of a trusted issuer', () => {
  it.each([
    ['its id as client_id', () => ({ client_id: trusting.id })],
    ['its path as client_id', () => ({ client_id: trusting.path })],
    ['its id as audience', () => ({ audience: trusting.id })],
    ['the token alone, which fits no other', () => ({})],
    [
      'the type of a plain JWT',
      () => ({ client_id: trusting.id, subject_token_type: `${TYPE}jwt` }),
    ],
    [
      'the type of token that it wants',
      () => ({ client_id: trusting.id, requested_token_type: `${TYPE}access_token` }),
    ],
  ])('becomes a token of the account that is named by %s (RFC 8693 §2.2.1)', async (_, name) => {
    const outside = await idToken()
    const answer = await exchange(outside, name())

    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      issued_token_type: `${TYPE}access_token`,
      token_type: 'Bearer',
      expires_in: 300,
    })
    expect(decodeJwt(answer.body.access_token)).toMatchObject({
      iss: server.issuer,
      sub: trusting.id,
      client_id: trusting.id,
      aud: server.issuer,
      auth_method: 'oidc_federation',
      act_iss: provider.url,
      act_sub: decodeJwt(outside).sub,
    })
    expect(await findEvent(answer.headers.get('x-correlation-id'))).toMatchObject({
      action: 'token.issued',
      actor: { id: trusting.id },
      target: { path: trusting.trustPolicies[0]?.id },
    })
  })

  it('is verified with keys that were fetched once for all of them', async () => {
    for (let times = 0; times < 2; times += 1) {
      expect((await exchange(await idToken(), { client_id: trusting.id })).status).toBe(200)
    }
    expect(provider.requests.filter((path) => path.startsWith('/jwks'))).toHaveLength(1)
  })

  it('gives a token that lives no longer than itself (RFC 8693 §2.2.1)', async () => {
    const exp = Math.floor(Date.now() / 1000) + 45
    const { body } = await exchange(await forge({ exp }), { client_id: trusting.id })

    expect(body.expires_in).toBeLessThanOrEqual(45)
    expect(Number(decodeJwt(body.access_token).exp)).toBeLessThanOrEqual(exp)
  })

  it('gives no token when it has no life left to give, though clocks may differ', async () => {
    for (const exp of [nowPlus(-10), nowPlus(0)]) {
      const answer = await exchange(await forge({ exp }), { client_id: trusting.id })
      await expectRefused(answer, /expired/, 'expired')
    }
  })

  it('gives a token that ends with the policy', async () => {
    const end = Math.floor(Date.now() / 1000) + 60
    const account = await trustingAccount(
      { project_id: '20', ref: 'ending' },
      {
        expiresAt: new Date(end * 1000).toISOString(),
      },
    )
    const { body } = await exchange(await idToken({ ref: 'ending' }), { client_id: account.id })

    expect(Number(decodeJwt(body.access_token).exp)).toBeLessThanOrEqual(end)
  })

  it('is let in by any policy of the account, in their order', async () => {
    const policy = { issuer: provider.url, audience: OUR_AUDIENCE }
    const { body: account } = await server.api('POST', '/service-accounts', {
      name: 'with-several',
      trustPolicies: [
        { ...policy, boundClaims: { project_id: '20', ref: 'nobody' } },
        { ...policy, boundClaims: { project_id: '20', ref: 'several' }, enabled: false },
        { ...policy, boundClaims: { project_id: '20', ref: 'several', ref_type: 'branch' } },
        { ...policy, boundClaims: { project_id: '20', ref: 'several' } },
      ],
    })
    const answer = await exchange(await idToken({ ref: 'several' }), { client_id: account.id })

    expect(answer.status).toBe(200)
    const event = await findEvent(answer.headers.get('x-correlation-id'))
    expect(event.target.path).toBe(account.trustPolicies[2].id)
  })
})

describe('an id token that does not fit (RFC 8693 §2.2.2)', () => {
  it.each<[string, object]>([
    ['another value', { project_id: '21' }],
    ['a number for a text', { project_id: 20 }],
    ['a list for a text', { project_id: ['20'] }],
    ['a value that begins like ours', { project_id: '201' }],
    ['a value in another letter case', { ref_type: 'Branch' }],
    ['a boolean for a text', { ref_protected: true }],
    ['a claim that is missing', { ref: undefined }],
    ['a claim that is null', { ref: null }],
  ])('is refused for a claim: %s', async (_, more) => {
    const answer = await exchange(await idToken(more), { client_id: trusting.id })
    await expectRefused(answer, /claims/, 'claims')
  })

  it('is refused for another audience', async () => {
    const answer = await exchange(await idToken({}, 'https://somebody-else.example'), {
      client_id: trusting.id,
    })
    await expectRefused(answer, /audience/, 'audience')
  })

  it.each<[string, unknown]>([
    ['no audience', undefined],
    ['the empty text', ''],
    ['an empty list', []],
    ['ours among others', [OUR_AUDIENCE, 'https://somebody-else.example']],
    ['a longer one', `${OUR_AUDIENCE}.evil.example`],
    ['a shorter one', OUR_AUDIENCE.slice(0, -1)],
    ['a trailing slash', `${OUR_AUDIENCE}/`],
    ['an object', { audience: OUR_AUDIENCE }],
  ])('is refused for its audience: %s', async (_, aud) => {
    const answer = await exchange(await forge({ aud }), { client_id: trusting.id })
    await expectRefused(answer, /audience/, 'audience')
  })

  it.each<[string, Readonly<Record<string, unknown>>, RegExp, string]>([
    ['expired', { exp: nowPlus(-31), iat: nowPlus(-300) }, /expired/, 'expired'],
    ['without an expiry', { exp: undefined }, /expired/, 'expired'],
    ['with an expiry in words', { exp: '2099' }, /expired/, 'expired'],
    ['not valid yet', { nbf: nowPlus(120) }, /not valid yet/, 'not_yet_valid'],
    [
      'issued in the future',
      { iat: nowPlus(120), exp: nowPlus(300) },
      /not valid yet/,
      'not_yet_valid',
    ],
    ['too long-lived', { exp: nowPlus(86_400) }, /too old/, 'too_old'],
    ['too old', { iat: nowPlus(-7200), exp: nowPlus(60) }, /too old/, 'too_old'],
  ])('is refused when it is %s', async (_, more, words, reason) => {
    const answer = await exchange(await forge(more), { client_id: trusting.id })
    await expectRefused(answer, words, reason)
  })

  it('is refused when its account is named by another', async () => {
    const other = await trustingAccount({ project_id: '20', ref: 'other-account' })
    const answer = await exchange(await idToken(), { client_id: other.id })
    await expectRefused(answer, /claims/, 'claims')
  })
})

describe('a token of somebody else (RFC 8693 §2.2.2, RFC 8725 §3)', () => {
  it('is refused, and nothing is fetched from an issuer that is not registered', async () => {
    const outside = await stranger.issueIdToken({ audience: OUR_AUDIENCE, claims })
    const before = stranger.requests.length

    const named = await exchange(outside, { client_id: trusting.id })
    const unnamed = await exchange(outside)
    await expectRefused(named, /issuer/, 'issuer')
    await expectRefused(unnamed, /issuer/, 'issuer')
    expect(stranger.requests).toHaveLength(before)
  })

  it('is refused when another account trusts its issuer, but not this one', async () => {
    const other = await startThirdPartyIssuer()
    onTestFinished(() => other.close())
    const answer = await server.api('POST', '/service-accounts', {
      name: 'trusts-another',
      trustPolicies: [
        {
          issuer: other.url,
          issuerSettings: { allowPrivateNetwork: true },
          audience: OUR_AUDIENCE,
          boundClaims: { project_id: '20', ref: 'only-we-know' },
        },
      ],
    })
    const outside = await other.issueIdToken({ audience: OUR_AUDIENCE, claims })
    const before = other.requests.length

    expect(answer.status).toBe(201)
    await expectRefused(await exchange(outside, { client_id: trusting.id }), /issuer/, 'issuer')
    expect(other.requests).toHaveLength(before)
  })

  it.each([
    ['its issuer with a slash behind it', { iss: `${provider.url}/` }],
    ['its issuer in another scheme', { iss: provider.url.replace('http:', 'https:') }],
    ['its issuer by another name', { iss: provider.url.replace('127.0.0.1', 'localhost') }],
    ['its issuer with more behind it', { iss: `${provider.url}.evil.example` }],
    ['the id of the issuer', { iss: 'iss_x' }],
    ['our own issuer', { iss: server.issuer }],
  ])('is refused with %s', async (_, more) => {
    const answer = await exchange(await forge(more), { client_id: trusting.id })
    await expectRefused(answer, /issuer/, 'issuer')
  })

  it('is refused with the signature of another key', async () => {
    const now = Math.floor(Date.now() / 1000)
    const usual = { iss: provider.url, aud: OUR_AUDIENCE, sub: 'job', iat: now, exp: now + 300 }
    const forged = await stranger.sign({ ...usual, ...claims })
    await expectRefused(
      await exchange(forged, { client_id: trusting.id }),
      /signature/,
      'signature',
    )
  })

  it('is refused after one byte was changed', async () => {
    const [header = '', body = '', signature = ''] = (await idToken()).split('.')
    const payload = { ...decodeJwt(`${header}.${body}.${signature}`), project_id: '20', extra: 1 }
    const changed = Buffer.from(JSON.stringify(payload)).toString('base64url')
    const answer = await exchange(`${header}.${changed}.${signature}`, { client_id: trusting.id })
    await expectRefused(answer, /signature/, 'signature')
  })

  it('is refused without a signature (RFC 8725 §3.1)', async () => {
    const [, body = ''] = (await idToken()).split('.')
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const token of [`${header}.${body}.`, `${header}.${body}.AA`]) {
      const answer = await exchange(token, { client_id: trusting.id })
      await expectRefused(answer, /malformed/, 'malformed')
    }
  })

  it.each([
    ['no token at all', 'hello'],
    ['two parts', 'a.b'],
    ['parts that are no JSON', 'AAAA.AAAA.AAAA'],
    ['ten thousand dots', '.'.repeat(10_000)],
    ['more than 16 KiB', `${'A'.repeat(20_000)}.AAAA.AAAA`],
    ['a token of ours', server.adminToken],
  ])('is refused as malformed: %s', async (_, token) => {
    await expectRefused(await exchange(token, { client_id: trusting.id }), /malformed/, 'malformed')
  })

  it('is refused when it is an access token of ours', async () => {
    const { body } = await exchange(await idToken(), { client_id: trusting.id })
    const answer = await exchange(body.access_token, { client_id: trusting.id })
    await expectRefused(answer, /issuer/, 'issuer')
  })
})

describe('an exchange (RFC 8693 §2)', () => {
  it('that fits several accounts asks which is meant', async () => {
    const [one] = [
      await trustingAccount({ project_id: '20', ref: 'shared' }),
      await trustingAccount({ project_id: '20', ref: 'shared' }),
    ]
    const outside = await idToken({ ref: 'shared' })
    const answer = await exchange(outside)

    expectOAuthError(answer, 400, 'invalid_request')
    expect(answer.body.error_description).toContain('client_id')
    expect((await exchange(outside, { client_id: one.id })).status).toBe(200)
  })

  it('that fits no account says no more', async () => {
    const answer = await exchange(await idToken({ ref: 'nobody-binds-this' }))
    expectOAuthError(answer, 400, 'invalid_request')
    for (const value of ['20', 'branch']) expect(answer.text).not.toContain(`"${value}"`)
  })

  it('for an unknown account is refused as for one that trusts nobody', async () => {
    const outside = await idToken()
    for (const client_id of ['sa_nope', '__proto__', 'trusting-1/x']) {
      await expectRefused(await exchange(outside, { client_id }), /issuer/, 'unknown_account')
    }
  })

  it('ends while the policy is disabled, and for good when it has expired', async () => {
    const account = await trustingAccount(
      { project_id: '20', ref: 'switchable' },
      { enabled: false },
    )
    const outside = await idToken({ ref: 'switchable' })
    await expectRefused(
      await exchange(outside, { client_id: account.id }),
      /not available/,
      'account',
    )

    const past = new Date(Date.now() - 1000).toISOString()
    const expired = await trustingAccount(
      { project_id: '20', ref: 'expired-policy' },
      { expiresAt: past },
    )
    const other = await idToken({ ref: 'expired-policy' })
    await expectRefused(
      await exchange(other, { client_id: expired.id }),
      /not available/,
      'account',
    )
    expectOAuthError(await exchange(other), 400, 'invalid_request')
  })

  it('ends while the account is disabled, however it is named', async () => {
    const account = await trustingAccount({ project_id: '20', ref: 'disabled' })
    const outside = await idToken({ ref: 'disabled' })
    await server.api('POST', `/service-accounts/${account.id}/disable`)

    await expectRefused(
      await exchange(outside, { client_id: account.id }),
      /not available/,
      'account_disabled',
    )
    await expectRefused(
      await exchange(outside, { audience: account.id }),
      /not available/,
      'account_disabled',
    )
    expectOAuthError(await exchange(outside), 400, 'invalid_request')
    await server.api('POST', `/service-accounts/${account.id}/enable`)
    expect((await exchange(outside, { client_id: account.id })).status).toBe(200)
  })

  it('ends when the policy is removed', async () => {
    const account = await createAccount(server, {
      trustPolicies: [
        {
          issuer: provider.url,
          audience: OUR_AUDIENCE,
          boundClaims: { project_id: '20', ref: 'removed' },
        },
      ],
    })
    const outside = await idToken({ ref: 'removed' })
    expect((await exchange(outside, { client_id: account.id })).status).toBe(200)
    const { body } = await server.api('GET', `/service-accounts/${account.id}/trust-policies`)
    const path = `/service-accounts/${account.id}/trust-policies/${body.items[0].id}`
    expect((await server.api('DELETE', path)).status).toBe(204)
    await expectRefused(await exchange(outside, { client_id: account.id }), /issuer/, 'issuer')
  })

  it('is for the client that authenticates itself, where several accounts fit', async () => {
    const policy = {
      issuer: provider.url,
      issuerSettings: { allowPrivateNetwork: true },
      audience: OUR_AUDIENCE,
      boundClaims: { ...claims, project_id: '435' },
    }
    const [first, second] = [
      await createAccount(server, { trustPolicies: [policy] }),
      await createAccount(server, { trustPolicies: [policy] }),
    ]
    for (const client of [first, second]) {
      const form = {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: await idToken({ project_id: '435' }),
        subject_token_type: `${TYPE}id_token`,
      }
      const { status, text, body } = await server.token(form, toBasic(client))
      expect(status, text).toBe(200)
      expect(decodeJwt(body.access_token).sub).toBe(client.id)
    }
  })

  it('does not overlook a wrong client secret that is sent along', async () => {
    const outside = await idToken()
    const answer = await exchange(outside, { client_id: trusting.id, client_secret: 'wrong' })
    expectOAuthError(answer, 401, 'invalid_client')
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['no subject token', { subject_token: '' }],
    ['no subject token type', { subject_token_type: '' }],
    ['a SAML subject token', { subject_token_type: `${TYPE}saml2` }],
    ['an access token as subject', { subject_token_type: `${TYPE}access_token` }],
    ['an unknown type', { subject_token_type: 'jwt' }],
    ['an actor token', { actor_token: 'x', actor_token_type: `${TYPE}jwt` }],
    ['an actor token without its type', { actor_token: 'x' }],
    ['an actor token type alone', { actor_token_type: `${TYPE}jwt` }],
    ['the wish for a refresh token', { requested_token_type: `${TYPE}refresh_token` }],
    ['the wish for a SAML token', { requested_token_type: `${TYPE}saml2` }],
  ])('is refused with %s (RFC 8693 §2.1, §2.2.2)', async (_, more) => {
    const answer = await exchange(await idToken(), { client_id: trusting.id, ...more })
    expectOAuthError(answer, 400, 'invalid_request')
  })

  it.each([
    ['a scope', { scope: 'read' }, 'invalid_scope'],
    ['a foreign resource', { resource: 'https://x.example' }, 'invalid_target'],
  ])('is refused with %s (RFC 8693 §2.2.2)', async (_, more, error) => {
    const answer = await exchange(await idToken(), { client_id: trusting.id, ...more })
    expectOAuthError(answer, 400, error)
  })

  it('is refused with two subject tokens', async () => {
    const outside = await idToken()
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: outside,
      subject_token_type: `${TYPE}jwt`,
      client_id: trusting.id,
    })
    form.append('subject_token', outside)
    expectOAuthError(await server.token(form.toString()), 400, 'invalid_request')
  })

  it('leaves no outside token in log or audit', async () => {
    const outside = await idToken({ project_id: '21' })
    await exchange(outside, { client_id: trusting.id })
    const signature = outside.split('.')[2] ?? outside

    expect(server.log.filter((line) => line.includes(signature))).toEqual([])
    const log = await readFile(join(server.dataDirectory, 'audit.jsonl'), 'utf8')
    expect(log).not.toContain(signature)
  })
})

function nowPlus(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}
