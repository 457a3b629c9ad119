import { decodeJwt } from 'jose'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { makeProof, makeProofKey } from '#support/make-proof.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE, startThirdPartyIssuer } from '#support/third-party-issuer.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
const provider = await startThirdPartyIssuer()
afterAll(() => Promise.all([server.close(), provider.close()]))

const boundClaims = { project_id: '20' }
const account = await createTrustingAccount(server, { issuer: provider.url, boundClaims })

const toForm = (subjectToken: string) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: subjectToken,
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
})
const exchange = (subjectToken: string, clientId = account.id) =>
  server.token({ ...toForm(subjectToken), client_id: clientId })

const bearer = (assertion: string) =>
  server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion,
    client_id: account.id,
  })

function aToken(more: object = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, exp: now + 300 }
  return provider.sign({ iss: provider.url, aud: OUR_AUDIENCE, ...times, ...boundClaims, ...more })
}

it.each([
  ['a jti', { jti: 'one' }],
  ['no jti', { nonce: 'no-jti' }],
  ['an empty jti', { jti: '' }],
  ['a jti that is no text', { jti: 7 }],
])('lets one of 50 parallel exchanges of a token in, with %s', async (_, more) => {
  const outside = await aToken(more)
  const answers = await Promise.all(Array.from({ length: 50 }, () => exchange(outside)))
  const refused = answers.filter(({ status }) => status !== 200)

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  for (const answer of refused) {
    expectOAuthError(answer, 400, 'invalid_request')
    expect(answer.body.error_description).toMatch(/used already/)
    expect(answer.text).not.toContain('access_token')
  }
})

// A proof is verified between the first look at a token and its use, so that all fifty get there.
it('lets one of 50 parallel exchanges of a token in, each with a proof of its own', async () => {
  const key = await makeProofKey()
  const form = { ...toForm(await aToken({ jti: 'proven' })), client_id: account.id }
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const dpop = await makeProof(key, 'POST', `${server.issuer}/oauth/token`)
      return server.token(form, { dpop })
    }),
  )
  const granted = answers.filter(({ status }) => status === 200)
  expect(granted.map(({ body }) => body.token_type)).toEqual(['DPoP'])
})

it('takes a token once, by whichever grant it comes', async () => {
  const outside = await aToken({ jti: 'either-grant' })
  expect((await bearer(outside)).status).toBe(200)
  expectOAuthError(await exchange(outside), 400, 'invalid_request')
  expectOAuthError(await bearer(outside), 400, 'invalid_grant')
})

it('knows a jti again in another token of the same issuer', async () => {
  expect((await exchange(await aToken({ jti: 'same', n: 1 }))).status).toBe(200)
  expectOAuthError(await exchange(await aToken({ jti: 'same', n: 2 })), 400, 'invalid_request')
})

it.each([{}, { jti: '' }, { jti: 7 }])('tells tokens apart that have no name: %j', async (more) => {
  expect((await exchange(await aToken({ ...more, n: 1 }))).status).toBe(200)
  expect((await exchange(await aToken({ ...more, n: 2 }))).status).toBe(200)
})

it('keeps the jti of two issuers apart', async () => {
  const other = await startThirdPartyIssuer()
  const trusting = await createTrustingAccount(server, { issuer: other.url, boundClaims })
  const now = Math.floor(Date.now() / 1000)
  const claims = { aud: OUR_AUDIENCE, iat: now, exp: now + 300, jti: 'shared', ...boundClaims }

  const mine = await provider.sign({ ...claims, iss: provider.url })
  const theirs = await other.sign({ ...claims, iss: other.url })
  expect((await exchange(mine)).status).toBe(200)
  expect((await exchange(theirs, trusting.id)).status).toBe(200)
  await other.close()
})

it.each([
  ['its claims', { project_id: '21' }, {}],
  ['its target', {}, { resource: 'https://elsewhere.example' }],
])('does not use a token up that is refused for %s', async (_, more, form) => {
  const jti = `kept-${Object.keys({ ...more, ...form }).join()}`
  const outside = await aToken({ jti, ...more })
  const refused = await server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: outside,
    client_id: account.id,
    ...form,
  })
  expect(refused.status).toBe(400)
  expect((await exchange(await aToken({ jti }))).status).toBe(200)
})

it('lets a token in as often as it lives where its issuer says so', async () => {
  const { body } = await server.api('GET', '/issuers')
  const issuer = body.items.find((each: { url: string }) => each.url === provider.url)
  const change = { replay: 'reuse', version: issuer.version }
  const changed = await server.api('PATCH', `/issuers/${issuer.id}`, change)
  expect(changed.status, changed.text).toBe(200)
  onTestFinished(async () => {
    const back = { replay: issuer.replay, version: changed.body.version }
    await server.api('PATCH', `/issuers/${issuer.id}`, back)
  })

  const outside = await aToken({ jti: 'again' })
  const answers = [await exchange(outside), await exchange(outside), await bearer(outside)]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const ends = answers.map(({ body: { access_token } }) => Number(decodeJwt(access_token).exp))
  for (const end of ends) expect(end).toBeLessThanOrEqual(Number(decodeJwt(outside).exp))
})
