import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { createKeyClient } from '#support/key-client.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const claims = { project_id: '20', ref: 'main' }
const account = await createAccount(server)
const bound = await createAccount(server, { tokenSettings: { dpopBoundAccessTokens: true } })
const federated = await createTrustingAccount(server, { issuer: provider.url, boundClaims: claims })

function discover(
  clientId: string,
  authentication: openid.ClientAuth,
  algorithm: 'oidc' | 'oauth2' = 'oauth2',
) {
  const options = { algorithm, execute: [openid.allowInsecureRequests] }
  return openid.discovery(new URL(server.issuer), clientId, undefined, authentication, options)
}

const withSecret = ({ clientId, clientSecret }: typeof account) =>
  discover(clientId, openid.ClientSecretBasic(clientSecret))

async function withKey(algorithm: string) {
  const { clientId, privateKey } = await createKeyClient(server, algorithm)
  return discover(clientId, openid.PrivateKeyJwt(privateKey))
}

const secretPost = () =>
  discover(account.clientId, openid.ClientSecretPost(account.clientSecret), 'oidc')

describe('openid-client gets, introspects and revokes a token', () => {
  it.each([
    ['client_secret_basic (RFC 6749 §2.3.1)', () => withSecret(account)],
    ['client_secret_post (RFC 6749 §2.3.1)', secretPost],
    ['private_key_jwt with ES256 (RFC 7523 §2.2)', () => withKey('ES256')],
    ['private_key_jwt with RS256 (RFC 7523 §2.2)', () => withKey('RS256')],
    ['private_key_jwt with EdDSA (RFC 7523 §2.2)', () => withKey('EdDSA')],
  ])('by %s', async (_, configure) => {
    const client = await configure()
    const { client_id } = client.clientMetadata()
    const answer = await openid.clientCredentialsGrant(client)
    expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 300 })
    expect(answer.expiresIn()).toBeGreaterThan(0)

    expect(await openid.tokenIntrospection(client, answer.access_token)).toMatchObject({
      active: true,
      token_type: 'Bearer',
      client_id,
      sub: client_id,
    })
    await openid.tokenRevocation(client, answer.access_token)
    const { access_token: token } = answer
    expect(await openid.tokenIntrospection(client, token)).toEqual({ active: false })
    // What has ended can be ended again (RFC 7009 §2.2).
    await openid.tokenRevocation(client, token)
  })
})

describe('openid-client understands', () => {
  it('a refused client by its challenge (RFC 6749 §5.2)', async () => {
    const client = await withSecret({ ...account, clientSecret: 'wrong: secret & more' })
    const refused = { status: 401, cause: [{ scheme: 'basic', parameters: { realm: 'doorward' } }] }
    await expect(openid.clientCredentialsGrant(client)).rejects.toMatchObject(refused)
    await expect(openid.tokenIntrospection(client, 'x')).rejects.toMatchObject(refused)
    await expect(openid.tokenRevocation(client, 'x')).rejects.toMatchObject(refused)
  })

  it.each([
    ['invalid_scope', { scope: 'nothing:real' }],
    ['invalid_target', { resource: 'https://x.example' }],
  ])('the error %s', async (error, parameters: Record<string, string>) => {
    const client = await withSecret(account)
    await expect(openid.clientCredentialsGrant(client, parameters)).rejects.toMatchObject({
      status: 400,
      error,
      error_description: expect.any(String),
    })
  })

  it('that a DPoP proof is wanted (RFC 9449 §5.2)', async () => {
    const client = await withSecret(bound)
    await expect(openid.clientCredentialsGrant(client)).rejects.toMatchObject({
      error: 'invalid_dpop_proof',
    })
  })
})

describe('openid-client hands in an outside token', () => {
  const TYPE = 'urn:ietf:params:oauth:token-type:'
  const GRANT = 'urn:ietf:params:oauth:grant-type:'
  const idToken = (more: object = {}) =>
    provider.issueIdToken({ audience: OUR_AUDIENCE, claims: { ...claims, ...more } })
  const grants = [
    [
      'token exchange (RFC 8693 §2.1)',
      `${GRANT}token-exchange`,
      (token: string) => ({ subject_token: token, subject_token_type: `${TYPE}id_token` }),
      { issued_token_type: `${TYPE}access_token` },
      'invalid_request',
    ],
    [
      'the jwt-bearer grant (RFC 7523 §2.1)',
      `${GRANT}jwt-bearer`,
      (token: string) => ({ assertion: token }),
      {},
      'invalid_grant',
    ],
  ] as const

  it.each(grants)('by %s', async (_, grant, toParameters, more) => {
    const client = await discover(federated.id, openid.None())
    const outside = await idToken()
    const answer = await openid.genericGrantRequest(client, grant, toParameters(outside))

    expect(answer).toMatchObject({ token_type: 'bearer', ...more })
    expect(answer).not.toHaveProperty('refresh_token')
    expect(decodeJwt(answer.access_token)).toMatchObject({
      sub: federated.id,
      act_iss: provider.url,
      act_sub: decodeJwt(outside).sub,
    })
  })

  it.each(grants)('by %s, and is told when it does not fit', async (...row) => {
    const [, grant, toParameters, , error] = row
    const client = await discover(federated.id, openid.None())
    const parameters = toParameters(await idToken({ ref: 'evil' }))
    await expect(openid.genericGrantRequest(client, grant, parameters)).rejects.toMatchObject({
      status: 400,
      error,
      error_description: expect.stringContaining('claims'),
    })
  })

  it.each(grants)('by %s, for a token bound to a key (RFC 9449 §5)', async (...row) => {
    const [, grant, toParameters] = row
    const client = await discover(federated.id, openid.None())
    const DPoP = openid.getDPoPHandle(client, await openid.randomDPoPKeyPair())
    const parameters = toParameters(await idToken())
    const answer = await openid.genericGrantRequest(client, grant, parameters, { DPoP })
    expect(answer.token_type).toBe('dpop')
  })
})

describe('openid-client calls the management API', () => {
  const paths = ['/api/v1/whoami', '/api/v1/groups?limit=1&search=a%2Fb']

  it('with a plain token (RFC 6750 §2.1)', async () => {
    const client = await withSecret(account)
    const { access_token: token } = await openid.clientCredentialsGrant(client)
    for (const path of paths) {
      const used = await openid.fetchProtectedResource(
        client,
        token,
        new URL(path, server.url),
        'GET',
      )
      expect(used.status).toBe(200)
    }
  })

  it.each(['ES256', 'PS256', 'Ed25519'])(
    'with a token that is bound to a key, by %s (RFC 9449 §7.1)',
    async (algorithm) => {
      const client = await withSecret(bound)
      const DPoP = openid.getDPoPHandle(client, await openid.randomDPoPKeyPair(algorithm))
      const answer = await openid.clientCredentialsGrant(client, {}, { DPoP })
      expect(answer.token_type).toBe('dpop')

      for (const path of paths) {
        const used = await openid.fetchProtectedResource(
          client,
          answer.access_token,
          new URL(path, server.url),
          'GET',
          undefined,
          undefined,
          { DPoP },
        )
        expect(used.status).toBe(200)
      }
    },
  )

  it('and understands the challenge after a token that is not good (RFC 6750 §3)', async () => {
    const client = await withSecret(account)
    const url = new URL('/api/v1/whoami', server.url)
    await expect(
      openid.fetchProtectedResource(client, 'nonsense', url, 'GET'),
    ).rejects.toMatchObject({
      status: 401,
      cause: [
        { scheme: 'bearer', parameters: { realm: 'doorward', error: 'invalid_token' } },
        { scheme: 'dpop', parameters: { realm: 'doorward' } },
      ],
    })
  })
})
