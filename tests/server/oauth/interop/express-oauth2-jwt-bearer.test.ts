import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGroups, must } from '#support/callers.ts'
import { type CreatedAccount, createAccount, toBasic } from '#support/create-account.ts'
import { type HttpAnswer, toAnswer } from '#support/http-answer.ts'
import { startTestServer } from '#support/start-test-server.ts'

const RESOURCE = 'https://billing.acme.example'
const HOUR_MS = 3_600_000
// The middleware goes by the real time, so a token that has expired is one that was issued long ago.
const clock = { behindMs: HOUR_MS }
const server = await startTestServer({ now: () => Date.now() - clock.behindMs })
afterAll(() => server.close())

const tokenSettings = { allowedResources: [RESOURCE, 'https://other.example'] }
const service = await startService()
afterAll(() => service.close())
const ids: { account?: CreatedAccount; old?: string } = {}

/** A service of somebody else's, which knows of us nothing but our issuer. */
async function startService() {
  const app = express()
  const verify = auth({
    issuerBaseURL: server.issuer,
    audience: RESOURCE,
    strict: true,
    cooldownDuration: 0,
  })
  app.get('/invoices', verify, (req, res) => void res.json(req.auth?.payload))
  app.get('/groups', verify, requiredScopes('group:view'), (_req, res) => void res.json({}))
  const http: Server = createServer(app)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // Safe: a server that listens on a host and port has an address of this kind.
  const { port } = http.address() as AddressInfo
  return {
    call: async (token: string, path = '/invoices'): Promise<HttpAnswer> =>
      toAnswer(
        await fetch(`http://127.0.0.1:${port}${path}`, {
          headers: { authorization: `Bearer ${token}` },
        }),
      ),
    close: () => new Promise((resolve) => http.close(resolve)),
  }
}

function getAccount(): CreatedAccount {
  if (!ids.account) throw new Error('There is no account yet.')
  return ids.account
}

async function getToken(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = { grant_type: 'client_credentials', resource: RESOURCE, ...more }
  const answer = await server.token(form, toBasic(getAccount()))
  expect(answer.status, answer.text).toBe(200)
  return answer.body.access_token
}

function expectRefused({ status, headers }: HttpAnswer): void {
  expect(status).toBe(401)
  expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
}

beforeAll(async () => {
  await createGroups(server, 'acme')
  const account = await createAccount(server, { group: 'acme', tokenSettings })
  const member = { namespace: 'acme', principal: account.id, role: 'viewer' }
  await must(server, 'POST', '/members', member)
  ids.account = account
  ids.old = await getToken()
  clock.behindMs = 0
})

describe('a service behind express-oauth2-jwt-bearer, strict as RFC 9068 is', () => {
  it('finds our keys by discovery and accepts a token for it (RFC 8414 §3, RFC 9068 §4)', async () => {
    const token = await getToken()
    const { status, body } = await service.call(token)
    expect([status, body]).toEqual([200, decodeJwt(token)])
  })

  it.each(['RS256', 'EdDSA'])('accepts a token signed by %s', async (signingAlgorithm) => {
    const { version } = await must(server, 'GET', '/settings')
    await must(server, 'PATCH', '/settings', { version, signingAlgorithm })
    expect((await service.call(await getToken())).status).toBe(200)
  })

  it('picks up a new key', async () => {
    const rotation = { algorithm: 'RS256', immediately: true }
    const before = await getToken()
    await must(server, 'POST', '/signing-keys/rotate', rotation)
    for (const token of [await getToken(), before]) {
      expect((await service.call(token)).status).toBe(200)
    }
  })

  it('refuses a token for others (RFC 9068 §4)', async () => {
    for (const resource of [server.issuer, 'https://other.example']) {
      expectRefused(await service.call(await getToken({ resource })))
    }
  })

  it('refuses a token that has expired', async () => {
    expectRefused(await service.call(ids.old ?? ''))
  })

  it('refuses a token that was changed', async () => {
    const token = await getToken()
    const [header, , signature] = token.split('.')
    const claims = { ...decodeJwt(token), sub: 'sa_somebody_else' }
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
    expectRefused(await service.call(`${header}.${body}.${signature}`))
    expectRefused(await service.call(`${token.slice(0, -8)}AAAAAAAA`))
  })

  it('refuses a named token, which is for our own API alone', async () => {
    expectRefused(await service.call(server.adminToken))
  })

  it('lets in by scope (RFC 6750 §3.1)', async () => {
    expect((await service.call(await getToken({ scope: 'group:view' }), '/groups')).status).toBe(
      200,
    )
    const refused = await service.call(await getToken({ scope: 'namespace:acme' }), '/groups')
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
  })
})
