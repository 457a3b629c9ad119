import { calculateJwkThumbprint, decodeJwt } from 'jose'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { createGroups, must } from '#support/callers.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { makeProof, makeProofKey } from '#support/make-proof.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const MAIL = 'urn:acme:mail'
const key = await makeProofKey()
const claims = { project_id: '20' }
const outsideToken = () => provider.issueIdToken({ audience: OUR_AUDIENCE, claims })

await createGroups(server, 'acme', 'acme/inner')
const createPipeline = (name: string, tokenSettings: object) =>
  must(server, 'POST', '/service-accounts', {
    group: 'acme',
    name,
    tokenSettings,
    membership: { namespace: 'acme', role: 'deployer' },
    trustPolicies: [
      {
        issuer: provider.url,
        issuerSettings: { allowPrivateNetwork: true },
        audience: OUR_AUDIENCE,
        boundClaims: claims,
      },
    ],
  })
const account = await createPipeline('pipeline', {
  accessTokenLifetimeSeconds: 120,
  allowedResources: [MAIL],
})
const bound = await createPipeline('bound', { dpopBoundAccessTokens: true })

it('is not used up by a request for resources that no one token can serve', async () => {
  const { version } = await must(server, 'GET', '/settings')
  const signingAlgorithmByResource = { [MAIL]: 'RS256' }
  await must(server, 'PATCH', '/settings', { version, signingAlgorithmByResource })
  onTestFinished(async () => {
    const usual = { version: version + 1, signingAlgorithmByResource: {} }
    await must(server, 'PATCH', '/settings', usual)
  })
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await outsideToken(),
    client_id: account.id,
    resource: MAIL,
  }
  const refused = await server.token({ ...form, audience: server.issuer })
  expectOAuthError(refused, 400, 'invalid_target')
  const answer = await server.token(form)
  expect(answer.status, answer.text).toBe(200)
})

type Fields = Readonly<Record<string, string>>

const grants: readonly [string, (token: string) => Fields][] = [
  [
    'token exchange (RFC 8693)',
    (token) => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      subject_token: token,
    }),
  ],
  [
    'the jwt-bearer grant (RFC 7523)',
    (token) => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: token,
    }),
  ],
]

describe.each(grants)('a token that comes by %s', (_, toForm) => {
  const ask = async (more: Fields = {}, headers: Fields = {}) =>
    server.token({ ...toForm(await outsideToken()), client_id: account.id, ...more }, headers)

  it('is for the resource asked for, and lives as long as its account says', async () => {
    const { status, text, body } = await ask({ resource: MAIL })
    expect(status, text).toBe(200)
    expect(body.expires_in).toBe(120)
    expect(decodeJwt(body.access_token).aud).toBe(MAIL)
  })

  it('has the scope asked for, and tells of no other memberships', async () => {
    const { body } = await ask({ scope: 'namespace:acme/inner' })
    expect(body.scope).toBe('namespace:acme/inner')
    expect(decodeJwt(body.access_token).memberships).toEqual({ 'acme/inner': 'deployer' })
  })

  it('is bound to a key by a proof', async () => {
    const dpop = await makeProof(key, 'POST', `${server.issuer}/oauth/token`)
    const { body } = await ask({}, { dpop })
    expect(body.token_type).toBe('DPoP')
    expect(decodeJwt(body.access_token).cnf).toEqual({ jkt: await calculateJwkThumbprint(key.jwk) })
  })

  it.each<[string, Fields, Fields, string]>([
    ['a resource that is not allowed', { resource: 'urn:acme:other' }, {}, 'invalid_target'],
    ['an audience that is not allowed', { audience: 'urn:acme:other' }, {}, 'invalid_target'],
    ['a scope that is not held', { scope: 'settings:update' }, {}, 'invalid_scope'],
    ['a bad proof', {}, { dpop: 'nonsense' }, 'invalid_dpop_proof'],
  ])('is refused for %s', async (_, more, headers, error) => {
    expectOAuthError(await ask(more, headers), 400, error)
  })
})

describe('the audience of a token exchange (RFC 8693 §2.1)', () => {
  it('may name the account, which leaves the token with the issuer or the resource', async () => {
    const form = grants[0]?.[1](await outsideToken()) ?? {}
    const named = await server.token({ ...form, audience: account.id })
    expect(decodeJwt(named.body.access_token)).toMatchObject({
      sub: account.id,
      aud: server.issuer,
    })

    const next = grants[0]?.[1](await outsideToken()) ?? {}
    const both = await server.token({ ...next, audience: account.id, resource: MAIL })
    expect(decodeJwt(both.body.access_token)).toMatchObject({ sub: account.id, aud: MAIL })
  })
})

describe('an account whose tokens are always bound (RFC 9449 §5.2)', () => {
  it.each(grants)('gets none by %s without a proof', async (_, toForm) => {
    const form = { ...toForm(await outsideToken()), client_id: bound.id }
    expectOAuthError(await server.token(form), 400, 'invalid_dpop_proof')
  })

  it('gets none by the login call without a proof, and a bound one with it', async () => {
    const path = '/v1/serviceaccounts/login'
    const logIn = async (headers: Fields = {}) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ service_account_path: bound.path, token: await outsideToken() }),
      })
    expect((await logIn()).status).toBe(400)
    const dpop = await makeProof(key, 'POST', `${server.issuer}${path}`)
    const { token } = (await (await logIn({ dpop })).json()) as { token: string }
    expect(decodeJwt(token).cnf).toBeDefined()
  })
})
