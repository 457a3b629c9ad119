import * as oauth from 'oauth4webapi'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { createKeyClient } from '#support/key-client.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const TYPE = 'urn:ietf:params:oauth:token-type:'
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const insecure = { [oauth.allowInsecureRequests]: true }
const issuer = new URL(server.issuer)
const account = await createAccount(server)
const claims = { project_id: '20' }
const federated = await createTrustingAccount(server, { issuer: provider.url, boundClaims: claims })
const client: oauth.Client = { client_id: account.clientId }
const secret = oauth.ClientSecretPost(account.clientSecret)
const wrong = oauth.ClientSecretBasic('wrong')

async function discover(algorithm: 'oidc' | 'oauth2' = 'oauth2') {
  const response = await oauth.discoveryRequest(issuer, { algorithm, ...insecure })
  return oauth.processDiscoveryResponse(issuer, response)
}
const as = await discover()

async function getToken(
  by: oauth.ClientAuth = secret,
  of = client,
  options: oauth.ClientCredentialsGrantRequestOptions = {},
) {
  const asked = { ...options, ...insecure }
  const response = await oauth.clientCredentialsGrantRequest(as, of, by, {}, asked)
  return oauth.processClientCredentialsResponse(as, of, response)
}

async function introspect(token: string, by = secret) {
  const response = await oauth.introspectionRequest(as, client, by, token, insecure)
  return oauth.processIntrospectionResponse(as, client, response)
}

async function revoke(token: string, by = secret) {
  const response = await oauth.revocationRequest(as, client, by, token, insecure)
  return oauth.processRevocationResponse(response)
}

async function ask(
  grant: string,
  parameters: Record<string, string>,
  of = client,
  by: oauth.ClientAuth = secret,
) {
  const response = await oauth.genericTokenEndpointRequest(as, of, by, grant, parameters, insecure)
  return oauth.processGenericTokenEndpointResponse(as, of, response)
}

describe('oauth4webapi', () => {
  it('finds the same metadata at both places (RFC 8414 §3)', async () => {
    expect(await discover('oidc')).toEqual(as)
  })

  it('gets, introspects and revokes a token by a secret', async () => {
    const { access_token: token, token_type, expires_in } = await getToken()
    expect([token_type, expires_in]).toEqual(['bearer', 300])
    expect(await introspect(token)).toMatchObject({ active: true, sub: account.id })
    expect(await revoke(token)).toBeUndefined()
    expect(await introspect(token)).toEqual({ active: false })
  })

  it('gets, introspects and revokes a token by a key of its own (RFC 7523 §2.2)', async () => {
    const keyed = await createKeyClient(server)
    const own = { client_id: keyed.clientId }
    const by = oauth.PrivateKeyJwt(keyed.privateKey)
    const { access_token: token } = await getToken(by, own)

    const introspected = await oauth.introspectionRequest(as, own, by, token, insecure)
    const body = await oauth.processIntrospectionResponse(as, own, introspected)
    expect(body).toMatchObject({ active: true, sub: keyed.clientId })
    const revoked = await oauth.revocationRequest(as, own, by, token, insecure)
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined()
  })

  it.each([
    [
      'token exchange (RFC 8693 §2.2.1)',
      EXCHANGE,
      (token: string) => ({ subject_token: token, subject_token_type: `${TYPE}id_token` }),
    ],
    ['the jwt-bearer grant (RFC 7523 §2.1)', BEARER, (token: string) => ({ assertion: token })],
  ] as const)('gets a token by %s', async (_, grant, toParameters) => {
    const outside = await provider.issueIdToken({ audience: OUR_AUDIENCE, claims })
    const own = { client_id: federated.id }
    const answer = await ask(grant, toParameters(outside), own, oauth.None())
    expect(answer.token_type).toBe('bearer')
    expect(answer).not.toHaveProperty('refresh_token')
  })

  it.each([
    ['unsupported_grant_type', 'password', {}],
    ['invalid_scope', 'client_credentials', { scope: 'nothing:real' }],
    ['invalid_target', 'client_credentials', { resource: 'https://x.example' }],
    ['invalid_request', EXCHANGE, { subject_token: 'x' }],
    ['invalid_grant', BEARER, { assertion: 'x.y.z' }],
  ])('reads the error %s (RFC 6749 §5.2)', async (error, grant, parameters) => {
    await expect(ask(grant, { ...parameters })).rejects.toMatchObject({
      name: 'ResponseBodyError',
      status: 400,
      error,
      error_description: expect.any(String),
    })
  })

  it('reads the challenge to a client that is not known (RFC 6749 §5.2)', async () => {
    for (const attempt of [() => getToken(wrong), () => introspect('x', wrong)]) {
      await expect(attempt()).rejects.toMatchObject({
        name: 'WWWAuthenticateChallengeError',
        status: 401,
        cause: [{ scheme: 'basic', parameters: { realm: 'doorward' } }],
      })
    }
    await expect(revoke('x', wrong)).rejects.toMatchObject({ status: 401 })
  })

  it('reads the refusal to revoke what is not its own (RFC 7009 §2.1)', async () => {
    const other = await createAccount(server)
    const by = oauth.ClientSecretBasic(other.clientSecret)
    const { access_token: token } = await getToken(by, { client_id: other.clientId })
    await expect(revoke(token)).rejects.toMatchObject({ status: 400, error: 'invalid_grant' })
  })
})

describe('oauth4webapi as a service', () => {
  const url = 'https://billing.acme.example/invoices'
  const check = (headers: Record<string, string>, audience = server.issuer) =>
    oauth.validateJwtAccessToken(as, new Request(url, { headers }), audience, insecure)

  it('accepts our tokens (RFC 9068 §4)', async () => {
    const { access_token: token } = await getToken()
    expect(await check({ authorization: `Bearer ${token}` })).toMatchObject({
      iss: server.issuer,
      sub: account.id,
      client_id: account.id,
    })
  })

  it('refuses them where they are for another service (RFC 9068 §4)', async () => {
    const { access_token: token } = await getToken()
    const elsewhere = check({ authorization: `Bearer ${token}` }, 'https://billing.acme.example')
    await expect(elsewhere).rejects.toThrow('"aud"')
  })

  it('accepts a bound token with its proof, and not without (RFC 9449 §7.1)', async () => {
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    const { access_token: token, token_type } = await getToken(secret, client, { DPoP })
    expect(token_type).toBe('dpop')
    await expect(check({ authorization: `Bearer ${token}` })).rejects.toThrow()

    const sent: Record<string, string>[] = []
    await oauth.protectedResourceRequest(token, 'GET', new URL(url), undefined, undefined, {
      DPoP,
      [oauth.customFetch]: async (_, { headers }) => {
        sent.push(headers)
        return new Response()
      },
    })
    expect(await check(sent[0] ?? {})).toMatchObject({ cnf: { jkt: expect.any(String) } })
  })

  it('lets a bound token call the management API (RFC 9449 §7.1)', async () => {
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256'))
    const { access_token: token } = await getToken(secret, client, { DPoP })
    const whoami = new URL('/api/v1/whoami', server.url)
    const options = { DPoP, ...insecure }
    const used = await oauth.protectedResourceRequest(
      token,
      'GET',
      whoami,
      undefined,
      undefined,
      options,
    )
    expect(used.status).toBe(200)
  })
})
