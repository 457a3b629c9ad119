import { afterAll, describe, expect, it } from 'vitest'
import { toInstant } from '#server/domain/times.ts'
import { type CreatedAccount, createAccount } from '#support/create-account.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const policy = {
  issuer: 'https://gitlab.example',
  audience: 'https://doorward.acme.example',
  boundClaims: { project_id: '20' },
}
const inDays = (days: number) => toInstant(Date.now() + days * 86_400_000)

function credentials(method: string, account: { id: string }, action = '', body?: object) {
  return server.api(method, `/service-accounts/${account.id}/client-credentials${action}`, body)
}

async function statusOfToken({ id }: { id: string }, clientSecret: string): Promise<number> {
  const grant = { grant_type: 'client_credentials', client_id: id, client_secret: clientSecret }
  return (await server.token(grant)).status
}

async function aFederatedAccount(name: string): Promise<{ id: string }> {
  return (await server.api('POST', '/service-accounts', { name, trustPolicies: [policy] })).body
}

describe('enabling client credentials', () => {
  it('answers an id and a secret that works', async () => {
    const account = await aFederatedAccount('to-enable')
    const expiresAt = inDays(7)
    const { status, body } = await credentials('POST', account, '', { expiresAt })

    expect(status).toBe(201)
    expect(body).toEqual({
      clientId: account.id,
      clientSecret: expect.stringMatching(/^dwcs_/),
      expiresAt,
    })
    expect(await statusOfToken(account, body.clientSecret)).toBe(200)
  })

  it('needs no body', async () => {
    const account = await aFederatedAccount('without-body')
    expect((await credentials('POST', account)).status).toBe(201)
  })

  it('refuses when they are enabled already, and the secret goes on working', async () => {
    const account = await createAccount(server)

    expectProblem(await credentials('POST', account), 409, 'already_enabled')
    expect(await statusOfToken(account, account.clientSecret)).toBe(200)
  })
})

describe('resetting client credentials', () => {
  it('ends the old secret at once and answers a new one', async () => {
    const account = await createAccount(server)
    const { status, body } = await credentials('POST', account, '/reset', { expiresAt: inDays(3) })

    expect(status).toBe(200)
    expect(body.clientSecret).not.toBe(account.clientSecret)
    expect(await statusOfToken(account, account.clientSecret)).toBe(401)
    expect(await statusOfToken(account, body.clientSecret)).toBe(200)
    const { body: shown } = await server.api('GET', `/service-accounts/${account.id}`)
    expect(shown.clientCredentials.secrets).toHaveLength(1)
    expect(shown.clientCredentials.expiresAt).toBe(body.expiresAt)
  })

  it('leaves the old secret in force when the new expiry is refused', async () => {
    const account = await createAccount(server)
    const answer = await credentials('POST', account, '/reset', { expiresAt: inDays(91) })

    expectProblem(answer, 400, 'expiry_out_of_range')
    expect(refusedFields(answer)).toEqual(['expiresAt'])
    expect(await statusOfToken(account, account.clientSecret)).toBe(200)
  })

  it('refuses when they are not enabled', async () => {
    const account = await aFederatedAccount('nothing-to-reset')
    expectProblem(await credentials('POST', account, '/reset'), 409, 'not_enabled')
  })
})

describe('disabling client credentials', () => {
  it('forgets the secret for good', async () => {
    const account = await createAccount(server, { trustPolicies: [policy] })
    const answer = await credentials('DELETE', account)

    expect([answer.status, answer.text]).toEqual([204, ''])
    const { body: shown } = await server.api('GET', `/service-accounts/${account.id}`)
    expect(shown.clientCredentials).toMatchObject({ enabled: false, expiresAt: null, secrets: [] })
    expect(await statusOfToken(account, account.clientSecret)).toBe(401)
    const { body } = await credentials('POST', account)
    expect(await statusOfToken(account, account.clientSecret)).toBe(401)
    expect(await statusOfToken(account, body.clientSecret)).toBe(200)
  })

  it('refuses when they are the only method, and the secret goes on working', async () => {
    const account: CreatedAccount = await createAccount(server)

    expectProblem(await credentials('DELETE', account), 400, 'authentication_method_required')
    expect(await statusOfToken(account, account.clientSecret)).toBe(200)
  })

  it('refuses when they are not enabled', async () => {
    const account = await aFederatedAccount('nothing-to-disable')
    expectProblem(await credentials('DELETE', account), 409, 'not_enabled')
  })
})

describe('turning client secrets off', () => {
  it('gives out no secret while the maximum is 0 days', async () => {
    const { body: before } = await server.api('GET', '/settings')
    const off = { version: before.version, clientSecretMaximumDays: 0 }
    const account = await aFederatedAccount('while-off')
    await server.api('PATCH', '/settings', off)

    const refused = await credentials('POST', account)
    await server.api('PATCH', '/settings', {
      version: before.version + 1,
      clientSecretMaximumDays: before.clientSecretMaximumDays,
    })
    expectProblem(refused, 400, 'client_credentials_turned_off')
    expect((await credentials('POST', account)).status).toBe(201)
  })
})
