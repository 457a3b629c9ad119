import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, createRobot, must } from '#support/callers.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')

const defaults = {
  accessTokenLifetimeSeconds: null,
  allowedResources: [],
  dpopBoundAccessTokens: false,
  acceptTokenEndpointAudience: false,
}
let count = 0
async function create(more: object = {}) {
  count += 1
  const name = `settings-${count}`
  const clientCredentials = { enabled: true }
  return server.api('POST', '/service-accounts', {
    group: 'acme',
    name,
    clientCredentials,
    ...more,
  })
}
const update = (account: { id: string; version: number }, tokenSettings: object) =>
  server.api('PATCH', `/service-accounts/${account.id}`, {
    version: account.version,
    tokenSettings,
  })

describe('the token settings of a service account', () => {
  it('are shown, and are careful ones until somebody changes them', async () => {
    expect((await create()).body.tokenSettings).toEqual(defaults)
  })

  it('may be given at the start, each by itself', async () => {
    const { body } = await create({ tokenSettings: { accessTokenLifetimeSeconds: 86_400 } })
    expect(body.tokenSettings).toEqual({ ...defaults, accessTokenLifetimeSeconds: 86_400 })
  })

  it('change member by member, and are on record before and after', async () => {
    const created = (await create({ tokenSettings: { dpopBoundAccessTokens: true } })).body
    const allowedResources = ['https://billing.acme.example', 'urn:acme:mail']
    const changed = (await update(created, { allowedResources })).body
    expect(changed.tokenSettings).toEqual({
      ...defaults,
      allowedResources,
      dpopBoundAccessTokens: true,
    })
    const plain = await server.api('PATCH', `/service-accounts/${created.id}`, {
      version: changed.version,
      description: 'other',
    })
    expect(plain.body.tokenSettings).toEqual(changed.tokenSettings)

    const log = await must(server, 'GET', `/audit/events?target=${created.id}`)
    const event = log.items.find(
      ({ before, after }: { before?: { version: number }; after: { version: number } }) =>
        before && after.version === changed.version,
    )
    expect(event.before.tokenSettings.allowedResources).toEqual([])
    expect(event.after.tokenSettings.allowedResources).toEqual(allowedResources)
  })

  it.each<[string, object, string]>([
    ['a life of a second', { accessTokenLifetimeSeconds: 1 }, 'accessTokenLifetimeSeconds'],
    ['a life below a minute', { accessTokenLifetimeSeconds: 59 }, 'accessTokenLifetimeSeconds'],
    ['a life over a day', { accessTokenLifetimeSeconds: 86_401 }, 'accessTokenLifetimeSeconds'],
    ['a life in parts', { accessTokenLifetimeSeconds: 60.5 }, 'accessTokenLifetimeSeconds'],
    ['a life as text', { accessTokenLifetimeSeconds: '300' }, 'accessTokenLifetimeSeconds'],
    ['a path', { allowedResources: ['/api'] }, 'allowedResources.0'],
    ['a fragment', { allowedResources: ['https://a.example/#x'] }, 'allowedResources.0'],
    ['a resource twice', { allowedResources: ['urn:a:b', 'urn:a:b'] }, 'allowedResources'],
    [
      '21 resources',
      { allowedResources: Array.from({ length: 21 }, (_, index) => `urn:a:${index}`) },
      'allowedResources',
    ],
    ['a switch as text', { dpopBoundAccessTokens: 'false' }, 'dpopBoundAccessTokens'],
    ['a switch as null', { acceptTokenEndpointAudience: null }, 'acceptTokenEndpointAudience'],
    ['an unknown member', { lifetime: 300 }, 'lifetime'],
  ])('refuse %s, at the start and later, and nothing changes', async (_, tokenSettings, field) => {
    const { body } = await create()
    for (const answer of [await create({ tokenSettings }), await update(body, tokenSettings)]) {
      expectProblem(answer, 400, 'validation_failed')
      expect(refusedFields(answer)).toEqual([`tokenSettings.${field}`])
    }
    const after = await server.api('GET', `/service-accounts/${body.id}`)
    expect(after.body).toEqual({ ...body, clientCredentials: expect.anything() })
  })

  it('need the permission to change the account', async () => {
    const viewer = await createRobot(server, 'acme', { acme: 'viewer' })
    const { body } = await create()
    const change = { version: body.version, tokenSettings: { dpopBoundAccessTokens: true } }
    const answer = await viewer.call('PATCH', `/service-accounts/${body.id}`, change)
    expectProblem(answer, 403, 'forbidden')
  })

  it.each<[string, object, object]>([
    ['more resources', {}, { allowedResources: ['urn:acme:mail'] }],
    ['a longer life', {}, { accessTokenLifetimeSeconds: 301 }],
    ['no key', { dpopBoundAccessTokens: true }, { dpopBoundAccessTokens: false }],
    ['looser assertions', {}, { acceptTokenEndpointAudience: true }],
  ])('give %s only by whoever holds what the account holds', async (_, before, wider) => {
    const owner = await createRobot(server, 'acme', { acme: 'owner' })
    const { id } = (await create({ tokenSettings: before })).body
    await must(server, 'POST', '/members', { namespace: 'acme', principal: id, role: 'owner' })
    const { version } = await must(server, 'GET', `/service-accounts/${id}`)
    const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
    const change = (tokenSettings: object) => ({ version, tokenSettings })
    const address = `/service-accounts/${id}`

    const refused = await deployer.call('PATCH', address, change(wider))
    expectProblem(refused, 403, 'gain_not_allowed')
    expect((await owner.call('PATCH', address, change(wider))).status).toBe(200)
  })

  it('may be made stricter by whoever may change the account', async () => {
    const deployer = await createRobot(server, 'acme', { acme: 'deployer' })
    const { id } = (await create({ tokenSettings: { allowedResources: ['urn:a:b'] } })).body
    await must(server, 'POST', '/members', { namespace: 'acme', principal: id, role: 'owner' })
    const { version } = await must(server, 'GET', `/service-accounts/${id}`)
    const stricter = {
      accessTokenLifetimeSeconds: 60,
      allowedResources: [],
      dpopBoundAccessTokens: true,
    }
    const answer = await deployer.call('PATCH', `/service-accounts/${id}`, {
      version,
      tokenSettings: stricter,
    })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.tokenSettings).toMatchObject(stricter)
  })
})
