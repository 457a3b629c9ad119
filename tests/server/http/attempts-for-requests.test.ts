import { afterAll, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { bear, exchange } from '#support/exchange.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
afterAll(() => server.close())

const ci = await createPastedIssuer()
const account = await createTrustingAccount(server, {
  issuer: ci.url,
  issuerSettings: ci.settings,
  boundClaims: { project_id: '20' },
})

const grants = { exchange, bear }
const requests = [
  ['a resource', { resource: 'urn:acme:other' }, {}, 'invalid_target'],
  ['a scope', { scope: 'settings:update' }, {}, 'invalid_scope'],
  ['a proof that is none', {}, { dpop: 'nonsense' }, 'invalid_dpop_proof'],
] as const
const rows = requests.flatMap(([what, ...rest]) =>
  Object.entries(grants).map(([grant, send]) => [what, grant, send, ...rest] as const),
)

it.each(rows)(
  'keeps an attempt whose token fits where the request does not, for %s (%s)',
  async (_what, _grant, send, more, headers, error) => {
    const withHeaders: Pick<TestServer, 'token'> = { token: (form) => server.token(form, headers) }
    const token = await ci.sign({ project_id: '20', jti: crypto.randomUUID() })
    const answer = await send(withHeaders, token, { client_id: account.id, ...more })
    expectOAuthError(answer, 400, error)

    const id = answer.headers.get('x-correlation-id')
    const attempt = await must(server, 'GET', `/trust/attempts/${id}`)
    expect(attempt).toMatchObject({
      ...{ accepted: false, stage: 'request', account: account.id, policy: null, verified: true },
      policies: [{ policy: account.trustPolicies[0]?.id, accepted: true }],
    })
    expect(attempt.checks.at(-1)).toMatchObject({ check: 'request', ok: false })
    expect(attempt.checks.at(-1).actual).toContain(error)

    const { status } = await send(server, token, { client_id: account.id })
    expect(status, 'the token is still good for one exchange').toBe(200)
  },
)

it.each([
  ['a line break behind, as echo writes one', (token: string) => `${token}\n`],
  ['a space before', (token: string) => ` ${token}`],
])('refuses a token with %s, and says so in the attempt', async (_, spoil) => {
  const token = await ci.sign({ project_id: '20', jti: crypto.randomUUID() })
  const answer = await exchange(server, spoil(token), { client_id: account.id })
  expectOAuthError(answer, 400, 'invalid_request')
  const id = answer.headers.get('x-correlation-id')
  const { stage, checks } = await must(server, 'GET', `/trust/attempts/${id}`)
  expect(stage).toBe('malformed')
  expect(checks).toMatchObject([{ check: 'form', ok: false, hint: expect.stringMatching('white') }])
  expect((await exchange(server, token, { client_id: account.id })).status).toBe(200)
})
