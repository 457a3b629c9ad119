import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')
const issuer = await createPastedIssuer()
const usual = { issuer: issuer.url, audience: OUR_AUDIENCE, boundClaims: { sub: 'job' } }
// The first policy registers the issuer for all.
await createAccount(server, { trustPolicies: [{ ...usual, issuerSettings: issuer.settings }] })
const deployer = await createRobot(server, 'acme', { acme: 'deployer' })

async function createTrusting(more: object = {}) {
  const account = await createAccount(server, { group: 'acme', trustPolicies: [usual], ...more })
  const path = `/service-accounts/${account.id}/trust-policies`
  const [{ id }] = (await must(server, 'GET', path)).items
  return { ...account, policyId: id as string, path, policyPath: `${path}/${id}` }
}

describe('the policies of an account', () => {
  it('that holds more than the caller are neither added nor changed by them', async () => {
    const rich = await createTrusting()
    const place = { namespace: 'acme', role: 'owner', principal: rich.id }
    await must(server, 'POST', '/members', place)
    const before = await must(server, 'GET', rich.path)
    const change = { version: 1, boundClaims: { sub: 'mine' } }
    for (const [method, path, body] of [
      ['POST', rich.path, usual],
      ['PATCH', rich.policyPath, change],
    ] as const) {
      expectProblem(await deployer.call(method, path, body), 403, 'gain_not_allowed')
    }
    expect(await must(server, 'GET', rich.path)).toEqual(before)
  })

  it('that comes with Doorward are none, and stay none', async () => {
    const path = '/service-accounts/viewer/trust-policies'
    expectProblem(await server.api('POST', path, usual), 403, 'read_only')
    expect((await must(server, 'GET', path)).items).toEqual([])
    const enable = await server.api('POST', '/service-accounts/viewer/client-credentials', {})
    expectProblem(enable, 403, 'read_only')
  })

  it('keep their end when a change does not mention it', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const { policyPath } = await createTrusting({ trustPolicies: [{ ...usual, expiresAt }] })
    const renamed = await must(server, 'PATCH', policyPath, { version: 1, name: 'renamed' })
    expect(Date.parse(renamed.expiresAt)).toBe(Date.parse(expiresAt))
    const endless = await must(server, 'PATCH', policyPath, { version: 2, expiresAt: null })
    expect(endless.expiresAt).toBeNull()
  })

  it('are not changed from an older state', async () => {
    const { policyPath } = await createTrusting()
    await must(server, 'PATCH', policyPath, { version: 1, name: 'first' })
    const stale = await server.api('PATCH', policyPath, { version: 1, name: 'second' })
    expectProblem(stale, 409, 'version_conflict')
    expect((await must(server, 'GET', policyPath)).name).toBe('first')
  })

  it('show for ever what was lifted, also after they were renamed', async () => {
    const broad = { ...usual, boundClaims: { ref: 'main' }, force: { reason: 'one tenant only' } }
    const { policyPath } = await createTrusting({ trustPolicies: [broad] })
    const { exceptions } = await must(server, 'GET', policyPath)
    const renamed = await must(server, 'PATCH', policyPath, { version: 1, name: 'renamed' })
    expect(exceptions).toMatchObject([{ reason: 'one tenant only' }])
    expect(renamed.exceptions).toEqual(exceptions)
  })

  it('are judged again before they are enabled, by rules that came later', async () => {
    const { url, settings } = await createPastedIssuer()
    const early = { ...usual, issuer: url, issuerSettings: settings, enabled: false }
    const { policyPath } = await createTrusting({ trustPolicies: [early] })
    await must(server, 'PATCH', `/issuers/${encode(url)}`, { version: 1, profile: 'gitlab' })
    const enable = await server.api('PATCH', policyPath, { version: 1, enabled: true })
    expectProblem(enable, 400, 'trust_policy_refused')
    const renamed = await must(server, 'PATCH', policyPath, { version: 1, name: 'still off' })
    expect(renamed.enabled).toBe(false)
  })

  it('are held to the rules of their provider, also when they are changed', async () => {
    const github = {
      issuer: 'https://token.actions.githubusercontent.com',
      audience: OUR_AUDIENCE,
      boundClaims: { repository_id: '1', ref: 'refs/heads/main' },
    }
    const { policyPath } = await createTrusting({ trustPolicies: [github] })
    const before = await must(server, 'GET', policyPath)
    const change = { version: 1, boundClaims: { sub: 'job', repository_id: null } }
    expectProblem(await server.api('PATCH', policyPath, change), 400, 'trust_policy_refused')
    expect(await must(server, 'GET', policyPath)).toEqual(before)
  })
})

it('tries a policy out with the exceptions that it has', async () => {
  const force = { reason: 'one tenant only' }
  const broad = { ...usual, boundClaims: { ref: 'main' } }
  const { id, policyId } = await createTrusting({ trustPolicies: [{ ...broad, force }] })
  const evaluate = (draft: object) =>
    must(server, 'POST', '/trust/evaluate', {
      account: id,
      policies: [draft],
      claims: { iss: issuer.url, aud: OUR_AUDIENCE, ref: 'main' },
    })
  expect((await evaluate({ ...broad, id: policyId })).accepted).toBe(true)
  expect((await evaluate(broad)).accepted).toBe(false)
})
