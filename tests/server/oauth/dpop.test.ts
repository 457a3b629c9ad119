import { calculateJwkThumbprint, decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { makeProof, makeProofKey, type ProofChanges } from '#support/make-proof.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

const account = await createAccount(server)
const bound = await createAccount(server, { tokenSettings: { dpopBoundAccessTokens: true } })
const key = await makeProofKey()
const other = await makeProofKey()
const thumbprint = await calculateJwkThumbprint(key.jwk)
const TOKEN_URL = `${server.issuer}/oauth/token`
const grant = { grant_type: 'client_credentials' }

const ask = (dpop: string, of = account, form: Readonly<Record<string, string>> = grant) =>
  server.token(form, { ...toBasic(of), dpop })

function clientOf({ clientId, clientSecret }: typeof account) {
  return openid.discovery(
    new URL(server.issuer),
    clientId,
    undefined,
    openid.ClientSecretBasic(clientSecret),
    { execute: [openid.allowInsecureRequests] },
  )
}

describe('a token that was asked for with a DPoP proof', () => {
  it('is bound to the key, and says so (RFC 9449 §5, §6.1)', async () => {
    const { status, text, body, headers } = await ask(await makeProof(key, 'POST', TOKEN_URL))
    expect(status, text).toBe(200)
    expect(body.token_type).toBe('DPoP')
    expect(decodeJwt(body.access_token).cnf).toEqual({ jkt: thumbprint })
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('may be asked for under the other paths of the endpoint, by a proof for that path', async () => {
    const path = '/v1/serviceaccounts/token'
    const send = async (proofFor: string) =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { ...toBasic(account), dpop: await makeProof(key, 'POST', proofFor) },
        body: new URLSearchParams(grant),
      })
    expect((await send(`${server.issuer}${path}`)).status).toBe(200)
    expect((await send(TOKEN_URL)).status).toBe(400)
  })

  it('is bound to nothing without a proof', async () => {
    const { body } = await server.token(grant, toBasic(account))
    expect(body.token_type).toBe('Bearer')
    expect(decodeJwt(body.access_token)).not.toHaveProperty('cnf')
  })

  it('is refused for a bad proof (RFC 9449 §5)', async () => {
    const elsewhere = await makeProof(key, 'POST', 'https://evil.example/oauth/token')
    for (const proof of ['nonsense', elsewhere]) {
      expectOAuthError(await ask(proof), 400, 'invalid_dpop_proof')
    }
  })

  it.each<[string, ProofChanges]>([
    ['of another type', { header: { typ: 'JWT' } }],
    ['without a key', { header: { jwk: undefined } }],
    ['with a shared key', { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } }],
    ['with the key of somebody else', { header: { jwk: other.jwk } }],
    ['with its private key', { header: { jwk: { ...key.jwk, d: 'AQAB' } } }],
    ['for another method', { claims: { htm: 'GET' } }],
    ['for nothing', { claims: { htu: undefined } }],
    ['without an identifier', { claims: { jti: undefined } }],
    ['with an endless identifier', { claims: { jti: 'x'.repeat(257) } }],
    ['without a time', { claims: { iat: undefined } }],
    ['of long ago', { claims: { iat: 1 } }],
    ['of the future', { claims: { iat: 4_000_000_000 } }],
  ])('is refused for a proof %s (RFC 9449 §4.3)', async (_, changes) => {
    const proof = await makeProof(key, 'POST', TOKEN_URL, changes)
    expectOAuthError(await ask(proof), 400, 'invalid_dpop_proof')
  })

  it('is given for a proof whose address has a query and a fragment (RFC 9449 §4.3)', async () => {
    expect((await ask(await makeProof(key, 'POST', `${TOKEN_URL}?a=b#c`))).status).toBe(200)
  })

  it('is refused for a proof that was used before (RFC 9449 §11.1)', async () => {
    const proof = await makeProof(key, 'POST', TOKEN_URL)
    expect((await ask(proof)).status).toBe(200)
    expectOAuthError(await ask(proof), 400, 'invalid_dpop_proof')
  })

  it('is given for one of many requests with the same proof at once', async () => {
    const proof = await makeProof(key, 'POST', TOKEN_URL)
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(proof)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is refused for two proofs (RFC 9449 §4.3)', async () => {
    const body = new URLSearchParams(grant).toString()
    const headers = [
      ['authorization', toBasic(account).authorization],
      ['content-type', 'application/x-www-form-urlencoded'],
      ['dpop', await makeProof(key, 'POST', TOKEN_URL)],
      ['DPoP', await makeProof(key, 'POST', TOKEN_URL)],
    ] as const
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/oauth/token',
      headers,
      body,
    })
    expectOAuthError(answer, 400, 'invalid_dpop_proof')
  })

  it('never goes by what the request says of its host (RFC 9449 §4.3)', async () => {
    const { port } = new URL(server.url)
    const body = new URLSearchParams(grant).toString()
    const headers = [
      ['host', `localhost:${port}`],
      ['x-forwarded-host', `localhost:${port}`],
      ['authorization', toBasic(account).authorization],
      ['content-type', 'application/x-www-form-urlencoded'],
      ['dpop', await makeProof(key, 'POST', `http://localhost:${port}/oauth/token`)],
    ] as const
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/oauth/token',
      headers,
      body,
    })
    expectOAuthError(answer, 400, 'invalid_dpop_proof')
  })

  it('does not use the proof up when something else was wrong', async () => {
    const proof = await makeProof(key, 'POST', TOKEN_URL)
    expectOAuthError(await ask(proof, account, { ...grant, scope: 'x' }), 400, 'invalid_scope')
    expectOAuthError(await ask(proof, { ...account, clientSecret: 'x' }), 401, 'invalid_client')
    expect((await ask(proof)).status).toBe(200)
  })

  it('leaves the reason of a refusal in the audit log, and no proof', async () => {
    await ask(await makeProof(key, 'GET', TOKEN_URL))
    const log = await must(server, 'GET', `/audit/events?action=token.refused&limit=1`)
    expect(log.items).toMatchObject([{ reason: 'dpop_method', actor: { id: account.id } }])
  })
})

describe('an account whose tokens are always bound (RFC 9449 §5.2)', () => {
  it('gets none without a proof', async () => {
    const answer = await server.token(grant, toBasic(bound))
    expectOAuthError(answer, 400, 'invalid_dpop_proof')
    expect(answer.body.error_description).toContain('without a DPoP proof')
  })

  it('gets one with a proof', async () => {
    const { body } = await ask(await makeProof(key, 'POST', TOKEN_URL), bound)
    expect(body.token_type).toBe('DPoP')
  })
})

describe('introspection of a bound token', () => {
  it('tells of the binding (RFC 9449 §6.2)', async () => {
    const { body } = await ask(await makeProof(key, 'POST', TOKEN_URL))
    const answer = await openid.tokenIntrospection(await clientOf(account), body.access_token)
    expect(answer).toMatchObject({
      active: true,
      token_type: 'DPoP',
      cnf: { jkt: thumbprint },
      aud: server.issuer,
      sub: account.id,
      client_id: account.id,
    })
  })
})
