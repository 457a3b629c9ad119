import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { toInstant } from '#server/domain/times.ts'
import { createGroups, createRobot, must } from '#support/callers.ts'
import { type CreatedAccount, createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

// The server takes its clock when it starts, so the tests can make time pass.
let ahead = 0
const now = () => Date.now() + ahead
const server = await startTestServer({ now })
afterAll(() => server.close())
await createGroups(server, 'acme')
beforeEach(() => {
  ahead = 0
})

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const rotate = ({ id }: { id: string }, body: object = {}) =>
  server.api('POST', `/service-accounts/${id}/client-credentials/rotate`, body)

async function works({ id }: { id: string }, clientSecret: string): Promise<boolean> {
  const grant = { grant_type: 'client_credentials', client_id: id, client_secret: clientSecret }
  return (await server.token(grant)).status === 200
}

const secretsOf = async ({ id }: { id: string }) =>
  (await must(server, 'GET', `/service-accounts/${id}`)).clientCredentials.secrets

/** An account whose first secret ends in so many days. */
const aClient = (days = 30): Promise<CreatedAccount> =>
  createAccount(server, {
    clientCredentials: {
      enabled: true,
      expiresAt: new Date(now() + days * DAY_MS).toISOString(),
    },
  })

describe('rotating a secret', () => {
  it.each([
    ['an hour', { overlap: 'PT1H' }, HOUR_MS],
    ['a day', { overlap: 'PT24H' }, DAY_MS],
    ['a week', { overlap: 'P7D' }, 7 * DAY_MS],
    ['a day unless told otherwise', {}, DAY_MS],
  ])('lets the old one work for %s beside the new one', async (_, body, lengthMs) => {
    const client = await aClient()
    const { status, headers, body: issued } = await rotate(client, body)

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await works(client, issued.clientSecret)).toBe(true)
    ahead = lengthMs - 60_000
    expect(await works(client, client.clientSecret)).toBe(true)
    ahead = lengthMs
    expect(await works(client, client.clientSecret)).toBe(false)
    expect(await works(client, issued.clientSecret)).toBe(true)
  })

  it('never gives the old one a longer life than it had', async () => {
    const client = await aClient(2)
    await rotate(client, { overlap: 'P7D' })

    ahead = 2 * DAY_MS + 1
    expect(await works(client, client.clientSecret)).toBe(false)
  })

  it('shows both secrets, each with its own hint and end', async () => {
    const client = await aClient()
    const expiresAt = toInstant(now() + 60 * DAY_MS)
    const { body } = await rotate(client, { expiresAt, overlap: 'PT1H' })
    const secrets = await secretsOf(client)

    expect(body.expiresAt).toBe(expiresAt)
    expect(secrets).toMatchObject([
      { hint: client.clientSecret.slice(-4), createdAt: expect.any(String) },
      { hint: body.clientSecret.slice(-4), expiresAt },
    ])
    const ends = Date.parse(secrets[0].expiresAt) - now()
    expect(ends).toBeLessThanOrEqual(HOUR_MS)
    expect(ends).toBeGreaterThan(HOUR_MS - 60_000)
  })

  it('is refused while two live, and both go on working', async () => {
    const client = await aClient()
    const { body } = await rotate(client)

    expectProblem(await rotate(client), 409, 'limit_reached')
    expect(await works(client, client.clientSecret)).toBe(true)
    expect(await works(client, body.clientSecret)).toBe(true)
  })

  it('works again once the older one has ended, which is forgotten then', async () => {
    const client = await aClient()
    await rotate(client, { overlap: 'PT1H' })
    ahead = HOUR_MS + 1

    expect((await rotate(client)).status).toBe(200)
    expect(await secretsOf(client)).toHaveLength(2)
  })

  it('is ended for both by a reset, at once', async () => {
    const client = await aClient()
    const { body: second } = await rotate(client)
    const path = `/service-accounts/${client.id}/client-credentials/reset`
    const third = await must(server, 'POST', path)

    expect(await works(client, client.clientSecret)).toBe(false)
    expect(await works(client, second.clientSecret)).toBe(false)
    expect(await works(client, third.clientSecret)).toBe(true)
  })

  it.each([
    ['another length', { overlap: 'PT2H' }, 'overlap'],
    ['the same length in other words', { overlap: 'P1D' }, 'overlap'],
    ['a number', { overlap: 3600 }, 'overlap'],
    ['no length', { overlap: '' }, 'overlap'],
  ])('is refused with %s and changes nothing', async (_, body, field) => {
    const client = await aClient()
    const answer = await rotate(client, body)

    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toContain(field)
    expect(await secretsOf(client)).toHaveLength(1)
  })

  it('is refused with an expiry that is too late, and the old one keeps its own', async () => {
    const client = await aClient()
    const before = await secretsOf(client)
    const late = { expiresAt: new Date(now() + 91 * DAY_MS).toISOString() }

    expectProblem(await rotate(client, late), 400, 'expiry_out_of_range')
    expect(await secretsOf(client)).toEqual(before)
  })

  it('is refused where client credentials are not enabled', async () => {
    const { id } = await aClient()
    await must(server, 'POST', `/service-accounts/${id}/client-credentials/public-keys`, {
      generate: 'EdDSA',
    })
    await must(server, 'DELETE', `/service-accounts/${id}/client-credentials`)
    expectProblem(await rotate({ id }), 409, 'not_enabled')
  })

  it('is refused to those who hold less than the account', async () => {
    const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
    const owner = await createRobot(server, 'acme', { acme: 'owner' })
    const path = `/service-accounts/${owner.id}/client-credentials/rotate`
    expectProblem(await deployer.call('POST', path, {}), 403, 'gain_not_allowed')
    expect(await secretsOf(owner)).toHaveLength(1)
  })

  it('is on record without the secret', async () => {
    const client = await aClient()
    const { body } = await rotate(client)
    const { text, body: page } = await server.api('GET', `/audit/events?target=${client.id}`)

    expect(page.items[0]).toMatchObject({ action: 'clientCredentials.rotate', result: 'ok' })
    expect(text).not.toContain(body.clientSecret)
  })
})

describe('deleting one secret', () => {
  const end = ({ id }: { id: string }, secret: string) =>
    server.api('DELETE', `/service-accounts/${id}/client-credentials/secrets/${secret}`)

  it('refuses it from the next request on, and lets the other one work', async () => {
    const client = await aClient()
    const [old] = await secretsOf(client)
    const { body: issued } = await rotate(client)
    expect((await end(client, old.id)).status).toBe(204)

    expect(await works(client, client.clientSecret)).toBe(false)
    expect(await works(client, issued.clientSecret)).toBe(true)
    expect(await secretsOf(client)).toHaveLength(1)
    expect((await rotate(client)).status).toBe(200)
  })

  it('keeps the last one that works', async () => {
    const client = await aClient()
    const [only] = await secretsOf(client)
    expectProblem(await end(client, only.id), 409, 'in_use')
    expect(await works(client, client.clientSecret)).toBe(true)

    await rotate(client, { overlap: 'PT1H' })
    ahead = HOUR_MS
    const [, fresh] = await secretsOf(client)
    expectProblem(await end(client, fresh.id), 409, 'in_use')
    expect((await end(client, only.id)).status).toBe(204)
  })

  it('reaches no secret of another account', async () => {
    const [one, other] = [await aClient(), await aClient()]
    await rotate(one)
    await rotate(other)
    const [secret] = await secretsOf(other)
    expectProblem(await end(one, secret.id), 404, 'not_found')
    expect(await works(other, other.clientSecret)).toBe(true)
  })
})
