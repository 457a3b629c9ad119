import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, expect } from 'vitest'
import { fetchAccessToken, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { ASSERTION_TYPE } from '#support/key-client.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'
import { fuzz } from './fuzz.ts'
import { encodedText, hostileName, hostileText, hostileValue, toObject } from './hostile.ts'
import { sendUnusual } from './send-unusual.ts'
import { makeCompactKey, signCompact } from './sign-compact.ts'
import { spoil } from './to-arbitrary.ts'
import { watchServer } from './watch-server.ts'

const GRANT = 'urn:ietf:params:oauth:grant-type:'
const TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:'
const ISSUER = 'https://issuer.example'

const server = await startTestServer()
afterAll(() => server.close())
await turnLimitsOff(server)
const client = await createAccount(server)
const accessToken = await fetchAccessToken(server, client)
const { value: namedToken } = await must(server, 'POST', '/tokens', {
  name: 'fuzzed',
  account: client.id,
  intent: 'api',
})
const key = makeCompactKey()
const { clientId: keyClientId } = await must(server, 'POST', '/root-accounts', {
  name: 'key-client',
  tokenEndpointAuthMethod: 'private_key_jwt',
  publicKey: key.publicJwk,
})
const trusting = await must(server, 'POST', '/service-accounts', {
  name: 'trusting',
  trustPolicies: [
    {
      issuer: ISSUER,
      issuerSettings: { keySource: { jwks: { keys: [{ ...key.publicJwk, alg: 'ES256' }] } } },
      audience: OUR_AUDIENCE,
      boundClaims: { sub: 'job', project: '7' },
    },
  ],
})
const watch = watchServer(server)

type Field = readonly [name: string, value: string]

const basic = toBasic(client).authorization
const genuine: readonly Field[] = [
  ['client_id', client.clientId],
  ['client_secret', client.clientSecret],
]
const forms: readonly (readonly Field[])[] = [
  [['grant_type', 'client_credentials'], ...genuine],
  [
    ['grant_type', 'client_credentials'],
    ['scope', 'group:view'],
    ['resource', server.issuer],
    ...genuine,
  ],
  [
    ['grant_type', `${GRANT}jwt-bearer`],
    ['assertion', 'a.b.c'],
    ['client_id', trusting.id],
  ],
  [
    ['grant_type', `${GRANT}token-exchange`],
    ['subject_token', 'a.b.c'],
    ['subject_token_type', `${TOKEN_TYPE}jwt`],
    ['requested_token_type', `${TOKEN_TYPE}access_token`],
    ['audience', trusting.id],
  ],
  [
    ['grant_type', 'client_credentials'],
    ['client_assertion_type', ASSERTION_TYPE],
    ['client_assertion', 'a.b.c'],
  ],
]

const names = [
  ...new Set(forms.flat().map(([name]) => name)),
  'actor_token',
  'dpop_jkt',
  'token',
  'token_type_hint',
]
const field: fc.Arbitrary<Field> = fc.tuple(
  fc.oneof(fc.constantFrom(...names), hostileName, hostileText),
  fc.oneof(hostileText, fc.constantFrom(...forms.flat().map(([, value]) => value))),
)

/** A form that is good, or lacks, repeats or adds something. */
function toForm(good: readonly (readonly Field[])[]): fc.Arbitrary<readonly Field[]> {
  return fc
    .tuple(
      fc.constantFrom(...good),
      fc.nat(8),
      fc.constantFrom('keep', 'drop', 'repeat', 'replace'),
      hostileText,
      fc.array(field, { maxLength: 3 }),
    )
    .map(([fields, at, how, text, more]) => [
      ...fields.flatMap((each, index) => {
        if (index !== at || how === 'keep') return [each]
        if (how === 'drop') return []
        return how === 'repeat' ? [each, each] : [[each[0], text] as const]
      }),
      ...more,
    ])
}

/** Writes a form as it should be, or with escapes that nobody needs, or that are none. */
const body = (good: readonly (readonly Field[])[]) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: toForm(good).map((fields) =>
        new URLSearchParams(fields.map((each) => [...each])).toString(),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.oneof(encodedText, hostileText, fc.constantFrom('&', '=', ';', '+', '%')), {
          maxLength: 8,
        })
        .map((parts) => parts.join('')),
    },
  )

const authorization = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.constant(basic) },
  {
    weight: 3,
    arbitrary: fc.oneof(
      fc
        .tuple(hostileText, hostileText)
        .map(([name, secret]) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`),
      encodedText.map((text) => `Basic ${text}`),
      encodedText,
      fc.constantFrom(
        'Basic',
        'Basic =',
        'Basic Og==',
        'Bearer x',
        `Bearer ${accessToken}`,
        'DPoP x',
      ),
    ),
  },
)
const header = fc.tuple(
  fc.constantFrom('dpop', 'content-type', 'content-length', 'content-encoding', 'host', 'accept'),
  fc.oneof(
    encodedText,
    fc.constantFrom(
      'a.b.c',
      'text/plain',
      'gzip',
      '-1',
      '3',
      'application/x-www-form-urlencoded;charset=x',
    ),
  ),
)

interface Request {
  readonly path: string
  readonly authorization: string
  readonly body: string
  readonly more: readonly Field[]
  readonly type?: string
}

async function post({
  path,
  authorization: sent,
  body: text,
  more,
  type = 'application/x-www-form-urlencoded',
}: Request) {
  const isTyped = more.some(([name]) => name === 'content-type')
  const answer = await watch.check(
    sendUnusual(server.url, {
      method: 'POST',
      path,
      headers: [
        ...(isTyped ? [] : [['content-type', type] as const]),
        ...(sent === '' ? [] : [['authorization', sent] as const]),
        ...more,
      ],
      body: text,
    }),
  )
  if (answer.status >= 400 && path !== '/v1/serviceaccounts/login')
    expectOAuthRefusal(answer.body, answer.text)
  return answer
}

/** The form of RFC 6749 §5.2, with no other characters than it allows. */
function expectOAuthRefusal(refusal: unknown, text: string): void {
  const words = expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  expect(refusal, text).toMatchObject({ error: words, error_description: words })
}

fuzz(
  'token endpoint',
  fc.record({
    path: fc.constantFrom('/oauth/token', '/v1/serviceaccounts/token', '/api/m2m/oauth/token'),
    authorization,
    body: body(forms),
    more: fc.array(header, { maxLength: 2 }),
  }),
  async (request) => {
    const { status, body: answer } = await post(request)
    const isGenuine = request.authorization === basic || request.body.includes(client.clientSecret)
    if (!isGenuine) expect(status).not.toBe(200)
    if (status === 200) expect(Object.keys(answer)).toContain('access_token')
  },
)

const seconds = () => Math.floor(Date.now() / 1000)
const claimsOf = {
  client_assertion: () => ({
    iss: keyClientId,
    sub: keyClientId,
    aud: server.issuer,
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds() + 60,
  }),
  assertion: () => ({
    iss: ISSUER,
    sub: 'job',
    project: '7',
    aud: OUR_AUDIENCE,
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds() + 60,
  }),
  dpop: () => ({
    jti: randomUUID(),
    htm: 'POST',
    htu: `${server.issuer}/oauth/token`,
    iat: seconds(),
  }),
}
type Kind = keyof typeof claimsOf

const headerOf = (kind: Kind) =>
  kind === 'dpop' ? { alg: 'ES256', typ: 'dpop+jwt', jwk: key.publicJwk } : { alg: 'ES256' }

/** What is changed of a token: nothing, its header, its claims, their text, or the signed whole. */
const mutation = fc.oneof(
  fc.constant({ how: 'keep' as const }),
  fc.record({
    how: fc.constantFrom('header' as const, 'claims' as const),
    name: fc.oneof(
      fc.constantFrom(
        'alg',
        'kid',
        'typ',
        'crit',
        'b64',
        'jwk',
        'iss',
        'sub',
        'aud',
        'exp',
        'iat',
        'nbf',
        'jti',
        'htm',
        'htu',
        'project',
      ),
      hostileName,
    ),
    value: hostileValue,
  }),
  fc.record({
    how: fc.constant('text' as const),
    at: fc.nat(),
    text: fc.oneof(hostileText, fc.constantFrom('"', ',', '1e400', '{', '\\u0000', '"iss":1,')),
  }),
  fc.record({
    how: fc.constant('token' as const),
    at: fc.nat(),
    text: fc.constantFrom('', '.', '=', 'A', '-', ' ', '\n', 'é'),
  }),
)
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never

/** Makes a token; what is changed before signing may still be good, what is changed after never is. */
function makeToken(kind: Kind, change: Mutation): { token: string; isDamaged: boolean } {
  const parts = { header: headerOf(kind), claims: claimsOf[kind]() }
  if (change.how === 'header' || change.how === 'claims') {
    const changed = toObject([...Object.entries(parts[change.how]), [change.name, change.value]])
    Object.assign(parts, { [change.how]: changed })
  }
  const texts = { header: JSON.stringify(parts.header), claims: JSON.stringify(parts.claims) }
  if (change.how === 'text') texts.claims = insert(texts.claims, change.at, change.text)
  const token = signCompact(texts.header, texts.claims, key)
  const sent = change.how === 'token' ? replace(token, change.at, change.text) : token
  return { token: sent, isDamaged: sent !== token }
}

const insert = (text: string, at: number, more: string) =>
  text.slice(0, at % text.length) + more + text.slice(at % text.length)
const replace = (text: string, at: number, more: string) =>
  text.slice(0, at % text.length) + more + text.slice((at % text.length) + 1)

fuzz(
  'client assertions, outside tokens and proofs',
  fc.record({
    kind: fc.constantFrom('client_assertion' as const, 'assertion' as const, 'dpop' as const),
    change: mutation,
    isExchange: fc.boolean(),
  }),
  async ({ kind, change, isExchange }) => {
    const { token, isDamaged } = makeToken(kind, change)
    const fields: Record<Kind, Record<string, string>> = {
      client_assertion: {
        grant_type: 'client_credentials',
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: token,
      },
      assertion: isExchange
        ? {
            grant_type: `${GRANT}token-exchange`,
            subject_token: token,
            subject_token_type: `${TOKEN_TYPE}jwt`,
            client_id: trusting.id,
          }
        : { grant_type: `${GRANT}jwt-bearer`, assertion: token },
      dpop: { grant_type: 'client_credentials' },
    }
    const isProof = kind === 'dpop'
    const { status, text } = await post({
      path: '/oauth/token',
      authorization: isProof ? basic : '',
      body: new URLSearchParams(fields[kind]).toString(),
      more: isProof ? [['dpop', token.replaceAll(/[^!-~]/g, '_')]] : [],
    })
    if (change.how === 'keep') expect(status, text).toBe(200)
    if (isDamaged) expect(status, text).toBeGreaterThanOrEqual(400)
  },
)

const looked: readonly (readonly Field[])[] = [
  [['token', accessToken]],
  [
    ['token', namedToken],
    ['token_type_hint', 'access_token'],
  ],
  [['token', accessToken], ...genuine],
  [
    ['token', 'a.b.c'],
    ['client_assertion_type', ASSERTION_TYPE],
    ['client_assertion', 'a.b.c'],
  ],
]

fuzz(
  'introspection and revocation',
  fc.record({
    path: fc.constantFrom('/oauth/introspect', '/oauth/introspect', '/oauth/revoke'),
    authorization,
    body: body(looked),
    more: fc.array(header, { maxLength: 1 }),
  }),
  async (request) => {
    const { status } = await post(request)
    const isGenuine = request.authorization === basic || request.body.includes(client.clientSecret)
    if (!isGenuine) expect(status).not.toBe(200)
  },
)

const logins = [
  { service_account_path: trusting.path, token: 'a.b.c' },
  {
    data: {
      type: 'service-account-token',
      attributes: { 'service-account-path': trusting.path, token: 'a.b.c' },
    },
  },
]

fuzz(
  'login call',
  fc.record({
    body: fc.oneof(
      fc
        .constantFrom(...logins)
        .chain(spoil)
        .map((value) => JSON.stringify(value) ?? ''),
      hostileValue.map((value) => JSON.stringify(value)),
      hostileText,
      fc.constantFrom('['.repeat(60_000), '{"data":'.repeat(8000)),
    ),
    type: fc.constantFrom(
      'application/json',
      'application/vnd.api+json',
      'application/json; charset=utf-16',
      'text/json',
    ),
    more: fc.array(header, { maxLength: 1 }),
  }),
  async (request) => {
    const { status } = await post({
      path: '/v1/serviceaccounts/login',
      authorization: '',
      ...request,
    })
    expect(status).toBeGreaterThanOrEqual(400)
  },
)
