import { afterAll, describe, expect, it } from 'vitest'
import { startTestServer } from '#support/start-test-server.ts'

// Every look at this clock finds it one millisecond later.
const begun = Date.now()
let looks = 0
const server = await startTestServer({ now: () => begun + looks++ })
afterAll(() => server.close())

const policy = {
  issuer: 'https://gitlab.example',
  audience: 'https://doorward.acme.example',
  boundClaims: { project_id: '20' },
}

async function make(path: string, body: object) {
  const answer = await server.api('POST', path, body)
  expect(answer.status, answer.text).toBeLessThan(300)
  return answer.body
}

const aSecret = { clientCredentials: { enabled: true } }

describe('one change is made at one instant', () => {
  it('by an account, its policies, issuer, secret, group and role', async () => {
    const account = await make('/service-accounts', {
      name: 'deployer',
      ...aSecret,
      trustPolicies: [policy, { ...policy, audience: 'another' }],
      createGroup: true,
      membership: { namespace: '', role: 'viewer' },
    })
    const { body: group } = await server.api('GET', '/groups/deployer')
    const { body: issuer } = await server.api('GET', `/issuers/${account.trustPolicies[0].issuer}`)
    const { body: members } = await server.api('GET', '/members?namespace=deployer')

    const instants = [
      account.createdAt,
      ...account.trustPolicies.map((one: { createdAt: string }) => one.createdAt),
      account.clientCredentials.secrets[0].createdAt,
      group.createdAt,
      issuer.createdAt,
      members.items[0].createdAt,
    ]
    expect(instants).toEqual(instants.map(() => account.createdAt))
  })

  it('by a policy and the issuer that it brings', async () => {
    const { id } = await make('/service-accounts', { name: 'trusting', ...aSecret })
    const made = await make(`/service-accounts/${id}/trust-policies`, {
      ...policy,
      issuer: 'https://gitlab.other.example',
    })
    const { body: issuer } = await server.api('GET', `/issuers/${made.issuer}`)
    expect(made.createdAt).toBe(issuer.createdAt)
  })

  it('by a secret and the account that it opens', async () => {
    const { id } = await make('/service-accounts', { name: 'rotating', ...aSecret })
    await make(`/service-accounts/${id}/client-credentials/rotate`, { overlap: 'PT1H' })
    const { body: account } = await server.api('GET', `/service-accounts/${id}`)

    expect(account.clientCredentials.secrets.at(-1).createdAt).toBe(account.updatedAt)
  })
})
