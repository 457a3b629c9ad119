import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createRobot, encode, must } from '#support/callers.ts'
import { bear } from '#support/exchange.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme', 'umbrella')
const issuer = await createPastedIssuer()

async function createTrusting(group: string, name: string, policy: object = {}) {
  const usual = { issuer: issuer.url, audience: OUR_AUDIENCE, boundClaims: { sub: 'job' } }
  const issuerSettings = issuer.settings
  const trustPolicies = [{ ...usual, issuerSettings, name: `of ${name}`, ...policy }]
  return must(server, 'POST', '/service-accounts', { group, name, trustPolicies })
}

const account = await createTrusting('acme', 'trusting')
const other = await createTrusting('umbrella', 'other', { audience: 'urn:umbrella' })
const near = await createRobot(server, 'acme', { acme: 'viewer' })
const far = await createRobot(server, 'umbrella', { umbrella: 'owner' })

type Caller = typeof near
type Attempt = { readonly id: string; readonly claims: { readonly sub: string } }

/** Makes an attempt that is refused; `sub` tells it from others. */
async function attempt(sub: string, form: Readonly<Record<string, string>>): Promise<Attempt> {
  await bear(server, await issuer.sign({ sub }), form)
  const { items } = await must(server, 'GET', `/trust/attempts?search=${sub}`)
  return items[0]
}

const listOf = async ({ call }: Caller, query = '') =>
  (await call('GET', `/trust/attempts?limit=100${query}`)).body.items.map(({ id }: Attempt) => id)

describe('an attempt', () => {
  it('is shown to those who see the policies of its account, and looks like nothing to others', async () => {
    const { id } = await attempt('of-acme', { client_id: account.id })
    expect(await listOf(near)).toContain(id)
    expect((await near.call('GET', `/trust/attempts/${id}`)).status).toBe(200)
    expect((await near.call('POST', `/trust/attempts/${id}/draft`)).status).toBe(200)

    expect(await listOf(far)).not.toContain(id)
    expectProblem(await far.call('GET', `/trust/attempts/${id}`), 404, 'not_found')
    expectProblem(await far.call('POST', `/trust/attempts/${id}/draft`), 404, 'not_found')
  })

  it('that named no account is for those who see the whole installation', async () => {
    const { id } = await attempt('of-nobody', {})
    const whole = await createRobot(server, undefined, { '': 'viewer' })
    expect(await listOf(whole)).toContain(id)
    for (const caller of [near, far]) {
      expect(await listOf(caller)).not.toContain(id)
      expectProblem(await caller.call('GET', `/trust/attempts/${id}`), 404, 'not_found')
    }
  })

  it('of an account that is not seen is asked for as if there were no such account', async () => {
    for (const reference of [account.id, account.path, 'acme/nobody']) {
      const answer = await far.call('GET', `/trust/attempts?account=${encode(reference)}`)
      expectProblem(answer, 404, 'not_found')
    }
    const { id } = await attempt('of-the-asked', { client_id: account.id })
    const query = `&account=${encode(account.path)}`
    expect(await listOf(near, query)).toContain(id)
  })
})

describe('a replay', () => {
  const replay = (boundClaims: object) =>
    must(server, 'POST', '/trust/replay', {
      account: account.id,
      policies: [{ issuer: issuer.url, audience: OUR_AUDIENCE, boundClaims }],
    })

  it('leaves out the attempts of other accounts and those that nobody vouches for', async () => {
    const before = await replay({ sub: 'wanted' })
    await attempt('wanted', { client_id: other.id })
    const stranger = await createPastedIssuer()
    const forged = await stranger.sign({ iss: issuer.url, sub: 'wanted' })
    await bear(server, forged, { client_id: account.id })
    expect(await replay({ sub: 'wanted' })).toEqual(before)
  })

  it('takes a token that was used already for one that was let in', async () => {
    const token = await issuer.sign({ jti: 'twice' })
    expect((await bear(server, token, { client_id: account.id })).status).toBe(200)
    expect((await bear(server, token, { client_id: account.id })).status).toBe(400)
    expect(await replay({ sub: 'job' })).toMatchObject({ changed: [] })
  })
})

describe('evaluating', () => {
  const usual = { issuer: issuer.url, audience: OUR_AUDIENCE, boundClaims: { sub: 'job' } }

  it('names another account by its audience only to those who see it', async () => {
    const claims = { iss: issuer.url, aud: 'urn:umbrella', sub: 'job' }
    const evaluate = { account: account.id, claims }
    const mine = await must(server, 'POST', '/trust/evaluate', evaluate)
    const theirs = await near.call('POST', '/trust/evaluate', evaluate)
    expect(JSON.stringify(mine)).toContain(other.path)
    expect([theirs.status, theirs.body.stage]).toEqual([200, 'audience'])
    expect(theirs.text).not.toContain(other.path)
  })

  it('takes a draft with the id of a policy elsewhere for a new one', async () => {
    const drafts = [{ ...usual, id: other.trustPolicies[0].id }]
    const claims = { iss: issuer.url, aud: OUR_AUDIENCE, sub: 'job' }
    const answer = await near.call('POST', '/trust/evaluate', {
      account: account.id,
      policies: drafts,
      claims,
    })
    expect(answer.body.policies).toMatchObject([{ policy: 'draft-1', name: '' }])
    expect(answer.text).not.toContain('of other')
  })

  it('fetches nothing for a draft, whose issuer is not registered', async () => {
    const stranger = await createPastedIssuer()
    const draft = { ...usual, issuer: stranger.url, issuerSettings: stranger.settings }
    const { checks, accepted } = await must(server, 'POST', '/trust/evaluate', {
      account: account.id,
      policies: [draft],
      token: await stranger.sign({}),
    })
    expect(accepted).toBe(true)
    expect(checks).toContainEqual(expect.objectContaining({ check: 'signature', ok: null }))
  })
})
