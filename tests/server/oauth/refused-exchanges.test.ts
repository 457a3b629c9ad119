import { afterAll, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { bear } from '#support/exchange.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
afterAll(() => server.close())

it('trusts no issuer that is registered, but that no policy relies on', async () => {
  const { url, settings, sign } = await createPastedIssuer()
  await must(server, 'POST', '/issuers', { url, ...settings })
  const answer = await bear(server, await sign({}))
  expectOAuthError(answer, 400, 'invalid_grant')
  expect(answer.body.error_description).toMatch(/issuer/)
})

it('puts a refusal on record with the account that was meant, and the reason', async () => {
  const { url, settings, sign } = await createPastedIssuer()
  const { id, path } = await createTrustingAccount(server, {
    ...{ issuer: url, issuerSettings: settings, boundClaims: { sub: 'job' } },
  })
  const answer = await bear(server, await sign({ sub: 'other' }), { client_id: id })
  expectOAuthError(answer, 400, 'invalid_grant')
  const { items } = await must(server, 'GET', '/audit/events?action=token.refused')
  expect(items[0]).toMatchObject({
    actor: { kind: 'service_account', id, name: path },
    reason: 'claims',
    correlationId: answer.headers.get('x-correlation-id'),
  })
})

it('tells nobody who names no account how near a token came', async () => {
  const { url, settings, sign } = await createPastedIssuer()
  const { id } = await createTrustingAccount(server, {
    ...{ issuer: url, issuerSettings: settings, boundClaims: { sub: 'job' } },
  })
  const ask = async (form: object) =>
    (await bear(server, await sign({ aud: 'urn:other' }), { ...form })).body.error_description
  expect(await ask({})).toMatch(/claims/)
  expect(await ask({ client_id: id })).toMatch(/audience/)
})

it('picks no account from an audience that is not the only one (RFC 8693 §2.1)', async () => {
  const { url, settings, sign } = await createPastedIssuer()
  const policy = { issuer: url, issuerSettings: settings, boundClaims: { sub: 'job' } }
  const [one, other] = [
    await createTrustingAccount(server, policy),
    await createTrustingAccount(server, policy),
  ]
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await sign({}),
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    audience: one.id,
  })
  form.append('audience', other.id)
  const answer = await server.token(form.toString())
  expectOAuthError(answer, 400, 'invalid_request')
})

it('goes by the rules of its issuer’s provider, whatever a policy binds', async () => {
  const { url, settings, sign } = await createPastedIssuer({
    profile: 'github',
    algorithms: ['ES256'],
  })
  const boundClaims = { repository_id: '1', ref: 'refs/heads/main' }
  const { id } = await createTrustingAccount(server, {
    ...{ issuer: url, issuerSettings: settings, boundClaims },
  })
  const ask = async (event_name: string) =>
    bear(server, await sign({ ...boundClaims, event_name, jti: event_name }), { client_id: id })
  expect((await ask('push')).status).toBe(200)
  expectOAuthError(await ask('pull_request_target'), 400, 'invalid_grant')
})
