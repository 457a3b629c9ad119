import { ClientCredentials, type ModuleOptions } from 'simple-oauth2'
import { afterAll, describe, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const account = await createAccount(server)
const whoami = (token: unknown) =>
  server.get('/api/v1/whoami', { authorization: `Bearer ${token}` })

/** Its defaults name our paths already: /oauth/token and /oauth/revoke. */
const clientOf = (options: ModuleOptions['options'] = {}, secret = account.clientSecret) =>
  new ClientCredentials({
    client: { id: account.clientId, secret },
    auth: { tokenHost: server.url },
    options,
  })

const locations = [
  ['in the header, encoded', { authorizationMethod: 'header', credentialsEncodingMode: 'strict' }],
  ['in the header, as it is', { authorizationMethod: 'header', credentialsEncodingMode: 'loose' }],
  ['in the body', { authorizationMethod: 'body' }],
] as const

describe('simple-oauth2', () => {
  it.each(locations)('gets, uses and revokes a token with its secret %s', async (_, options) => {
    const token = await clientOf(options).getToken({})
    expect(token.token).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
    expect([token.expired(), token.expired(301)]).toEqual([false, true])
    expect((await whoami(token.token.access_token)).status).toBe(200)

    await token.revoke('access_token')
    expect((await whoami(token.token.access_token)).status).toBe(401)
  })

  it.each(locations)('is refused with a wrong secret %s', async (_, options) => {
    await expect(clientOf(options, 'wrong').getToken({})).rejects.toMatchObject({
      output: { statusCode: 401 },
      data: { payload: { error: 'invalid_client' } },
    })
  })

  it('is offered no refresh, and is refused one (RFC 6749 §4.4.3)', async () => {
    const token = await clientOf().getToken({})
    expect(token.token).not.toHaveProperty('refresh_token')
    await expect(token.refresh()).rejects.toMatchObject({
      output: { statusCode: 400 },
      data: { payload: { error: 'unsupported_grant_type' } },
    })
  })

  it('reads a refusal of its scope (RFC 6749 §5.2)', async () => {
    await expect(clientOf().getToken({ scope: ['nothing:real'] })).rejects.toMatchObject({
      data: { payload: { error: 'invalid_scope' } },
    })
  })
})
