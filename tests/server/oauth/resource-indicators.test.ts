import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, describe, expect, it } from 'vitest'
import { asBearer, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await must(server, 'POST', '/groups', { name: 'acme' })

const BILLING = 'https://billing.acme.example/v1?tenant=acme'
const MAIL = 'urn:acme:mail'
const many = Array.from({ length: 12 }, (_, index) => `urn:acme:${index}`)
const account = await createAccount(server, {
  group: 'acme',
  tokenSettings: { allowedResources: [BILLING, MAIL, ...many] },
})

function ask(...pairs: readonly (readonly [string, string])[]) {
  const form = new URLSearchParams([['grant_type', 'client_credentials'], ...pairs.map(toPair)])
  return server.token(form.toString(), toBasic(account))
}
const toPair = ([name, value]: readonly [string, string]) => [name, value]
const audienceOf = (token: string) => decodeJwt(token).aud

describe('a token', () => {
  it.each<[string, readonly (readonly [string, string])[], string | readonly string[]]>([
    ['the issuer, without a resource (RFC 9068 §3)', [], server.issuer],
    ['the resource asked for (RFC 8707 §2.2)', [['resource', BILLING]], BILLING],
    ['the audience asked for', [['audience', MAIL]], MAIL],
    [
      'all resources asked for (RFC 8707 §2)',
      [
        ['resource', BILLING],
        ['resource', MAIL],
      ],
      [BILLING, MAIL],
    ],
    [
      'a resource and an audience',
      [
        ['audience', server.issuer],
        ['resource', MAIL],
      ],
      [MAIL, server.issuer],
    ],
    [
      'one that is asked for twice, once',
      [
        ['resource', MAIL],
        ['audience', MAIL],
      ],
      MAIL,
    ],
  ])('is for %s', async (_, pairs, audience) => {
    const answer = await ask(...pairs)
    expect(answer.status, answer.text).toBe(200)
    expect(audienceOf(answer.body.access_token)).toEqual(audience)
  })

  it.each<[string, string]>([
    ['a resource that is not allowed', 'https://other.example'],
    ['one with a slash more', `${server.issuer}/`],
    ['a part of one that is allowed', 'https://billing.acme.example'],
    ['one below one that is allowed', `${MAIL}:more`],
    ['other capitals', MAIL.toUpperCase()],
    ['a path', '/api'],
    ['a fragment', `${MAIL}#x`],
    ['an empty fragment', `${MAIL}#`],
    ['a blank after', `${MAIL} `],
    ['several in one', `${MAIL} ${BILLING}`],
    ['the account itself', account.id],
  ])('is refused for %s (RFC 8707 §2)', async (_, target) => {
    for (const name of ['resource', 'audience'] as const) {
      expectOAuthError(await ask([name, target]), 400, 'invalid_target')
      expectOAuthError(await ask([name, MAIL], [name, target]), 400, 'invalid_target')
    }
  })

  it('is for ten resources at most', async () => {
    const ten = many.slice(0, 10).map((target) => ['resource', target] as const)
    expect((await ask(...ten)).status).toBe(200)
    expectOAuthError(await ask(...ten, ['audience', MAIL]), 400, 'invalid_target')
  })

  it('for another resource is no token for the management API (RFC 9068 §4)', async () => {
    const { body } = await ask(['resource', MAIL])
    expectProblem(
      await asBearer(server, body.access_token)('GET', '/whoami'),
      401,
      'unauthenticated',
    )
    const both = await ask(['resource', MAIL], ['resource', server.issuer])
    expect((await asBearer(server, both.body.access_token)('GET', '/whoami')).status).toBe(200)
  })

  it('is refused from the moment that the account may not ask for it any more', async () => {
    const other = await createAccount(server, { tokenSettings: { allowedResources: [MAIL] } })
    const form = { grant_type: 'client_credentials', resource: MAIL }
    expect((await server.token(form, toBasic(other))).status).toBe(200)

    const { version } = await must(server, 'GET', `/service-accounts/${other.id}`)
    const tokenSettings = { allowedResources: [] }
    await must(server, 'PATCH', `/service-accounts/${other.id}`, { version, tokenSettings })
    expectOAuthError(await server.token(form, toBasic(other)), 400, 'invalid_target')
  })

  it('is what openid-client asks for', async () => {
    const client = await openid.discovery(
      new URL(server.issuer),
      account.clientId,
      undefined,
      openid.ClientSecretBasic(account.clientSecret),
      { execute: [openid.allowInsecureRequests] },
    )
    const parameters = new URLSearchParams([
      ['resource', BILLING],
      ['resource', MAIL],
    ])
    const { access_token } = await openid.clientCredentialsGrant(client, parameters)
    expect(audienceOf(access_token)).toEqual([BILLING, MAIL])
  })
})

describe('the life of a token', () => {
  it('is the one of its account, else the one of the installation (RFC 6749 §5.1)', async () => {
    const lifeOf = async (tokenSettings: object) => {
      const { clientId, clientSecret } = await createAccount(server, { tokenSettings })
      const grant = { grant_type: 'client_credentials' }
      const { body } = await server.token(grant, toBasic({ clientId, clientSecret }))
      const { iat, exp } = decodeJwt(body.access_token)
      expect(Number(exp) - Number(iat)).toBe(body.expires_in)
      return body.expires_in
    }
    expect(await lifeOf({})).toBe(300)
    expect(await lifeOf({ accessTokenLifetimeSeconds: 60 })).toBe(60)
    expect(await lifeOf({ accessTokenLifetimeSeconds: 86_400 })).toBe(86_400)
  })
})
