import { afterAll, expect, it } from 'vitest'
import { asBearer, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'

const server = await startTestServer()
const issuer = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), issuer.close()]))

const unused = { lastUsedAt: null, lastUsedAddress: null, lastUsedMethod: null }
const usedBy = (lastUsedMethod: string) =>
  expect.objectContaining({
    lastUsedAt: expect.stringMatching(/Z$/),
    lastUsedAddress: '127.0.0.1',
    lastUsedMethod,
  })
const find = (id: string) => must(server, 'GET', `/service-accounts/${id}`)

it('of a secret and its account tells when, from where and how', async () => {
  const { id, clientId, clientSecret } = await createAccount(server)
  const before = await find(id)
  expect(before).toMatchObject(unused)
  expect(before.clientCredentials.secrets).toMatchObject([unused])
  const grant = { grant_type: 'client_credentials' }
  await server.token({ ...grant, client_id: clientId, client_secret: clientSecret })

  await expect.poll(() => find(id)).toEqual(usedBy('client_secret'))
  const { clientCredentials } = await find(id)
  expect(clientCredentials.secrets).toEqual([usedBy('client_secret')])
})

it('of a trust policy and its account tells the same', async () => {
  const policy = {
    issuer: issuer.url,
    issuerSettings: { allowPrivateNetwork: true },
    audience: OUR_AUDIENCE,
    boundClaims: { project_id: '20' },
  }
  const { id } = await createAccount(server, { trustPolicies: [policy] })
  expect((await find(id)).trustPolicies).toMatchObject([unused])
  const answer = await server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: id,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token: await issuer.issueIdToken({
      audience: OUR_AUDIENCE,
      claims: { project_id: '20' },
    }),
  })
  expect(answer.status, answer.text).toBe(200)

  await expect.poll(() => find(id)).toEqual(usedBy('oidc_federation'))
  const { trustPolicies, clientCredentials } = await find(id)
  expect(trustPolicies).toEqual([usedBy('oidc_federation')])
  expect(clientCredentials.secrets).toMatchObject([unused])
})

it('of a named token and its account tells the same', async () => {
  const { id } = await createAccount(server)
  const request = { account: id, name: 'used', intent: 'api' }
  const { token, value } = await must(server, 'POST', '/tokens', request)
  expect(token).toMatchObject(unused)
  await asBearer(server, value)('GET', '/whoami')

  await expect.poll(() => find(id)).toEqual(usedBy('named_token'))
  expect(await must(server, 'GET', `/tokens/${token.id}`)).toEqual(usedBy('named_token'))
})
