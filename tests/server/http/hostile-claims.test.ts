import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { signByHand, startMockIssuer } from '#support/mock-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'

const AUDIENCE = 'https://doorward.acme.example'
const server = await startTestServer()
const issuer = await startMockIssuer()
afterAll(() => Promise.all([server.close(), issuer.close()]))

const HTML = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u001b[31m\u202e'
const LINES = 'main\r\nset-cookie: a=b\r\n\r\n{"action":"token.issued","result":"ok"}\n\u2028'
const CONTROLS = 'a\u0000b\u001b[31mred\u202eevil'
const LONG = 'x'.repeat(9000)
const claims = { sub: HTML, ref: LINES, environment: CONTROLS, repository: LONG }

const account = await must(server, 'POST', '/service-accounts', {
  name: 'deployer',
  trustPolicies: [
    {
      issuer: issuer.url,
      issuerSettings: { allowPrivateNetwork: true },
      audience: AUDIENCE,
      boundClaims: { sub: 'job', ref: 'main', environment: 'prod', repository: 'acme/api' },
    },
  ],
})

const called: { answer?: HttpAnswer; attempt?: HttpAnswer } = {}
beforeAll(async () => {
  called.answer = await server.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: await issuer.build({ aud: AUDIENCE, jti: LINES, ...claims }),
    client_id: account.id,
  })
  const id = called.answer.headers.get('x-correlation-id')
  called.attempt = await server.api('GET', `/trust/attempts/${id}`)
})

describe('what a stranger writes into claims', () => {
  it('is nowhere in the answer to the caller', () => {
    const { answer } = called
    if (!answer) throw new Error('There is no answer.')
    expectOAuthError(answer, 400, 'invalid_grant')
    expect([...answer.headers].map(([name]) => name)).not.toContain('set-cookie')
    for (const part of ['img', 'script', 'main', 'evil', 'xxx']) {
      expect(answer.body.error_description).not.toContain(part)
    }
  })

  it('is data for administrators: JSON that no browser takes for a page, markup and all', () => {
    const { headers, body } = called.attempt ?? {}
    expect(headers?.get('content-type')).toBe('application/json')
    expect(headers?.get('x-content-type-options')).toBe('nosniff')
    expect(body.claims).toMatchObject({ sub: HTML, ref: LINES, environment: CONTROLS })
  })

  it('leaves the sentence about the caller a single line without directions', () => {
    const { principal } = called.attempt?.body ?? {}
    expect(principal).toMatch(/ \(OpenID Connect\)$/)
    expect(principal).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(principal.length).toBeLessThan(300)
  })

  it('is cut where it is long, in claims and in checks', () => {
    const { claims: kept, policies } = called.attempt?.body ?? {}
    expect(kept.repository).toHaveLength(257)
    const lengths = policies.flatMap(({ checks }: { checks: { actual: string }[] }) =>
      checks.map(({ actual }) => actual.length),
    )
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256)
  })

  it('makes no line of its own in log or audit', async () => {
    await must(server, 'POST', '/groups', { name: 'flush' })
    const audit = await readFile(join(server.dataDirectory, 'audit.jsonl'), 'utf8')
    const events = audit
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
    expect(events.filter(({ action }) => action === 'token.issued')).toEqual([])
    const id = called.answer?.headers.get('x-correlation-id')
    expect(events.filter(({ correlationId }) => correlationId === id)).toMatchObject([
      { action: 'token.refused' },
    ])
    for (const part of ['onerror', 'set-cookie', 'xxxxx']) {
      expect(audit).not.toContain(part)
      expect(server.log.filter((line) => line.includes(part))).toEqual([])
    }
    expect(await must(server, 'GET', '/audit/verify')).toMatchObject({ ok: true })
  })

  it('can be drafted as a policy only as the text that it is', async () => {
    const { policy } = await must(
      server,
      'POST',
      `/trust/attempts/${called.attempt?.body.id}/draft`,
    )
    expect(policy.boundClaims).toEqual({ sub: HTML })
  })
})

it('leaves no token behind that stands inside a claim, an issuer or a key id', async () => {
  const inner = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJpbm5lciJ9.c2lnbmF0dXJl'
  const within = { sub: `Bearer ${inner}`, ref: `x=${inner}&`, environment: { [inner]: inner } }
  const tokens = [
    await issuer.build({ aud: AUDIENCE, ...within }),
    await issuer.build({ aud: AUDIENCE, ...within, iss: `https://ci.example/?${inner}` }),
    ...[{ kid: `Bearer ${inner}` }, { alg: `x ${inner}` }].map((more) =>
      signByHand({ alg: 'RS256', kid: 'rsa', ...more }, { iss: issuer.url }, issuer.keys.rsa),
    ),
  ]
  for (const assertion of tokens) {
    const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
    const answer = await server.token({ grant_type: grant, assertion, client_id: account.id })
    expect(answer.status).toBe(400)
    const id = answer.headers.get('x-correlation-id')
    const attempt = await server.api('GET', `/trust/attempts/${id}`)
    expect(attempt.body).toMatchObject({ accepted: false, correlationId: id })
    expect(attempt.text).not.toContain('eyJ')
  }
  expect(server.log.filter((line) => line.includes('eyJ'))).toEqual([])
})
