import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactEncrypt, exportJWK } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { signByHand, startMockIssuer } from '#support/mock-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'

/** Goes on with every request, since attempts that nobody vouches for are kept at a moderate rate. */
const clock = { ms: Date.now() }
const server = await startTestServer({ now: () => clock.ms })
const [issuer, other, disabled, unused] = await Promise.all([
  startMockIssuer(),
  startMockIssuer(),
  startMockIssuer(),
  startMockIssuer(),
])
const evil = await startEvilHost()
afterAll(async () => {
  await server.close()
  await Promise.all([issuer, other, disabled, unused, evil].map((each) => each.close()))
})

const AUDIENCE = 'https://doorward.acme.example'
const bound = {
  project_id: '20',
  ref_protected: 'true',
  level: 1,
  run: 9_007_199_254_740_991,
  groups: { contains: 'deployers' },
  constructor: 'acme',
  '/deep/er': 'inside',
}
const fitting = {
  aud: AUDIENCE,
  sub: 'job',
  project_id: '20',
  ref_protected: 'true',
  level: 1,
  run: 9_007_199_254_740_991,
  groups: ['all', 'deployers'],
  constructor: 'acme',
  deep: { er: 'inside' },
}

const settings = { issuerSettings: { allowPrivateNetwork: true }, audience: AUDIENCE }
const account = await must(server, 'POST', '/service-accounts', {
  name: 'deployer',
  trustPolicies: [
    { issuer: issuer.url, boundClaims: bound, ...settings },
    { issuer: other.url, boundClaims: { sub: 'other' }, ...settings },
    { issuer: disabled.url, boundClaims: bound, ...settings },
  ],
})
await must(server, 'POST', '/service-accounts', {
  name: 'somebody-else',
  trustPolicies: [{ issuer: unused.url, boundClaims: { sub: 'nobody' }, ...settings }],
})
const { items: issuers } = await must(server, 'GET', '/issuers')
const issuerOf = (url: string) => issuers.find((each: { url: string }) => each.url === url)
await must(server, 'PATCH', `/issuers/${issuerOf(disabled.url).id}`, { version: 1, enabled: false })

const attacker = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
}
const publicRsa = createPublicKey(issuer.keys.rsa)
const HEADER = { alg: 'RS256', kid: 'rsa' }

const nowPlus = (seconds: number) => Math.floor(clock.ms / 1000) + seconds
const usual = () => ({ iss: issuer.url, ...fitting, iat: nowPlus(0), exp: nowPlus(300) })

/** A genuine token but for these claims; `undefined` leaves one out. */
const withClaims = (more: Readonly<Record<string, unknown>>) =>
  signByHand(HEADER, { ...usual(), jti: newId(), ...more }, issuer.keys.rsa)
const withHeader = (header: object | string, key: KeyObject = issuer.keys.rsa) =>
  signByHand(typeof header === 'string' ? header : { ...HEADER, ...header }, usual(), key)
/** A genuine token of which the payload was changed as text before it was signed. */
const withText = (change: (payload: string) => string | Buffer) =>
  signByHand(HEADER, change(JSON.stringify(usual())), issuer.keys.rsa)
const replaceClaim = (from: string, to: string) =>
  withText((payload) => {
    expect(payload).toContain(from)
    return payload.replace(from, to)
  })

const ids = { count: 0 }
function newId(): string {
  ids.count += 1
  return `jti-${ids.count}`
}

const calls = {
  'token exchange': (token: string) =>
    server.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_token: token,
      client_id: account.id,
    }),
  'jwt-bearer': (token: string) =>
    server.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: token,
      client_id: account.id,
    }),
} as const
/** RFC 8693 §2.2.2 and RFC 7523 §3.1 */
const errorOf = { 'token exchange': 'invalid_request', 'jwt-bearer': 'invalid_grant' } as const

async function send(call: keyof typeof calls, token: string): Promise<HttpAnswer> {
  clock.ms += 1100
  return calls[call](token)
}

async function expectRefused(token: string, stage: string): Promise<void> {
  for (const call of ['token exchange', 'jwt-bearer'] as const) {
    const answer = await send(call, token)
    expect(answer.text).not.toContain('access_token')
    expect(answer.text).not.toContain('eyJ')
    expect(answer.body, answer.text).toMatchObject({ error: errorOf[call] })
    expect(answer.status).toBe(400)
    const [id] = /req_\w+/.exec(answer.body.error_description) ?? []
    expect(answer.headers.get('x-correlation-id')).toBe(id)
    const attempt = await must(server, 'GET', `/trust/attempts/${id}`)
    expect(attempt).toMatchObject({ stage, accepted: false, policy: null })
  }
}

async function expectAccepted(token: string): Promise<void> {
  const answer = await send('token exchange', token)
  expect(answer.status, answer.text).toBe(200)
  const id = answer.headers.get('x-correlation-id')
  expect(await must(server, 'GET', `/trust/attempts/${id}`)).toMatchObject({
    accepted: true,
    stage: null,
    policy: account.trustPolicies[0].id,
  })
}

type Row = readonly [name: string, make: () => string | Promise<string>]

describe('is accepted, so that the refusals below mean something: a token', () => {
  it.each<Row>([
    ['that the mock server signed', () => issuer.build(usual())],
    ['that was signed by hand', () => withClaims({})],
    ['of the EC key', () => signByHand({ alg: 'ES256', kid: 'ec' }, usual(), issuer.keys.ec)],
    ['without a key id', () => withHeader({ kid: undefined })],
    ['with our audience as the only one of a list', () => withClaims({ aud: [AUDIENCE] })],
    ['of exactly 16 KiB', () => padTo(16_384)],
    ['that a clock issued 29 s ahead of ours', () => withClaims({ iat: nowPlus(29) })],
    ['that names keys in its header', () => withHeader({ jku: `${evil.url}/jwks`, x5c: ['AA'] })],
    ['without iat', () => withClaims({ iat: undefined })],
  ])('%s', async (_, make) => {
    await expectAccepted(await make())
  })
})

describe('is refused as malformed (RFC 7515, RFC 8725): a token', () => {
  const unsigned = (alg: string) => `${encode({ alg })}.${encode(usual())}.`
  const [signature = ''] = withClaims({}).split('.').slice(2)
  const hmac = (alg: string, key: string | Buffer) => {
    const input = `${encode({ ...HEADER, alg })}.${encode(usual())}`
    const hash = alg.replace('HS', 'sha')
    return `${input}.${createHmac(hash, key).update(input).digest('base64url')}`
  }
  const pem = () => publicRsa.export({ type: 'spki', format: 'pem' })
  const der = () => publicRsa.export({ type: 'spki', format: 'der' })

  it.each<Row>([
    ['with alg none and no signature', () => unsigned('none')],
    ['with alg none and the signature of another', () => `${unsigned('none')}${signature}`],
    ['with alg None', () => `${unsigned('None')}${signature}`],
    ['with alg nOnE', () => withHeader({ alg: 'nOnE' })],
    ['with alg rs256', () => withHeader({ alg: 'rs256' })],
    ['with a space behind its alg', () => withHeader({ alg: 'RS256 ' })],
    ['without alg', () => withHeader({ alg: undefined })],
    ['with a list as alg', () => withHeader({ alg: ['RS256'] })],
    ['with an inherited name as alg', () => withHeader({ alg: 'constructor' })],
    ['with an alg that is not in the list', () => withHeader({ alg: 'RS512' })],
    ['with HS256 by the public key as PEM', () => hmac('HS256', pem())],
    ['with HS256 by the public key in DER', () => hmac('HS256', der())],
    [
      'with HS256 by the public key as JWK',
      () => hmac('HS256', JSON.stringify(publicRsa.export({ format: 'jwk' }))),
    ],
    ['with HS512 by an empty key', () => hmac('HS512', '')],
    ['with a number as key id', () => withHeader({ kid: 7 })],
    ['with a list as key id', () => withHeader({ kid: ['rsa'] })],
    ['with an object as key id', () => withHeader({ kid: { toString: 'rsa' } })],
    ['with a critical extension', () => withHeader({ crit: ['x'], x: 1 })],
    ['that calls exp critical', () => withHeader({ crit: ['exp'], exp: 1 })],
    ['with an empty crit', () => withHeader({ crit: [] })],
    ['with b64 false', () => withHeader({ b64: false })],
    ['with b64 false, called critical', () => withHeader({ b64: false, crit: ['b64'] })],
    ['with two algs', () => withHeader('{"alg":"none","alg":"RS256","kid":"rsa"}')],
    [
      'with two key ids, one escaped',
      () => withHeader('{"alg":"RS256","kid":"rsa","k\\u0069d":"x"}'),
    ],
    ['with a header that is a list', () => withHeader('[{"alg":"RS256"}]')],
    ['with a header that is no JSON', () => withHeader('alg=RS256')],
    ['with two audiences of the same name', () => replaceClaim('{', `{"aud":"x",`)],
    ['with two project ids', () => replaceClaim('"project_id"', '"project_id":"21","project_id"')],
    ['with two of a nested claim', () => replaceClaim('"er"', '"er":"outside","er"')],
    ['with two issuers', () => replaceClaim('"iss"', '"iss":"https://x.example","iss"')],
    ['with a list around its claims', () => withText((payload) => `[${payload}]`)],
    ['with more behind its claims', () => withText((payload) => `${payload}{}`)],
    ['with a byte order mark before its claims', () => withText((payload) => `\ufeff${payload}`)],
    [
      'with text that is not UTF-8',
      () => withText((text) => Buffer.from(text.replace('acme', '\xff'), 'latin1')),
    ],
    ['with UTF-16', () => withText((payload) => Buffer.from(payload, 'utf16le'))],
    ['with NaN', () => replaceClaim('"level":1', '"level":NaN')],
    [
      'with Infinity as exp',
      () => withText((payload) => payload.replace(/"exp":\d+/, '"exp":Infinity')),
    ],
    ['with a list as issuer', () => withClaims({ iss: [issuer.url] })],
    ['with two issuers in a list', () => withClaims({ iss: [issuer.url, 'https://x.example'] })],
    ['with an object as issuer', () => withClaims({ iss: { url: issuer.url } })],
    ['with a number as issuer', () => withClaims({ iss: 1 })],
    ['without an issuer', () => withClaims({ iss: undefined })],
    [
      'with an inherited issuer',
      () => replaceClaim(`"iss":"${issuer.url}"`, `"__proto__":{"iss":"${issuer.url}"}`),
    ],
    ['with a line break behind', () => `${withClaims({})}\n`],
    ['with a dot behind', () => `${withClaims({})}.`],
    ['with a fourth part', () => `${withClaims({})}.AAAA`],
    ['with padding', () => `${withClaims({})}==`],
    ['with a space before', () => ` ${withClaims({})}`],
    ['with a scheme before', () => `Bearer ${withClaims({})}`],
    ['with a null character within', () => withClaims({}).replace('.', '.\0')],
    ['in plain base64', () => withClaims({}).replace(/\.[\w-]{4}/, '.a+b/')],
    ['cut off before its signature', () => withClaims({}).split('.').slice(0, 2).join('.')],
    ['without its signature', () => withClaims({}).replace(/[^.]*$/, '')],
    ['of 16 KiB and one byte', () => padTo(16_385)],
    ['of 10,000 dots', () => '.'.repeat(10_000)],
    ['in JSON serialization', () => toJsonSerialization(withClaims({}))],
    ['that is encrypted for our own key', () => encrypted()],
    ['that is no token at all', () => 'hello'],
  ])('%s', async (_, make) => {
    await expectRefused(await make(), 'malformed')
  })
})

describe('is refused for its issuer: a token', () => {
  const { port } = new URL(issuer.url)
  it.each<Row>([
    ['with a slash behind', () => withClaims({ iss: `${issuer.url}/` })],
    ['with a path behind', () => withClaims({ iss: `${issuer.url}/x` })],
    ['with a step up behind', () => withClaims({ iss: `${issuer.url}/..` })],
    ['with a query', () => withClaims({ iss: `${issuer.url}?` })],
    ['with a fragment', () => withClaims({ iss: `${issuer.url}#` })],
    ['with https', () => withClaims({ iss: issuer.url.replace('http', 'https') })],
    ['with a scheme in capitals', () => withClaims({ iss: issuer.url.replace('http', 'HTTP') })],
    [
      'with another port',
      () => withClaims({ iss: issuer.url.replace(port, `${Number(port) ^ 1}`) }),
    ],
    [
      'with a zero before the port',
      () => withClaims({ iss: issuer.url.replace(port, `0${port}`) }),
    ],
    ['with user information', () => withClaims({ iss: issuer.url.replace('//', '//evil@') })],
    ['with ours as user information', () => withClaims({ iss: `${issuer.url}@evil.example` })],
    ['with another host behind', () => withClaims({ iss: `${issuer.url}.evil.example` })],
    [
      'with the host as a number',
      () => withClaims({ iss: issuer.url.replace('127.0.0.1', '2130706433') }),
    ],
    [
      'with the host by name',
      () => withClaims({ iss: issuer.url.replace('127.0.0.1', 'localhost') }),
    ],
    ['with full-width digits', () => withClaims({ iss: issuer.url.replace('127', '１２７') })],
    ['with a space behind its issuer', () => withClaims({ iss: `${issuer.url} ` })],
    [
      'with its discovery document',
      () => withClaims({ iss: `${issuer.url}/.well-known/openid-configuration` }),
    ],
    ['with the id that we have for it', () => withClaims({ iss: issuerOf(issuer.url).id })],
    ['with an empty issuer', () => withClaims({ iss: '' })],
    ['with an inherited name', () => withClaims({ iss: '__proto__' })],
    ['with our own issuer', () => withClaims({ iss: server.issuer })],
    [
      'with a host of the attacker, who has a discovery document',
      () => withClaims({ iss: evil.url }),
    ],
    ['with metadata of a cloud', () => withClaims({ iss: 'http://169.254.169.254' })],
    ['of an issuer that is disabled', () => disabled.build({ ...usual(), iss: disabled.url })],
    [
      'of an issuer that only another account trusts',
      () => unused.build({ ...usual(), iss: unused.url }),
    ],
  ])('%s', async (_, make) => {
    await expectRefused(await make(), 'issuer')
    expect(evil.requests).toEqual([])
  })
})

describe('is refused for its signature (RFC 7515 §5.2): a token', () => {
  const genuine = () => withClaims({}).split('.')
  const changed = (change: (parts: readonly string[]) => readonly string[]) =>
    change(genuine()).join('.')
  const jwkOf = ({ publicKey }: { publicKey: KeyObject }) => publicKey.export({ format: 'jwk' })
  const der = () => attacker.rsa.publicKey.export({ type: 'spki', format: 'der' })

  it.each<Row>([
    ['by a key of the attacker', () => withHeader({}, attacker.rsa.privateKey)],
    [
      'by a key of the attacker, without a key id',
      () => withHeader({ kid: undefined }, attacker.rsa.privateKey),
    ],
    [
      'by the key in its header (jwk)',
      () => withHeader({ jwk: jwkOf(attacker.rsa) }, attacker.rsa.privateKey),
    ],
    [
      'by the key in its header under an unknown id',
      () =>
        withHeader(
          { kid: 'mine', jwk: { ...jwkOf(attacker.rsa), kid: 'mine' } },
          attacker.rsa.privateKey,
        ),
    ],
    [
      'by keys that its header says where to find (jku)',
      () => withHeader({ kid: 'evil', jku: `${evil.url}/jwks` }, attacker.rsa.privateKey),
    ],
    [
      'by a certificate at an address in its header (x5u)',
      () => withHeader({ x5u: `${evil.url}/x5u` }, attacker.rsa.privateKey),
    ],
    [
      'by a certificate in its header (x5c)',
      () => withHeader({ x5c: [der().toString('base64')] }, attacker.rsa.privateKey),
    ],
    ['with RS256 and the id of the EC key', () => withHeader({ kid: 'ec' })],
    [
      'with ES256 and the id of the RSA key',
      () => signByHand({ alg: 'ES256', kid: 'rsa' }, usual(), issuer.keys.ec),
    ],
    [
      'with ES256 by a key of the attacker',
      () => signByHand({ alg: 'ES256', kid: 'ec' }, usual(), attacker.ec.privateKey),
    ],
    ['with PS256 by a key for RS256', () => withHeader({ alg: 'PS256' })],
    ['with an unknown key id', () => withHeader({ kid: 'unknown' })],
    ['with an empty key id', () => withHeader({ kid: '' })],
    ['with a path as key id', () => withHeader({ kid: '../../../../dev/null' })],
    ['with a query as key id', () => withHeader({ kid: "rsa' OR '1'='1" })],
    [
      'with an address as key id',
      () => withHeader({ kid: `${evil.url}/jwks` }, attacker.rsa.privateKey),
    ],
    ['with an inherited name as key id', () => withHeader({ kid: '__proto__' })],
    ['with its key id in capitals', () => withHeader({ kid: 'RSA' })],
    [
      'with the signature of another',
      () => changed(([head = '', body = '']) => [head, body, genuine()[2] ?? '']),
    ],
    [
      'with other claims',
      () =>
        changed(([head = '', , end = '']) => [
          head,
          encode({ ...usual(), project_id: '20', admin: true }),
          end,
        ]),
    ],
    [
      'with another header',
      () => changed(([, body = '', end = '']) => [encode({ ...HEADER, typ: 'JWT' }), body, end]),
    ],
    [
      'with a signature cut short',
      () =>
        changed(([head = '', body = '', end = '']) => [
          head,
          body,
          Buffer.from(end, 'base64url').subarray(0, -1).toString('base64url'),
        ]),
    ],
    [
      'with a signature and a byte more',
      () =>
        changed(([head = '', body = '', end = '']) => [
          head,
          body,
          Buffer.concat([Buffer.from(end, 'base64url'), Buffer.alloc(1)]).toString('base64url'),
        ]),
    ],
    [
      'with an EC signature of zeros',
      () =>
        `${encode({ alg: 'ES256', kid: 'ec' })}.${encode(usual())}.${Buffer.alloc(64).toString('base64url')}`,
    ],
    [
      'with an RSA signature of zeros',
      () => `${encode(HEADER)}.${encode(usual())}.${Buffer.alloc(256).toString('base64url')}`,
    ],
    ['by another registered issuer', () => other.build(usual())],
    [
      'in the name of another registered issuer',
      () => issuer.build({ ...usual(), iss: other.url, sub: 'other' }),
    ],
    ['by an issuer that is disabled', () => disabled.build(usual())],
  ])('%s', async (_, make) => {
    await expectRefused(await make(), 'signature')
    expect(evil.requests).toEqual([])
  })

  it('by a key that the issuer has replaced, once its keys were fetched again', async () => {
    const rotated = await startMockIssuer()
    const boundClaims = { sub: 'rotated' }
    const policy = { issuer: rotated.url, boundClaims, ...settings }
    await must(server, 'POST', `/service-accounts/${account.id}/trust-policies`, policy)
    const claims = () => ({ ...usual(), iss: rotated.url, sub: 'rotated', jti: newId() })
    expect((await send('jwt-bearer', await rotated.build(claims()))).status).toBe(200)

    await rotated.rotate('rsa')
    const { items } = await must(server, 'GET', '/issuers')
    const { id } = items.find(({ url }: { url: string }) => url === rotated.url)
    await must(server, 'POST', `/issuers/${id}/refresh-keys`)
    await expectRefused(signByHand(HEADER, claims(), rotated.keys.rsa), 'signature')
    expect((await send('jwt-bearer', await rotated.build(claims()))).status).toBe(200)
    await rotated.close()
  })
})

describe('is refused for its times (RFC 7519 §4.1.4–6): a token', () => {
  const raw = (name: 'exp' | 'iat', written: string) =>
    withText((payload) => payload.replace(new RegExp(`"${name}":\\d+`), `"${name}":${written}`))

  it.each<readonly [string, string, () => string]>([
    ['without exp', 'expired', () => withClaims({ exp: undefined })],
    ['with exp null', 'expired', () => withClaims({ exp: null })],
    ['with exp as text', 'expired', () => withClaims({ exp: String(nowPlus(300)) })],
    ['with exp in a list', 'expired', () => withClaims({ exp: [nowPlus(300)] })],
    ['with exp true', 'expired', () => withClaims({ exp: true })],
    ['with exp zero', 'expired', () => withClaims({ exp: 0 })],
    ['with a negative exp', 'expired', () => withClaims({ exp: -nowPlus(300) })],
    ['with exp 1e308', 'expired', () => raw('exp', '1e308')],
    ['with exp -1e308', 'expired', () => raw('exp', '-1e308')],
    ['with exp 1e999', 'expired', () => raw('exp', '1e999')],
    ['with exp beyond 2^53', 'expired', () => raw('exp', '9007199254740993')],
    [
      'that expired 31 s ago',
      'expired',
      () => withClaims({ exp: nowPlus(-31), iat: nowPlus(-300) }),
    ],
    [
      'that expires this moment, without life to hand on',
      'expired',
      () => withClaims({ exp: nowPlus(0) }),
    ],
    ['that is good from 60 s on', 'not_yet_valid', () => withClaims({ nbf: nowPlus(60) })],
    ['with nbf as text', 'not_yet_valid', () => withClaims({ nbf: '0' })],
    ['with a negative nbf', 'not_yet_valid', () => withClaims({ nbf: -1 })],
    ['issued in 60 s', 'not_yet_valid', () => withClaims({ iat: nowPlus(60) })],
    [
      'issued in a year',
      'not_yet_valid',
      () => withClaims({ iat: nowPlus(3e7), exp: nowPlus(3e7 + 60) }),
    ],
    ['with iat as text', 'not_yet_valid', () => withClaims({ iat: String(nowPlus(0)) })],
    ['with iat in a list', 'not_yet_valid', () => withClaims({ iat: [nowPlus(0)] })],
    ['with iat 1e308', 'not_yet_valid', () => raw('iat', '1e308')],
    ['that lives for longer than an hour', 'too_old', () => withClaims({ exp: nowPlus(3601 + 5) })],
    ['with exp in milliseconds', 'too_old', () => withClaims({ exp: nowPlus(300) * 1000 })],
    [
      'without iat and with a far end',
      'too_old',
      () => withClaims({ iat: undefined, exp: nowPlus(4000) }),
    ],
    ['from two hours ago', 'too_old', () => withClaims({ iat: nowPlus(-7200) })],
    ['from the beginning of time', 'too_old', () => withClaims({ iat: 0 })],
  ])('%s', async (_, stage, make) => {
    await expectRefused(make(), stage)
  })
})

describe('is refused for its audience (RFC 7519 §4.1.3): a token with', () => {
  it.each<readonly [string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['the empty text', ''],
    ['an empty list', []],
    ['an empty text in a list', ['']],
    ['ours and another', [AUDIENCE, 'https://x.example']],
    ['ours twice', [AUDIENCE, AUDIENCE]],
    ['ours in a list in a list', [[AUDIENCE]]],
    ['an object', { [AUDIENCE]: true }],
    ['a number', 1],
    ['true', true],
    ['another', 'https://x.example'],
    ['a slash behind', `${AUDIENCE}/`],
    ['more behind', `${AUDIENCE}.evil.example`],
    ['less', AUDIENCE.slice(0, -1)],
    ['another letter case', AUDIENCE.toUpperCase()],
    ['a space behind', `${AUDIENCE} `],
    ['several in one text', `${AUDIENCE} https://x.example`],
    ['a star', '*'],
  ])('%s', async (_, aud) => {
    await expectRefused(withClaims({ aud }), 'audience')
  })
})

describe('is refused for its claims: a token with', () => {
  it.each<readonly [string, () => string]>([
    ['another project', () => withClaims({ project_id: '21' })],
    ['a longer project', () => withClaims({ project_id: '200' })],
    ['a number for a text', () => withClaims({ project_id: 20 })],
    ['a list for a text', () => withClaims({ project_id: ['20'] })],
    ['an object for a text', () => withClaims({ project_id: { 0: '2', 1: '0' } })],
    ['a project and a line break', () => withClaims({ project_id: '20\n' })],
    ['a project and a null character', () => withClaims({ project_id: '20\0' })],
    ['full-width digits', () => withClaims({ project_id: '２０' })],
    ['null for a project', () => withClaims({ project_id: null })],
    ['no project', () => withClaims({ project_id: undefined })],
    ['true for "true"', () => withClaims({ ref_protected: true })],
    ['"1" for 1', () => withClaims({ level: '1' })],
    ['1.9 for 1', () => withClaims({ level: 1.9 })],
    ['true for 1', () => withClaims({ level: true })],
    [
      '1 with a fraction that nobody sees',
      () => replaceClaim('"level":1', '"level":1.00000000000000000001'),
    ],
    ['a number beyond 2^53', () => replaceClaim('9007199254740991', '9007199254740992')],
    [
      'a number that rounds down to ours',
      () => replaceClaim('9007199254740991', '9007199254740991.4'),
    ],
    ['a text for a list', () => withClaims({ groups: 'deployers' })],
    ['a text that holds a member', () => withClaims({ groups: 'all deployers' })],
    ['a list like an object', () => withClaims({ groups: { 0: 'deployers', length: 1 } })],
    ['a list in a list', () => withClaims({ groups: [['deployers']] })],
    ['other members', () => withClaims({ groups: ['all', 'deployers2'] })],
    ['no own constructor', () => withClaims({ constructor: undefined })],
    [
      'claims on a prototype',
      () => replaceClaim('"project_id":"20"', '"__proto__":{"project_id":"20"}'),
    ],
    [
      'a nested claim under a dotted name',
      () => withClaims({ deep: undefined, 'deep.er': 'inside' }),
    ],
    ['a nested claim in text', () => withClaims({ deep: '{"er":"inside"}' })],
    ['a nested claim in a list', () => withClaims({ deep: [{ er: 'inside' }] })],
    [
      'claims under names in capitals',
      () => withClaims({ project_id: undefined, PROJECT_ID: '20' }),
    ],
  ])('%s', async (_, make) => {
    await expectRefused(make(), 'claims')
  })
})

describe('is refused as used already: a token', () => {
  it('with a jti', async () => {
    const token = withClaims({ jti: 'only-once' })
    await expectAccepted(token)
    await expectRefused(token, 'replayed')
    await expectRefused(withClaims({ jti: 'only-once', more: 1 }), 'replayed')
  })

  it('without one, also with another signature over the same', async () => {
    const claims = { ...usual(), unique: newId() }
    const [input, again] = [1, 2].map(() =>
      signByHand({ alg: 'ES256', kid: 'ec' }, claims, issuer.keys.ec),
    )
    expect(input).not.toBe(again)
    await expectAccepted(input ?? '')
    await expectRefused(input ?? '', 'replayed')
    await expectRefused(again ?? '', 'replayed')
  })
})

it('leaves no token in an attempt, the log or an event', async () => {
  const secret = Buffer.from('a token within a token').toString('base64url')
  const token = withClaims({ project_id: `eyJhbGciOiJub25lIn0.${secret}.${secret}` })
  await expectRefused(token, 'claims')
  const { items } = await must(server, 'GET', '/trust/attempts?limit=100')
  const events = await must(server, 'GET', '/audit/events?limit=100')
  const kept = JSON.stringify([items, events, server.log])
  expect(kept).toContain('(a token, left out)')
  const found = [secret, ...token.split('.')].filter((part) => kept.includes(part))
  expect(found).toEqual([])
})

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** A genuine token of this many characters. */
function padTo(length: number): string {
  const signatureLength = Math.ceil((256 * 4) / 3)
  const bare = `${encode(HEADER)}.`.length + 1 + signatureLength
  const room = Math.floor(((length - bare) * 3) / 4)
  const claims = { ...usual(), jti: newId(), pad: '' }
  const pad = 'x'.repeat(room - JSON.stringify(claims).length)
  const text = JSON.stringify({ ...claims, pad })
  const token = signByHand(HEADER, text, issuer.keys.rsa)
  if (token.length === length) return token
  // Not every length can be had from the payload alone; the header makes up the difference.
  const header = { ...HEADER, x: '' }
  return padHeader(header, text.replace(pad, pad.slice(40)), length)
}

function padHeader(header: object, payload: string, length: number): string {
  for (let size = 0; size < 80; size += 1) {
    const token = signByHand({ ...header, x: 'x'.repeat(size) }, payload, issuer.keys.rsa)
    if (token.length === length) return token
  }
  throw new Error(`No token has ${length} characters.`)
}

function toJsonSerialization(token: string): string {
  const [protectedHeader, payload, signature] = token.split('.')
  return JSON.stringify({ protected: protectedHeader, payload, signature })
}

async function encrypted(): Promise<string> {
  const { keys } = (await server.get('/.well-known/jwks.json')).body
  const jwk = { ...keys[0], alg: undefined, use: undefined, key_ops: undefined }
  const claims = new TextEncoder().encode(JSON.stringify(usual()))
  return new CompactEncrypt(claims)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .encrypt(createPublicKey({ key: jwk, format: 'jwk' }))
}

/** A host with the attacker's keys, which nobody may ever ask for them. */
async function startEvilHost() {
  const requests: string[] = []
  const jwk = await exportJWK(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)
  const host = createServer((req, res) => {
    requests.push(req.url ?? '')
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify({ keys: [{ ...jwk, kid: 'evil' }] }))
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  // Safe: a server that listens on a host and port has an address of this kind.
  const { port } = host.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise<void>((resolve) => host.close(() => resolve())),
  }
}
