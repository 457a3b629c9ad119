import { decodeJwt } from 'jose'
import { afterAll, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { exchange } from '#support/exchange.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const DAY_MS = 86_400_000

const clock = { ahead: 0 }
const now = () => Date.now() + clock.ahead
const server = await startTestServer({ now })
afterAll(() => server.close())

const issuer = await createPastedIssuer({}, now)
const account = await createTrustingAccount(server, {
  issuer: issuer.url,
  issuerSettings: issuer.settings,
  boundClaims: { project_id: '20' },
})

async function change(settings: object): Promise<void> {
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', { version, ...settings })
}

async function exchangeOne(claims: object = {}) {
  const outside = await issuer.sign({ project_id: '20', jti: crypto.randomUUID(), ...claims })
  return exchange(server, outside, { client_id: account.id })
}

async function listAttempts(cursor?: string): Promise<readonly { readonly id: string }[]> {
  const more = cursor === undefined ? '' : `&cursor=${cursor}`
  const { items, nextCursor } = await must(server, 'GET', `/trust/attempts?limit=100${more}`)
  return nextCursor === null ? items : [...items, ...(await listAttempts(nextCursor))]
}

it('lets a token outlive the one that it was got for only when the settings say so', async () => {
  await change({ accessTokenLifetimeSeconds: 600 })
  const exp = Math.floor(now() / 1000) + 60
  const ending = await exchangeOne({ exp })
  expect(decodeJwt(ending.body.access_token).exp).toBe(exp)

  await change({ endWithSubjectToken: false })
  const lasting = await exchangeOne({ exp })
  expect(lasting.body.expires_in).toBe(600)
  expect(decodeJwt(lasting.body.access_token).exp).toBeGreaterThan(exp)

  await change({ endWithSubjectToken: true })
  expect((await exchangeOne({ exp })).body.expires_in).toBeLessThanOrEqual(60)
})

it('keeps about as many attempts as the settings say', async () => {
  await change({ attemptsMaximum: 150 })
  for (let count = 0; count < 170; count += 1) await exchangeOne({ project_id: '21' })
  const many = await listAttempts()
  expect(many.length).toBeGreaterThanOrEqual(150)
  expect(many.length).toBeLessThanOrEqual(165)

  await change({ attemptsMaximum: 100 })
  await exchangeOne()
  const few = await listAttempts()
  expect(few).toHaveLength(100)
  expect(few.slice(1).map(({ id }) => id)).toEqual(many.slice(0, 99).map(({ id }) => id))
})

it('keeps attempts as long as the settings say', async () => {
  await change({ attemptsMaximumDays: 2 })
  await exchangeOne()
  const [latest] = await listAttempts()
  clock.ahead += 2 * DAY_MS + 60_000
  expect(await listAttempts()).toEqual([])
  expect((await server.api('GET', `/trust/attempts/${latest?.id}`)).status).toBe(404)

  await change({ attemptsMaximumDays: 3 })
  expect(await listAttempts()).not.toEqual([])
})
