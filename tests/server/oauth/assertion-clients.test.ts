import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { createKeyClient, toAssertionForm } from '#support/key-client.ts'
import { runCurl } from '#support/run-curl.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const grant = { grant_type: 'client_credentials' }

describe('the call that Mia-Platform documents', () => {
  const command = `curl --location \\
--request POST 'http://[my-console-url]/api/m2m/oauth/token' \\
--header 'Content-Type: application/x-www-form-urlencoded' \\
--data-urlencode 'grant_type=client_credentials' \\
--data-urlencode 'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer' \\
--data-urlencode 'client_assertion=<assertion-JWT>' \\
--data-urlencode 'client_id=<client-id>' \\
--data-urlencode 'token_endpoint_auth_method=private_key_jwt'`

  it('gets a token for a root account, and none the second time', async () => {
    const keyed = await createKeyClient(server, 'RS256')
    const filled = command
      .replace('[my-console-url]', new URL(server.url).host)
      .replace('<assertion-JWT>', await keyed.assert())
      .replace('<client-id>', keyed.clientId)

    const answer = JSON.parse(await runCurl(filled))
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
    expect(decodeJwt(answer.access_token).sub).toBe(keyed.clientId)
    expect(JSON.parse(await runCurl(filled)).error).toBe('invalid_client')
  })
})

describe('an account whose assertions may name the token endpoint', async () => {
  const keyed = await createKeyClient(server)
  const strict = await createKeyClient(server)
  const { version } = await must(server, 'GET', `/service-accounts/${keyed.clientId}`)
  await must(server, 'PATCH', `/service-accounts/${keyed.clientId}`, {
    version,
    tokenSettings: { acceptTokenEndpointAudience: true },
  })
  const ask = async (aud: unknown, by = keyed) =>
    server.token({ ...grant, ...toAssertionForm(await by.assert({ claims: { aud } })) })
  const paths = ['/oauth/token', '/api/m2m/oauth/token', '/v1/serviceaccounts/token']

  it.each(paths)('gets a token for an assertion to %s, and nobody else does', async (path) => {
    expect((await ask(`${server.issuer}${path}`)).status).toBe(200)
    expectOAuthError(await ask(`${server.issuer}${path}`, strict), 401, 'invalid_client')
  })

  it('may still name the issuer', async () => {
    expect((await ask(server.issuer)).status).toBe(200)
  })

  it.each([
    ['another path of ours', `${server.issuer}/oauth/revoke`],
    ['both at once', [server.issuer, `${server.issuer}/oauth/token`]],
    ['the token endpoint of somebody else', 'https://evil.example/oauth/token'],
    ['the name of every such server', 'console-client-credentials'],
  ])('is refused with %s', async (_, aud) => {
    expectOAuthError(await ask(aud), 401, 'invalid_client')
  })
})
