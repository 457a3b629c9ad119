import { afterAll, describe, expect, it } from 'vitest'
import type { AuditEvent } from '#contract/audit.ts'
import { createGroups, createRobot, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/prod', 'umbrella')
const { call: viewer } = await createRobot(server, 'acme', { acme: 'viewer' })

async function see(query: string, call: typeof viewer = viewer): Promise<readonly AuditEvent[]> {
  const { status, text, body } = await call('GET', `/audit/events?limit=100&${query}`)
  if (status !== 200) throw new Error(text)
  return body.items
}

const actionsOf = (events: readonly AuditEvent[]) => events.map(({ action }) => action).toReversed()

describe('the events of a group', () => {
  it('are those of the group and what is below, for its viewers', async () => {
    const [{ id: own }, { id: below }] = [
      await createAccount(server, { group: 'acme', name: 'own' }),
      await createAccount(server, { group: 'acme/prod', name: 'below' }),
    ]
    const { id: other } = await createAccount(server, { group: 'umbrella', name: 'other' })
    const seen = (await see('namespace=acme&action=serviceAccounts.')).map((it) => it.target?.id)

    expect(seen).toEqual(expect.arrayContaining([own, below]))
    expect(seen).not.toContain(other)
    expect(await see(`namespace=${encode('acme/prod')}&action=serviceAccounts.`)).toHaveLength(1)
  })

  it('are none of a neighbour’s', async () => {
    expectProblem(await viewer('GET', '/audit/events?namespace=umbrella'), 404, 'not_found')
    expectProblem(await viewer('GET', '/audit/export?namespace=umbrella'), 404, 'not_found')
  })

  it('begin when it was created, though there was another of that name', async () => {
    await createGroups(server, 'acme/again')
    await createAccount(server, { group: 'acme/again', name: 'first' })
    await must(server, 'DELETE', `/groups/${encode('acme/again')}?force=true`)
    await createGroups(server, 'acme/again')
    await createAccount(server, { group: 'acme/again', name: 'second' })
    const within = `namespace=${encode('acme/again')}`

    expect(actionsOf(await see(within))).toEqual(['serviceAccounts.create'])
    const earlier = await see(`${within}&since=2020-01-01T00:00:00Z`)
    expect(actionsOf(earlier)).toEqual(['serviceAccounts.create'])
    const { text } = await viewer('GET', `/audit/export?${within}`)
    expect(text).not.toContain('acme/again/first')
  })
})

describe('the events of an account', () => {
  it('are those of its policies, keys and tokens, too, wherever it was moved', async () => {
    await createGroups(server, 'acme/from')
    const account = await createAccount(server, { group: 'acme/from', name: 'a' })
    const { id, clientId, clientSecret } = account
    await must(server, 'POST', `/service-accounts/${id}/trust-policies`, {
      issuer: 'https://ci.example',
      audience: 'us',
      boundClaims: { sub: 'a job' },
    })
    await must(server, 'POST', '/tokens', { account: id, name: 'its-own', intent: 'api' })
    const form = { grant_type: 'client_credentials', client_id: clientId }
    expect((await server.token({ ...form, client_secret: clientSecret })).status).toBe(200)
    await must(server, 'POST', `/groups/${encode('acme/from')}/move`, { parent: 'acme/prod' })

    const place = `namespace=${encode('acme/prod/from')}&account=${encode('acme/prod/from/a')}`
    expect(actionsOf(await see(place))).toEqual([
      'trustPolicies.create',
      'tokens.create',
      'token.issued',
    ])
  })

  it('are nobody’s who may only see another group', async () => {
    const { id } = await createAccount(server, { group: 'umbrella', name: 'hidden' })
    await must(server, 'POST', `/service-accounts/${id}/disable`)
    expectProblem(await viewer('GET', `/audit/events?account=${id}`), 403, 'forbidden')
    expect(await see(`namespace=acme&account=${id}`)).toEqual([])
  })
})
