import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

let count = 0

function createWithPolicy(issuer: string, issuerSettings?: object) {
  count += 1
  return server.api('POST', '/service-accounts', {
    name: `trusting-${count}`,
    trustPolicies: [
      {
        issuer,
        ...(issuerSettings ? { issuerSettings } : {}),
        audience: 'https://doorward.acme.example',
        boundClaims: { sub: 'job' },
      },
    ],
  })
}

async function findIssuer(search: string) {
  const { body } = await server.api('GET', `/issuers?search=${encodeURIComponent(search)}`)
  return body.items
}

describe('issuers', () => {
  it('registers an issuer with the first policy that names it, and once', async () => {
    const label = 'Our GitLab'
    const first = await createWithPolicy('https://gitlab.example', { label })
    const [issuer] = await findIssuer('gitlab.example')
    const byUrl = await createWithPolicy('https://gitlab.example')
    const byId = await createWithPolicy(issuer.id)

    expect(issuer).toMatchObject({
      id: first.body.trustPolicies[0].issuer,
      url: 'https://gitlab.example',
      label,
      enabled: true,
      allowPrivateNetwork: false,
      trustPolicyCount: 1,
      health: { lastFetchAt: null, lastSuccessAt: null, lastError: null, keys: [] },
    })
    expect(issuer.algorithms).not.toContain('none')
    expect(issuer.algorithms.filter((name: string) => name.startsWith('HS'))).toEqual([])
    expect([byUrl, byId].map(({ body }) => body.trustPolicies[0].issuer)).toEqual([
      issuer.id,
      issuer.id,
    ])
    expect(await findIssuer('gitlab.example')).toMatchObject([{ trustPolicyCount: 3 }])
  })

  it('takes another spelling of a URL for another issuer', async () => {
    await createWithPolicy('https://spelling.example')
    await createWithPolicy('https://spelling.example/')

    expect(
      (await findIssuer('spelling.example')).map((issuer: { url: string }) => issuer.url),
    ).toEqual(['https://spelling.example', 'https://spelling.example/'])
  })

  it.each([
    ['http', 'http://gitlab.example'],
    ['http, even with the private-network switch', 'http://gitlab.example', true],
    ['a loopback address without the switch', 'http://127.0.0.1:8080'],
    ['a loopback name without the switch', 'https://localhost'],
    ['an address in a private network without the switch', 'https://10.1.2.3'],
    ['an address in decimal notation', 'https://2130706433'],
    ['an IPv6 loopback address', 'https://[::1]'],
    ['an IPv4 address in IPv6', 'https://[::ffff:127.0.0.1]'],
    ['the metadata service of a cloud, even with the switch', 'https://169.254.169.254', true],
    ['a user name', 'https://trusted.example@evil.example'],
    ['a query', 'https://gitlab.example/?x=1'],
    ['a fragment', 'https://gitlab.example/#x'],
    ['another scheme', 'file:///etc/passwd'],
    ['what is no URL', 'gitlab.example'],
  ])('refuses %s', async (_, url, allowPrivateNetwork = false) => {
    const answer = await createWithPolicy(url, { allowPrivateNetwork })

    expectProblem(answer, 400, 'issuer_not_allowed')
    expect(refusedFields(answer)).toEqual(['trustPolicies.0.issuer'])
  })

  it('takes a loopback address with the private-network switch', async () => {
    const url = 'http://127.0.0.1:18080'
    expect((await createWithPolicy(url, { allowPrivateNetwork: true })).status).toBe(201)
    expect(await findIssuer(url)).toMatchObject([{ url, allowPrivateNetwork: true }])
  })

  it('lets no policy change the network rule of a registered issuer by the way', async () => {
    await createWithPolicy('https://shared.example')
    const answer = await createWithPolicy('https://shared.example', { allowPrivateNetwork: true })

    expectProblem(answer, 400, 'issuer_not_allowed')
    expect(refusedFields(answer)).toEqual(['trustPolicies.0.issuerSettings.allowPrivateNetwork'])
    expect(await findIssuer('shared.example')).toMatchObject([{ allowPrivateNetwork: false }])
  })
})

describe('settings', () => {
  it('begins with the documented values', async () => {
    const fresh = await startTestServer()
    onTestFinished(() => fresh.close())
    const { status, body } = await fresh.api('GET', '/settings')

    expect(status).toBe(200)
    expect(body).toEqual({
      accessTokenLifetimeSeconds: 300,
      clientSecretMaximumDays: 90,
      signingAlgorithm: 'ES256',
      signingAlgorithmByResource: {},
      signingKeyRotationDays: 90,
      lockoutFailures: 10,
      lockoutSeconds: 30,
      requestsPerMinute: 0,
      requestsPerMinutePerAddress: 3_000_000,
      attemptsMaximum: 5000,
      attemptsMaximumDays: 30,
      endWithSubjectToken: true,
      version: 1,
      server: {
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        issuer: fresh.issuer,
        address: fresh.url,
        tokenEndpoint: `${fresh.issuer}/oauth/token`,
        dataDirectory: fresh.dataDirectory,
      },
    })
  })

  it.each([
    ['accessTokenLifetimeSeconds', 59],
    ['accessTokenLifetimeSeconds', 86_401],
    ['accessTokenLifetimeSeconds', 300.5],
    ['accessTokenLifetimeSeconds', '300'],
    ['clientSecretMaximumDays', -1],
    ['clientSecretMaximumDays', null],
    ['signingAlgorithm', 'HS256'],
    ['signingAlgorithm', 'none'],
    ['lockoutFailures', -1],
    ['lockoutFailures', 1001],
    ['lockoutFailures', 2.5],
    ['lockoutSeconds', 0],
    ['lockoutSeconds', 3601],
    ['requestsPerMinute', -1],
    ['requestsPerMinute', null],
    ['requestsPerMinutePerAddress', -1],
    ['requestsPerMinutePerAddress', '6000'],
    ['attemptsMaximum', 99],
    ['attemptsMaximum', 50_001],
    ['attemptsMaximum', 100.5],
    ['attemptsMaximumDays', 0],
    ['attemptsMaximumDays', 366],
    ['endWithSubjectToken', 'false'],
    ['endWithSubjectToken', 0],
    ['issuer', 'https://evil.example'],
  ])('refuses %s = %j', async (name, value) => {
    const { body: before } = await server.api('GET', '/settings')
    const answer = await server.api('PATCH', '/settings', {
      version: before.version,
      [name]: value,
    })

    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual([name])
    expect((await server.api('GET', '/settings')).body).toEqual(before)
  })

  it('changes what is named, in force at once, and refuses a change from an older state', async () => {
    const { version } = (await server.api('GET', '/settings')).body
    const change = (clientSecretMaximumDays: number) =>
      server.api('PATCH', '/settings', { version, clientSecretMaximumDays })

    expect((await change(30)).body).toMatchObject({
      clientSecretMaximumDays: 30,
      accessTokenLifetimeSeconds: 300,
      version: version + 1,
    })
    expectProblem(await change(60), 409, 'version_conflict')
    const expiresAt = new Date(Date.now() + 31 * 86_400_000).toISOString()
    const tooLong = await server.api('POST', '/service-accounts', {
      name: 'beyond-maximum',
      clientCredentials: { enabled: true, expiresAt },
    })
    expectProblem(tooLong, 400, 'expiry_out_of_range')
  })
})

describe('whoami', () => {
  it('tells the administrator who they are', async () => {
    const { status, body } = await server.api('GET', '/whoami')

    expect(status).toBe(200)
    expect(body).toMatchObject({
      actor: { kind: 'administrator' },
      authenticatedBy: 'bootstrap_token',
    })
    expect(body.permissions).toEqual(
      expect.arrayContaining(['service_account:create', 'settings:update']),
    )
  })
})
