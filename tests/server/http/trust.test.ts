import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const trusting = (boundClaims: object) =>
  createTrustingAccount(server, { issuer: provider.url, boundClaims })

const idToken = (claims: object) =>
  provider.issueIdToken({ audience: OUR_AUDIENCE, claims: { ...claims } })

const exchange = (assertion: string, clientId: string) =>
  server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion,
    client_id: clientId,
  })

describe('a refused exchange', () => {
  it('is found by the id that its caller was told, with every check', async () => {
    const account = await trusting({ project_id: '20', ref: 'main' })
    const answer = await exchange(await idToken({ project_id: '20', ref: 'evil' }), account.id)
    const [correlationId = ''] = /req_\w+/.exec(answer.body.error_description) ?? []

    const { status, body } = await server.api('GET', `/trust/attempts/${correlationId}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      accepted: false,
      stage: 'claims',
      account: account.id,
      accountPath: account.path,
      issuerUrl: provider.url,
      verified: true,
      policy: null,
      claims: { project_id: '20', ref: 'evil', iss: provider.url },
      address: '127.0.0.1',
      correlationId,
    })
    const checks = body.policies[0].checks
    expect(checks).toContainEqual(
      expect.objectContaining({
        check: 'claim',
        claim: 'ref',
        expected: 'main',
        actual: 'evil',
        ok: false,
      }),
    )
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'claim', claim: 'project_id', ok: true }),
    )
    expect(checks).toContainEqual(expect.objectContaining({ check: 'audience', ok: true }))
    expect(body.checks).toContainEqual(expect.objectContaining({ check: 'signature', ok: true }))
  })

  it('becomes a policy that lets the same pipeline in', async () => {
    const account = await trusting({ project_id: '20', ref: 'main' })
    const pipeline = { project_id: '21', ref: 'main', ref_type: 'branch' }
    expectOAuthError(await exchange(await idToken(pipeline), account.id), 400, 'invalid_grant')

    const { body: attempts } = await server.api('GET', `/trust/attempts?account=${account.id}`)
    const path = `/trust/attempts/${attempts.items[0].id}/draft`
    const { body: draft, text } = await server.api('POST', path)
    expect(draft.policy?.boundClaims, text).toMatchObject({ project_id: '21' })
    expect(draft.findings).toEqual([])

    const policies = `/service-accounts/${account.id}/trust-policies`
    const created = await server.api('POST', policies, draft.policy)
    expect(created.status, created.text).toBe(201)
    const outside = await provider.sign({
      ...{ iss: provider.url, aud: OUR_AUDIENCE, sub: attempts.items[0].claims.sub },
      ...{ iat: now(), exp: now() + 300, ...pipeline },
    })
    expect((await exchange(outside, account.id)).status).toBe(200)
  })
})

describe('evaluating', () => {
  const claims = { project_id: '20', ref: 'main' }

  it('tells of a token what an exchange would do, and uses nothing up', async () => {
    const account = await trusting(claims)
    const token = await idToken(claims)
    const evaluate = () => server.api('POST', '/trust/evaluate', { account: account.id, token })

    expect((await evaluate()).body).toMatchObject({ accepted: true, stage: null })
    expect((await evaluate()).body).toMatchObject({ accepted: true, stage: null })
    expect((await exchange(token, account.id)).status).toBe(200)
    expect((await evaluate()).body).toMatchObject({ accepted: false, stage: 'replayed' })
  })

  it('says of claims alone that signature and times are not checked', async () => {
    const account = await trusting(claims)
    const { body } = await server.api('POST', '/trust/evaluate', {
      account: account.id,
      claims: { iss: provider.url, aud: OUR_AUDIENCE, ...claims },
    })
    expect(body).toMatchObject({ accepted: true })
    expect(body.checks.map(({ check, ok }: { check: string; ok: null }) => [check, ok])).toEqual([
      ['signature', null],
      ['exp', null],
    ])
  })

  it('holds a token against drafts, also of an issuer that is not registered', async () => {
    const account = await trusting(claims)
    const draft = { audience: 'us', boundClaims: { sub: 'job' } }
    const ask = (issuer: string, sub: string) =>
      server.api('POST', '/trust/evaluate', {
        account: account.id,
        policies: [{ ...draft, issuer }],
        claims: { iss: issuer, aud: 'us', sub },
      })
    expect((await ask('https://new.example', 'job')).body).toMatchObject({ accepted: true })
    expect((await ask('https://new.example', 'other')).body).toMatchObject({
      accepted: false,
      stage: 'claims',
    })
    const { body } = await server.api('GET', '/issuers?search=new.example')
    expect(body.items).toEqual([])
  })

  it('asks an issuer that is not registered for nothing, not even its keys', async () => {
    const stranger = await startThirdPartyIssuer()
    const account = await trusting(claims)
    const token = await stranger.issueIdToken({ audience: OUR_AUDIENCE, claims })
    const before = stranger.requests.length
    const issuerSettings = { allowPrivateNetwork: true }
    const draft = { audience: OUR_AUDIENCE, boundClaims: claims, issuerSettings }
    const { body } = await server.api('POST', '/trust/evaluate', {
      account: account.id,
      policies: [{ ...draft, issuer: stranger.url }],
      token,
    })
    expect(body.checks).toContainEqual(expect.objectContaining({ check: 'signature', ok: null }))
    expect(stranger.requests).toHaveLength(before)
    await stranger.close()
  })

  it.each([
    ['neither token nor claims', {}],
    ['both', { token: 'x', claims: {} }],
    ['no drafts at all', { claims: {}, policies: [] }],
  ])('refuses %s', async (_, more) => {
    const account = await trusting(claims)
    const answer = await server.api('POST', '/trust/evaluate', { account: account.id, ...more })
    expectProblem(answer, 400, 'validation_failed')
  })
})

describe('policies of an account', () => {
  const claims = { project_id: '20', ref: 'main' }

  it('keep what a change does not mention (RFC 7396 §2)', async () => {
    const account = await trusting({ ...claims, ref_type: 'branch' })
    const [policy] = account.trustPolicies
    const path = `/service-accounts/${account.id}/trust-policies/${policy?.id}`
    const { body } = await server.api('PATCH', path, {
      version: 1,
      boundClaims: { ref: { wildcard: 'release/*' }, ref_type: null },
    })
    expect(body).toMatchObject({ version: 2, audience: OUR_AUDIENCE, matchMode: 'exact' })
    expect(body.boundClaims).toEqual({ project_id: '20', ref: { wildcard: 'release/*' } })
  })

  it('cannot lose the claim that tells the caller, unless somebody lifts the rule for a reason', async () => {
    const account = await trusting(claims)
    const [policy] = account.trustPolicies
    const path = `/service-accounts/${account.id}/trust-policies/${policy?.id}`
    const change = { version: 1, boundClaims: { project_id: null } }
    expectProblem(await server.api('PATCH', path, change), 400, 'trust_policy_refused')
    expect((await server.api('GET', path)).body.boundClaims).toEqual(claims)

    const force = { reason: 'one tenant only' }
    const forced = await server.api('PATCH', path, { ...change, force })
    expect(forced.body).toMatchObject({
      boundClaims: { ref: 'main' },
      exceptions: [{ reason: 'one tenant only' }],
    })
    const enabled = await server.api('PATCH', path, { version: 2, enabled: true })
    expect(enabled.body.exceptions).toHaveLength(1)
  })

  it('leave on record what they were before a change', async () => {
    const account = await createTrustingAccount(server, {
      issuer: provider.url,
      boundClaims: { sub: 'before' },
    })
    const path = `/service-accounts/${account.id}/trust-policies/${account.trustPolicies[0]?.id}`
    const boundClaims = { sub: 'after' }
    const { headers } = await server.api('PATCH', path, { version: 1, boundClaims })
    const id = headers.get('x-correlation-id')
    const { items } = await must(server, 'GET', `/audit/events?correlationId=${id}`)
    expect(items).toMatchObject([
      {
        action: 'trustPolicies.update',
        before: { boundClaims: { sub: 'before' } },
        after: { boundClaims: { sub: 'after' } },
      },
    ])
  })

  it('of another account are not found', async () => {
    const [one, other] = [await trusting(claims), await trusting(claims)]
    const path = `/service-accounts/${one.id}/trust-policies/${other.trustPolicies[0]?.id}`
    for (const [method, body] of [['GET'], ['PATCH', { version: 1 }], ['DELETE']] as const) {
      expectProblem(await server.api(method, path, body), 404, 'not_found')
    }
  })

  it('are tried in their order, which can be changed', async () => {
    const account = await trusting(claims)
    const path = `/service-accounts/${account.id}/trust-policies`
    const policy = { issuer: provider.url, audience: OUR_AUDIENCE, boundClaims: claims }
    const { body: second } = await server.api('POST', path, { ...policy, name: 'second' })
    await server.api('PATCH', `${path}/${second.id}`, { version: 1, position: 0 })
    const { body } = await server.api('GET', path)
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['second', ''])
    await exchange(await idToken(claims), account.id)
    const { body: attempts } = await server.api('GET', `/trust/attempts?account=${account.id}`)
    expect(attempts.items[0].policy).toBe(second.id)
  })

  it('are at most ten', async () => {
    const account = await trusting(claims)
    const path = `/service-accounts/${account.id}/trust-policies`
    const policy = { issuer: provider.url, audience: OUR_AUDIENCE, boundClaims: claims }
    for (let n = 0; n < 9; n += 1) expect((await server.api('POST', path, policy)).status).toBe(201)
    expectProblem(await server.api('POST', path, policy), 409, 'limit_reached')
  })

  it('may not all go when nothing else lets the account in', async () => {
    const account = await trusting(claims)
    const path = `/service-accounts/${account.id}/trust-policies/${account.trustPolicies[0]?.id}`
    const answer = await server.api('DELETE', path)
    expectProblem(answer, 400, 'authentication_method_required')
    expect((await server.api('GET', path)).status).toBe(200)
  })

  it('are proposed what was the same in all accepted attempts', async () => {
    const account = await trusting({ project_id: '20' })
    for (const ref_type of ['branch', 'branch']) {
      await exchange(await idToken({ project_id: '20', ref: 'main', ref_type }), account.id)
    }
    const path = `/service-accounts/${account.id}/trust-policies/${account.trustPolicies[0]?.id}`
    const { body } = await server.api('GET', `${path}/proposals`)
    expect(body.attempts).toBe(2)
    expect(body.boundClaims).not.toHaveProperty('project_id')
    expect(body.boundClaims).not.toHaveProperty('jti')
  })
})

it('replays the kept attempts against other policies', async () => {
  const account = await trusting({ project_id: '20', ref: 'main' })
  await exchange(await idToken({ project_id: '20', ref: 'main' }), account.id)
  await exchange(await idToken({ project_id: '20', ref: 'next' }), account.id)
  const replay = (boundClaims: object) =>
    server.api('POST', '/trust/replay', {
      account: account.id,
      policies: [{ issuer: provider.url, audience: OUR_AUDIENCE, boundClaims }],
    })
  const { body: same } = await replay({ project_id: '20', ref: 'main' })
  expect(same).toEqual({ attempts: 2, changed: [] })

  const { body } = await replay({ project_id: '20', ref: 'next' })
  expect(body.changed).toHaveLength(2)
  expect(
    body.changed.map(({ attempt, wouldBe }: Changed) => [attempt.claims.ref, wouldBe.accepted]),
  ).toEqual([
    ['next', true],
    ['main', false],
  ])
})

interface Changed {
  readonly attempt: { readonly claims: Readonly<Record<string, unknown>> }
  readonly wouldBe: { readonly accepted: boolean }
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
