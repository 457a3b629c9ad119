import type { JWK } from 'jose'
import * as oauth4webapi from 'oauth4webapi'
import { afterAll, describe, expect, it } from 'vitest'
import { permissions } from '#contract/permissions.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
const withPath = await startTestServer({
  config: { publicUrl: 'https://tokens.acme.example/auth' },
})
afterAll(() => Promise.all([server.close(), withPath.close()]))

const authenticationMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt']
const keyAlgorithms = ['ES256', 'ES384', 'ES512', 'EdDSA', 'RS256', 'PS256']
const locations = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']

describe('the metadata', () => {
  it.each(locations)('describes the server at %s (RFC 8414 §2, §3)', async (path) => {
    const { status, headers, body } = await server.get(path)

    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('cache-control')).toMatch(/max-age=\d+/)
    expect(body).toEqual({
      issuer: server.issuer,
      token_endpoint: `${server.issuer}/oauth/token`,
      introspection_endpoint: `${server.issuer}/oauth/introspect`,
      revocation_endpoint: `${server.issuer}/oauth/revoke`,
      jwks_uri: `${server.issuer}/.well-known/jwks.json`,
      grant_types_supported: [
        'client_credentials',
        'urn:ietf:params:oauth:grant-type:token-exchange',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
      ],
      token_endpoint_auth_methods_supported: authenticationMethods,
      token_endpoint_auth_signing_alg_values_supported: expect.arrayContaining(keyAlgorithms),
      introspection_endpoint_auth_methods_supported: authenticationMethods,
      introspection_endpoint_auth_signing_alg_values_supported:
        expect.arrayContaining(keyAlgorithms),
      revocation_endpoint_auth_methods_supported: authenticationMethods,
      revocation_endpoint_auth_signing_alg_values_supported: expect.arrayContaining(keyAlgorithms),
      scopes_supported: permissions,
      dpop_signing_alg_values_supported: expect.arrayContaining(['ES256', 'EdDSA']),
      protected_resources: [server.issuer],
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256', 'RS256'],
    })
  })

  it('offers no algorithm for keys that anybody could forge with (RFC 8414 §2)', async () => {
    const { body } = await server.get(locations[0] ?? '')
    const algorithms: readonly string[] = body.token_endpoint_auth_signing_alg_values_supported
    expect(algorithms.filter((each) => !/^(?:ES|RS|PS|Ed)/.test(each))).toEqual([])
  })

  it.each([...locations, '/.well-known/oauth-protected-resource'])(
    'claims nothing that is not there, such as certificates of clients (RFC 8705 §3.3): %s',
    async (path) => {
      const { body } = await server.get(path)
      const absent =
        /^(tls_|mtls_|authorization_endpoint$|require_|introspection_signing|jwks$|registration_)/
      expect(Object.keys(body).filter((name) => absent.test(name))).toEqual([])
      expect(JSON.stringify(body)).not.toMatch(/tls_client_auth|"password"|"implicit"|"none"/)
    },
  )

  it('names places that answer (RFC 8414 §2)', async () => {
    const { body } = await server.get(locations[0] ?? '')

    expect((await fetch(body.jwks_uri)).status).toBe(200)
    expect((await fetch(body.token_endpoint, { method: 'POST' })).status).toBe(400)
    for (const endpoint of [body.introspection_endpoint, body.revocation_endpoint]) {
      expect((await fetch(endpoint, { method: 'POST' })).status).toBe(400)
    }
  })

  it('stands between host and path of an issuer that has one (RFC 8414 §3.1)', async () => {
    const { status, body } = await withPath.get('/.well-known/oauth-authorization-server/auth')

    expect(status).toBe(200)
    expect(body.issuer).toBe('https://tokens.acme.example/auth')
    expect(body.token_endpoint).toBe('https://tokens.acme.example/auth/oauth/token')
    expect((await withPath.get('/.well-known/oauth-authorization-server')).status).toBe(404)
    expect((await withPath.get('/.well-known/openid-configuration')).body).toEqual(body)
  })

  it('never follows what the request says of its host (RFC 8414 §3.3)', async () => {
    const headers = [
      ['host', `localhost:${new URL(server.url).port}`],
      ['x-forwarded-host', 'evil.example'],
      ['x-forwarded-proto', 'https'],
      ['forwarded', 'host=evil.example;proto=https'],
    ] as const
    for (const path of locations) {
      const { body } = await sendRaw(server.url, { path, headers })
      expect(body.issuer).toBe(server.issuer)
      expect(JSON.stringify(body)).not.toContain('evil.example')
    }
  })

  it.each([...locations, '/.well-known/jwks.json'])(
    'is only read (RFC 9110 §15.5.6): %s',
    async (path) => {
      const answer = await sendRaw(server.url, { method: 'POST', path })
      expect(answer.status).toBe(405)
      expect(answer.headers.get('allow')).toBe('GET, HEAD')

      const head = await sendRaw(server.url, { method: 'HEAD', path })
      expect([head.status, head.text]).toEqual([200, ''])
    },
  )
})

describe('the metadata of the management API as a protected resource', () => {
  const path = '/.well-known/oauth-protected-resource'

  it('is found and accepted by oauth4webapi (RFC 9728 §3)', async () => {
    const resource = new URL(server.issuer)
    const response = await oauth4webapi.resourceDiscoveryRequest(resource, {
      [oauth4webapi.allowInsecureRequests]: true,
    })
    const found = await oauth4webapi.processResourceDiscoveryResponse(resource, response)
    expect(found).toEqual({
      resource: server.issuer,
      authorization_servers: [server.issuer],
      scopes_supported: permissions,
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: expect.arrayContaining(['ES256', 'EdDSA']),
      resource_name: 'Doorward',
    })
  })

  it('stands between host and path of the identifier (RFC 9728 §3.1)', async () => {
    const { status, body } = await withPath.get(`${path}/auth`)
    expect(status).toBe(200)
    expect(body.resource).toBe('https://tokens.acme.example/auth')
    expect((await withPath.get(path)).status).toBe(404)
  })

  it.each([...locations, path])('has no empty list: %s (RFC 9728 §2)', async (location) => {
    const { body } = await server.get(location)
    for (const value of Object.values(body)) expect(value).not.toEqual([])
  })
})

describe('the keys', () => {
  it('are those of one server and of no other', async () => {
    const [own, other] = await Promise.all(
      [server, withPath].map((each) => each.get('/.well-known/jwks.json')),
    )
    const idsOf = (answer: typeof own) => answer?.body.keys.map(({ kid }: JWK) => kid)
    for (const id of idsOf(own)) expect(idsOf(other)).not.toContain(id)
  })
})
