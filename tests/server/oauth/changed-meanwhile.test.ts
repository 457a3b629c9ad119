import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { must } from '#support/callers.ts'
import { exchange } from '#support/exchange.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { OUR_AUDIENCE } from '#support/third-party-issuer.ts'

/** A real server of keys that answers only when it is told to. */
async function aSlowIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'slow', alg: 'ES256' }]
  const signals = new EventEmitter()
  const server = createServer(async (_req, res) => {
    await once(signals, 'tell')
    res.end(JSON.stringify({ keys }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const iat = Math.floor(Date.now() / 1000)
  const token = await new SignJWT({ iss: url, aud: OUR_AUDIENCE, sub: 'job', iat, exp: iat + 300 })
    .setProtectedHeader({ alg: 'ES256', kid: 'slow' })
    .sign(privateKey)
  return { url, token, asked: once(server, 'request'), tell: () => signals.emit('tell') }
}

async function aWaitingExchange() {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  const issuer = await aSlowIssuer()
  const account = await must(server, 'POST', '/service-accounts', {
    name: 'waiting',
    trustPolicies: [
      {
        issuer: issuer.url,
        issuerSettings: { allowPrivateNetwork: true, keySource: { jwksUrl: `${issuer.url}/keys` } },
        audience: OUR_AUDIENCE,
        boundClaims: { sub: 'job' },
      },
    ],
  })
  const answer = exchange(server, issuer.token, { client_id: account.id })
  await issuer.asked
  return { server, account, answer, tell: issuer.tell }
}

it('gives a token where nothing changed while the keys were on their way', async () => {
  const { answer, tell } = await aWaitingExchange()
  tell()
  expect((await answer).status).toBe(200)
})

it.each([
  ['the account was disabled', 'POST', '/disable', /not available/],
  ['the account was deleted', 'DELETE', '', /issuer/],
])('gives none where %s while the keys were on their way', async (_, method, path, words) => {
  const { server, account, answer, tell } = await aWaitingExchange()
  await must(server, method, `/service-accounts/${account.id}${path}`)
  tell()
  expectOAuthError(await answer, 400, 'invalid_request')
  expect((await answer).body.error_description).toMatch(words)
})
