import { afterAll, expect, it } from 'vitest'
import { createAccount } from '#support/create-account.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const AHEAD_MS = 30 * 60_000

const clock = { aheadMs: 0 }
const now = () => Date.now() + clock.aheadMs
const server = await startTestServer({ now })
afterAll(() => server.close())

it('refuses a used token also when the clock was far ahead for a while', async () => {
  const issuer = await createPastedIssuer({}, now)
  const boundClaims = { sub: 'job' }
  const account = await createTrustingAccount(server, {
    ...{ issuer: issuer.url, boundClaims, issuerSettings: issuer.settings },
  })
  const exchange = (subjectToken: string) =>
    server.token({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: subjectToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      client_id: account.id,
    })
  const sign = (jti: string) => issuer.sign({ aud: OUR_AUDIENCE, jti })
  const used = await sign('first')
  expect((await exchange(used)).status).toBe(200)

  clock.aheadMs = AHEAD_MS
  expect((await exchange(await sign('second'))).status).toBe(200)
  clock.aheadMs = 0

  const again = await exchange(used)
  expect([again.status, again.body.error_description]).toEqual([
    400,
    expect.stringMatching(/used already/),
  ])
})

it('keeps a revoked token revoked also when the clock was far ahead for a while', async () => {
  const { clientId, clientSecret } = await createAccount(server)
  const client = { client_id: clientId, client_secret: clientSecret }
  const issue = async () =>
    (await server.token({ grant_type: 'client_credentials', ...client })).body.access_token
  const ask = async (path: string, token: string) =>
    fetch(server.url + path, { method: 'POST', body: new URLSearchParams({ ...client, token }) })
  const revoked = await issue()
  expect((await ask('/oauth/revoke', revoked)).status).toBe(200)

  clock.aheadMs = AHEAD_MS
  expect((await ask('/oauth/revoke', await issue())).status).toBe(200)
  clock.aheadMs = 0

  expect(await (await ask('/oauth/introspect', revoked)).json()).toEqual({ active: false })
})
