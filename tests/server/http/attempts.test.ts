import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { bear, exchange, login } from '#support/exchange.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
afterAll(() => server.close())

const ci = await createPastedIssuer()

const trust = (boundClaims: object, { url, settings } = ci) =>
  createTrustingAccount(server, { issuer: url, issuerSettings: settings, boundClaims })

const account = await trust({ project_id: 'expected-20', ref: 'expected-main' })

const grants = {
  token_exchange: (token: string) => exchange(server, token, { client_id: account.id }),
  jwt_bearer: (token: string) => bear(server, token, { client_id: account.id }),
  login: (token: string) => login(server, token, account.path),
}

const idOf = ({ headers }: HttpAnswer) => headers.get('x-correlation-id') ?? ''
const findAttempt = (answer: HttpAnswer) => must(server, 'GET', `/trust/attempts/${idOf(answer)}`)

describe.each(['token_exchange', 'jwt_bearer', 'login'] as const)('an attempt by %s', (grant) => {
  it('is there at once with every check, of which its caller saw the stage alone', async () => {
    const answer = await grants[grant](await ci.sign({ project_id: '21', ref: 'expected-main' }))
    const attempt = await findAttempt(answer)
    expect(attempt).toMatchObject({ grant, accepted: false, stage: 'claims', account: account.id })
    expect(attempt.policies).toHaveLength(1)
    const claims = attempt.policies[0].checks.filter(
      ({ check }: { check: string }) => check === 'claim',
    )
    expect(claims).toEqual([
      expect.objectContaining({ claim: 'project_id', expected: 'expected-20', ok: false }),
      expect.objectContaining({ claim: 'ref', actual: 'expected-main', ok: true }),
    ])
    expect(answer.body.error_description).toBe(
      `The claims of the token are not accepted. An administrator finds the reason under ${idOf(answer)}.`,
    )
    for (const hidden of ['expected-', 'tp_', 'sa_', account.path, ci.url]) {
      expect(answer.text).not.toContain(hidden)
    }
  })

  it('names issuers by their URLs', async () => {
    const answer = await grants[grant](await ci.sign({ project_id: '21' }))
    const [{ checks }] = (await findAttempt(answer)).policies
    expect(checks).toContainEqual({ check: 'issuer', expected: ci.url, actual: ci.url, ok: true })
  })

  it('is there when it was accepted', async () => {
    const token = await ci.sign({
      ...{ project_id: 'expected-20', ref: 'expected-main', jti: crypto.randomUUID() },
    })
    const answer = await grants[grant](token)
    expect(answer.status, answer.text).toBe(200)
    expect(await findAttempt(answer)).toMatchObject({
      ...{ grant, accepted: true, stage: null, account: account.id, accountPath: account.path },
      policy: account.trustPolicies[0]?.id,
    })
  })
})

it('tells which rule of the policy a check belongs to', async () => {
  const own = await createPastedIssuer({ profile: 'gitlab' })
  const bound = { project_id: '20', ref_type: 'branch', ref_protected: 'true' }
  const vetoed = await trust(bound, own)
  const token = await own.sign({ ...bound, pipeline_source: 'merge_request_event' })
  const attempt = await findAttempt(await exchange(server, token, { client_id: vetoed.id }))
  expect(attempt.policies[0].checks).toContainEqual(
    expect.objectContaining({ check: 'veto', rule: 'merge_request', ok: false }),
  )
})

it.each([
  ['markup', '<img src=x onerror=alert(1)>'],
  ['line ends', 'job\r\nSet-Cookie: evil=1\n{"level":60}'],
  ['terminal sequences', '\u001b[2J\u001b]0;owned\u0007'],
  ['another reading direction', '\u202eevil\u2066'],
  ['a NUL', 'a\u0000b'],
  ['a lone surrogate', 'a\ud800b'],
])('keeps %s in claims away from lines, callers and terminals', async (_, hostile) => {
  const token = await ci.sign({ project_id: hostile, ref: hostile, sub: hostile })
  const answer = await exchange(server, token, { client_id: account.id })
  expect(answer.body.error_description).toMatch(/^[\x20-\x7e]+$/)
  expect(answer.body.error_description).toContain('claims')
  const attempt = await findAttempt(answer)
  expect(attempt.principal).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
  for (const line of server.log.filter((each) => each.includes(idOf(answer)))) {
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}]/u)
    expect(line).not.toContain(hostile)
  }
})

it('lists attempts from a time on', async () => {
  const { id, at } = await findAttempt(await grants.token_exchange(await ci.sign({})))
  const idsSince = async (since: string) =>
    (await must(server, 'GET', `/trust/attempts?since=${since}`)).items.map(
      (attempt: { id: string }) => attempt.id,
    )
  expect(await idsSince(at)).toContain(id)
  const later = new Date(Date.parse(at) + 1000).toISOString()
  expect(await idsSince(later)).not.toContain(id)
})

it('lists attempts of accounts, policies and issuers that are gone', async () => {
  const own = await createPastedIssuer()
  const gone = await trust({ project_id: '20' }, own)
  const refused = await exchange(server, await own.sign({ project_id: '21' }), {
    client_id: gone.id,
  })
  const accepted = await exchange(server, await own.sign({ project_id: '20' }), {
    client_id: gone.id,
  })
  expect([refused.status, accepted.status]).toEqual([400, 200])
  const policy = gone.trustPolicies[0]?.id
  await must(server, 'DELETE', `/service-accounts/${gone.id}`)
  const { items } = await must(server, 'GET', `/issuers?search=${encodeURIComponent(own.url)}`)
  await must(server, 'DELETE', `/issuers/${items[0].id}`)

  const list = await must(server, 'GET', '/trust/attempts?limit=100')
  const kept = list.items.filter((each: { account: string }) => each.account === gone.id)
  expect(kept).toMatchObject([
    { accepted: true, accountPath: null, policy, issuerUrl: own.url },
    { accepted: false, accountPath: null, policy: null, policies: [{ policy, name: '' }] },
  ])
  const { status } = await server.api('POST', `/trust/attempts/${idOf(refused)}/draft`)
  expect(status).toBe(200)
})
