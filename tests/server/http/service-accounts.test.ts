import { afterAll, describe, expect, it } from 'vitest'
import { toInstant } from '#server/domain/times.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await server.api('POST', '/groups', { name: 'acme' })
await server.api('POST', '/groups', { name: 'platform', parent: 'acme' })

const encode = encodeURIComponent
const DAY_MS = 86_400_000

const policy = {
  issuer: 'https://gitlab.example',
  audience: 'https://doorward.acme.example',
  boundClaims: { project_id: '20', ref_protected: 'true', ref_type: 'branch' },
}

async function create(body: object) {
  const answer = await server.api('POST', '/service-accounts', body)
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

describe('creating a service account', () => {
  it('gives client credentials with the expiry that was asked for, and the secret once', async () => {
    const expiresAt = toInstant(Date.now() + 30 * DAY_MS)
    const account = await create({
      group: 'acme/platform',
      name: 'with-secret',
      description: 'deploys prod',
      labels: { team: 'core' },
      clientCredentials: { enabled: true, expiresAt },
    })

    expect(account).toMatchObject({
      id: expect.stringMatching(/^sa_[0-9a-z]{26}$/),
      path: 'acme/platform/with-secret',
      groupPath: 'acme/platform',
      description: 'deploys prod',
      labels: { team: 'core' },
      disabled: false,
      trustPolicies: [],
      lastUsedAt: null,
      version: 1,
      clientCredentials: {
        enabled: true,
        clientId: account.id,
        clientSecret: expect.stringMatching(/^dwcs_[0-9a-z]{26}_[0-9A-Za-z]{49}$/),
        expiresAt,
      },
    })
    expect(account.clientCredentials.secrets).toMatchObject([{ expiresAt, lastUsedAt: null }])
    const { body: shown } = await server.api('GET', `/service-accounts/${account.id}`)
    expect(shown.clientCredentials.expiresAt).toBe(expiresAt)
    expect(shown.clientCredentials).not.toHaveProperty('clientSecret')
  })

  it('expires the secret at the maximum when nothing was asked', async () => {
    const before = Date.now()
    const account = await create({ name: 'at-maximum', clientCredentials: { enabled: true } })

    const expiresAt = Date.parse(account.clientCredentials.expiresAt)
    expect(expiresAt).toBeGreaterThanOrEqual(before + 90 * DAY_MS)
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 90 * DAY_MS)
  })

  it('keeps an expiry with an offset as the same instant in UTC', async () => {
    const instant = Math.floor(Date.now() / 1000) * 1000 + 10 * DAY_MS
    const local = new Date(instant + 2 * 3_600_000).toISOString().replace('Z', '+02:00')
    const account = await create({
      name: 'with-offset',
      clientCredentials: { enabled: true, expiresAt: local },
    })

    const { expiresAt } = account.clientCredentials
    expect(expiresAt).toMatch(/Z$/)
    expect(Date.parse(expiresAt)).toBe(instant)
  })

  it('takes trust policies alone and gives no secret', async () => {
    const account = await create({ group: 'acme', name: 'federated', trustPolicies: [policy] })

    expect(account.clientCredentials).toEqual({
      enabled: false,
      clientId: account.id,
      expiresAt: null,
      secrets: [],
    })
    expect(account.trustPolicies).toEqual([
      {
        id: expect.stringMatching(/^tp_[0-9a-z]{26}$/),
        name: '',
        enabled: true,
        expiresAt: null,
        issuer: expect.stringMatching(/^iss_/),
        issuerUrl: policy.issuer,
        audience: policy.audience,
        matchMode: 'exact',
        boundClaims: policy.boundClaims,
        sentence:
          'Any caller with project_id 20 with ref_protected true with ref_type branch may act as acme/federated. Not restricted: the subject.',
        exceptions: [],
        createdAt: account.createdAt,
        createdBy: account.createdBy,
        updatedAt: account.updatedAt,
        updatedBy: account.updatedBy,
        version: 1,
        lastUsedAt: null,
        lastUsedAddress: null,
        lastUsedMethod: null,
      },
    ])
  })

  it('takes both methods', async () => {
    const account = await create({
      name: 'with-both',
      clientCredentials: { enabled: true },
      trustPolicies: [policy, { ...policy, audience: 'another', boundClaims: { sub: 'x' } }],
    })

    expect(account.clientCredentials.clientSecret).toBeDefined()
    expect(account.trustPolicies).toHaveLength(2)
    expect(account.groupId).toBeNull()
  })

  it.each([
    ['no method at all', {}],
    ['client credentials that are not enabled', { clientCredentials: { enabled: false } }],
    ['an empty list of trust policies', { trustPolicies: [] }],
  ])('refuses %s', async (_, methods) => {
    const answer = await server.api('POST', '/service-accounts', { name: 'locked-out', ...methods })

    expectProblem(answer, 400, 'authentication_method_required')
    expectProblem(await server.api('GET', '/service-accounts/locked-out'), 404, 'not_found')
  })

  it('makes nothing when one of two trust policies is refused', async () => {
    const answer = await server.api('POST', '/service-accounts', {
      name: 'half-made',
      trustPolicies: [
        { ...policy, issuer: 'https://new-issuer.example' },
        { ...policy, issuer: 'http://not-secure.example' },
      ],
    })

    expectProblem(answer, 400, 'issuer_not_allowed')
    expect(refusedFields(answer)).toEqual(['trustPolicies.1.issuer'])
    expectProblem(await server.api('GET', '/service-accounts/half-made'), 404, 'not_found')
    const { body } = await server.api('GET', '/issuers?search=new-issuer')
    expect(body.items).toEqual([])
  })
})

describe('reading service accounts', () => {
  it('finds an account by id and by its encoded path', async () => {
    const account = await createAccount(server, { group: 'acme', name: 'findable' })

    const byId = await server.api('GET', `/service-accounts/${account.id}`)
    const byPath = await server.api('GET', `/service-accounts/${encode('acme/findable')}`)
    expect(byId.status).toBe(200)
    expect(byPath.body).toEqual(byId.body)
  })

  it('lists those of one group, those of the installation, or all, in pages', async () => {
    await server.api('POST', '/groups', { name: 'crowd' })
    const names = Array.from({ length: 105 }, (_, index) => `m${index}`)
    await Promise.all(names.map((name) => createAccount(server, { group: 'crowd', name })))
    await createAccount(server, { name: 'system-account' })

    const inCrowd = await listAll('group=crowd&limit=40')
    expect(inCrowd).toEqual(names.map((name) => `crowd/${name}`).sort())
    const atRoot = await listAll('group=')
    expect(atRoot).toContain('system-account')
    expect(atRoot.filter((path) => path.includes('/'))).toEqual([])
    expect(await listAll('limit=100')).toEqual(
      expect.arrayContaining(['system-account', ...inCrowd]),
    )
    expect(await listAll('search=CROWD%2FM104')).toEqual(['crowd/m104'])
  })

  async function listAll(query: string): Promise<string[]> {
    const paths: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${encode(cursor)}`
      const { body } = await server.api('GET', `/service-accounts?${query}${next}`)
      paths.push(...body.items.map((account: { path: string }) => account.path))
      cursor = body.nextCursor
    }
    return paths
  }
})

describe('changing a service account', () => {
  it('changes what is named and leaves the rest', async () => {
    const account = await createAccount(server, { description: 'old', labels: { a: '1' } })
    const change = { version: 1, description: 'new' }
    const { status, body } = await server.api('PATCH', `/service-accounts/${account.id}`, change)

    expect(status).toBe(200)
    expect(body).toMatchObject({ description: 'new', labels: { a: '1' }, version: 2 })
    expect((await server.token(toForm(account))).status).toBe(200)
  })

  it('does not take trust policies: they have addresses of their own', async () => {
    const account = await create({ name: 'with-policies', trustPolicies: [policy] })
    const change = { version: 1, trustPolicies: [] }
    const answer = await server.api('PATCH', `/service-accounts/${account.id}`, change)

    expectProblem(answer, 400, 'validation_failed')
    const { body } = await server.api('GET', `/service-accounts/${account.id}`)
    expect(body.trustPolicies).toEqual(account.trustPolicies)
  })

  it('refuses to take the last authentication method away', async () => {
    const account = await create({ name: 'keeps-method', trustPolicies: [policy] })
    const [{ id }] = account.trustPolicies
    const path = `/service-accounts/${account.id}/trust-policies/${id}`

    expectProblem(await server.api('DELETE', path), 400, 'authentication_method_required')
    expect((await server.api('GET', path)).status).toBe(200)
  })

  it('refuses a change made from an older state', async () => {
    const { id } = await createAccount(server)
    await server.api('PATCH', `/service-accounts/${id}`, { version: 1, description: 'first' })
    const change = { version: 1, description: 'second' }
    const answer = await server.api('PATCH', `/service-accounts/${id}`, change)

    expectProblem(answer, 409, 'version_conflict')
    expect((await server.api('GET', `/service-accounts/${id}`)).body.description).toBe('first')
  })

  it('disables and enables, and is at rest when it is so already', async () => {
    const { id } = await createAccount(server)
    const post = async (what: string) =>
      (await server.api('POST', `/service-accounts/${id}/${what}`)).body

    expect(await post('disable')).toMatchObject({ disabled: true, version: 2 })
    expect(await post('disable')).toMatchObject({ disabled: true, version: 2 })
    expect(await post('enable')).toMatchObject({ disabled: false, version: 3 })
  })
})

describe('deleting a service account', () => {
  it('takes its credentials and policies along and frees its name', async () => {
    const account = await createAccount(server, { name: 'phoenix', trustPolicies: [policy] })
    const answer = await server.api('DELETE', '/service-accounts/phoenix')

    expect([answer.status, answer.text]).toEqual([204, ''])
    expectProblem(await server.api('GET', `/service-accounts/${account.id}`), 404, 'not_found')
    expect((await server.token(toForm(account))).status).toBe(401)
    const next = await createAccount(server, { name: 'phoenix' })
    expect(next.id).not.toBe(account.id)
    expect((await server.token(toForm(account))).status).toBe(401)
  })
})

function toForm({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
}
