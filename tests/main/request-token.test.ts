import { expect, it, onTestFinished } from 'vitest'
import { requestToken } from '#main/request-token.ts'
import { createAccount } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'

it('gets a token from the embedded server as the client would, or its refusal', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  const { clientId, clientSecret } = await createAccount(server)
  expect(await requestToken(server.url, { clientId, clientSecret })).toMatchObject({
    ok: true,
    body: { token_type: 'Bearer', access_token: expect.any(String) },
  })
  expect(await requestToken(server.url, { clientId, clientSecret: 'dwcs_wrong' })).toMatchObject({
    ok: false,
    body: { error: 'invalid_client' },
  })
})
