import { afterAll, describe, expect, it } from 'vitest'
import { createPerson, must } from '#support/callers.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const DAY_MS = 86_400_000
const START = Date.parse('2026-03-01T12:00:00Z')
const clock = { now: START }
const server = await startTestServer({ now: () => clock.now })
afterAll(() => server.close())

await server.api('POST', '/groups', { name: 'acme' })
await server.api('POST', '/groups', { name: 'hidden' })

/** Days from the start of the test. */
const at = (days: number) => new Date(START + days * DAY_MS).toISOString()
const secretUntil = (days: number) => ({
  clientCredentials: { enabled: true, expiresAt: at(days) },
})
const policy = {
  issuer: 'https://gitlab.example',
  audience: 'https://doorward.acme.example',
  boundClaims: { project_id: '20', ref_protected: 'true', ref_type: 'branch' },
}

async function create(name: string, more: object, group = 'acme') {
  const { status, text, body } = await server.api('POST', '/service-accounts', {
    ...{ group, name },
    ...more,
  })
  expect(status, text).toBe(201)
  return body
}

// On the first day, on the second, and on the hundredth, which is today.
const early = await create('early', secretUntil(80))
clock.now = START + DAY_MS
const used = await create('used', secretUntil(90))
await create('by-ci', { trustPolicies: [policy] })
await create('elsewhere', secretUntil(85), 'hidden')
clock.now = START + 70 * DAY_MS
await create('fresh', { ...secretUntil(120), trustPolicies: [policy] })
const keyed = await create('keyed', secretUntil(110))
await must(server, 'POST', `/service-accounts/${keyed.id}/client-credentials/public-keys`, {
  generate: 'ES256',
})
await must(server, 'POST', `/service-accounts/${early.id}/disable`)
await server.token({
  grant_type: 'client_credentials',
  client_id: used.id,
  client_secret: used.clientCredentials.clientSecret,
})

type Item = { readonly name: string; readonly lastUsedAt: string | null }

async function list(query: string, call: Pick<typeof server, 'api'>['api'] = server.api) {
  const { status, text, body } = await call('GET', `/service-accounts?${query}`)
  expect(status, text).toBe(200)
  return body as { items: Item[]; nextCursor: string | null }
}
const namesOf = async (query: string) =>
  (await list(`group=acme&${query}`)).items.map(({ name }) => name)

it('knows that an account was used', async () => {
  const found = async () => (await list('search=acme/used')).items[0]?.lastUsedAt
  await expect.poll(found).toBe('2026-05-10T12:00:00Z')
})

describe('a list of accounts is narrowed', () => {
  it.each([
    ['to a method of authentication', 'method=oidc_federation', ['by-ci', 'fresh']],
    ['to an issuer', 'issuer=https://gitlab.example', ['by-ci', 'fresh']],
    ['to an issuer that nobody knows', 'issuer=https://other.example', []],
    ['to secrets', 'method=client_credentials', ['early', 'fresh', 'keyed', 'used']],
    ['to public keys', 'method=public_key', ['keyed']],
    ['to disabled accounts', 'disabled=true', ['early']],
    ['to enabled accounts', 'disabled=false', ['by-ci', 'fresh', 'keyed', 'used']],
    ['to secrets that end soon', 'expiringWithinDays=30', ['early', 'used']],
    ['to the last day on which a secret lives', 'expiringWithinDays=10', ['early']],
    ['not to secrets that end a moment later', 'expiringWithinDays=9', []],
    ['to accounts that nobody uses', 'unusedForDays=60', ['by-ci', 'early']],
    ['not to accounts that are too young', 'unusedForDays=70', []],
    ['by all of it at once', 'unusedForDays=60&method=oidc_federation', ['by-ci']],
    ['together with a search', 'method=client_credentials&search=us', ['used']],
  ])('%s', async (_, query, names) => {
    expect(await namesOf(query)).toEqual(names)
  })

  it('without secrets that have ended', async () => {
    clock.now = START + 81 * DAY_MS
    expect(await namesOf('expiringWithinDays=30')).toEqual(['keyed', 'used'])
    clock.now = START + 70 * DAY_MS
  })
})

describe('a list of accounts is ordered', () => {
  it.each([
    ['path', ['by-ci', 'early', 'fresh', 'keyed', 'used']],
    ['-path', ['used', 'keyed', 'fresh', 'early', 'by-ci']],
    ['expiresAt', ['early', 'used', 'keyed', 'fresh', 'by-ci']],
    ['-expiresAt', ['by-ci', 'fresh', 'keyed', 'used', 'early']],
    ['createdAt', ['early', 'by-ci', 'used', 'fresh', 'keyed']],
    ['lastUsedAt', ['by-ci', 'early', 'fresh', 'keyed', 'used']],
    ['-lastUsedAt', ['used', 'keyed', 'fresh', 'early', 'by-ci']],
  ])('by %s', async (sort, names) => {
    expect(await namesOf(`sort=${sort}`)).toEqual(names)
  })

  it.each(['-expiresAt', 'lastUsedAt', '-path'])('by %s, page after page', async (sort) => {
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`group=acme&sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
      found.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor
    }
    expect(found).toEqual(await namesOf(`sort=${sort}`))
  })

  it('without what the caller may not see', async () => {
    const person = await createPerson(server, { acme: 'viewer' })
    const seen = await list('sort=expiresAt', (method, path) => person.call(method, path))
    expect(seen.items.map(({ name }) => name)).toEqual(['early', 'used', 'keyed', 'fresh', 'by-ci'])
    const narrowed = await list('method=client_credentials', (method, path) =>
      person.call(method, path),
    )
    expect(narrowed.items.map(({ name }) => name)).not.toContain('elsewhere')
  })
})

it.each(['method=password', 'disabled=perhaps', 'unusedForDays=0', 'sort=name', 'sort=--path'])(
  'refuses %s and names the field',
  async (query) => {
    const answer = await server.api('GET', `/service-accounts?${query}`)
    expectProblem(answer, 400, 'validation_failed')
    expect(answer.body.errors[0].field).toBe(query.split('=')[0])
  },
)
