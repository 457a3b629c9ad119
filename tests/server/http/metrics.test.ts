import { afterAll, describe, expect, it } from 'vitest'
import { createAccount, toBasic } from '#support/create-account.ts'
import { bear, exchange, login } from '#support/exchange.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import { lockOut } from '#support/lock-out.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { createTrustingAccount } from '#support/trusting-account.ts'

const server = await startTestServer()
afterAll(() => server.close())

const grant = { grant_type: 'client_credentials' }

/** Gives the value of one sample; 0 where there is none. */
async function sample(name: string): Promise<number> {
  const { text } = await server.get('/metrics')
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return Number(line?.slice(name.length + 1) ?? 0)
}

async function growthOf(name: string, act: () => Promise<unknown>): Promise<number> {
  const before = await sample(name)
  await act()
  return (await sample(name)) - before
}

const client = await createAccount(server)
const wrong = { ...client, clientSecret: forgeSecret(client.clientSecret) }

describe('/metrics', () => {
  it.each([
    [
      'tokens issued, by grant and method',
      'doorward_tokens_issued_total{grant_type="client_credentials",method="client_secret"}',
      () => server.token(grant, toBasic(client)),
    ],
    [
      'tokens refused, by error and reason',
      'doorward_tokens_refused_total{error="invalid_client",reason="wrong_secret"}',
      () => server.token(grant, toBasic(wrong)),
    ],
    [
      'the time that requests take',
      'doorward_oauth_request_duration_seconds_count{endpoint="token"}',
      () => server.token(grant, toBasic(client)),
    ],
    ['lockouts', 'doorward_lockouts', async () => lockOut(server, await createAccount(server))],
  ])('counts %s', async (_, name, act) => {
    expect(await growthOf(name, act)).toBeGreaterThan(0)
    expect(await growthOf(name, async () => undefined)).toBe(0)
  })

  it('tells exchanges by grant, verdict and stage', async () => {
    const ci = await createPastedIssuer()
    const { id, path } = await createTrustingAccount(server, {
      ...{ issuer: ci.url, issuerSettings: ci.settings, boundClaims: { project_id: '20' } },
    })
    const outside = (project_id: string) => ci.sign({ project_id, jti: crypto.randomUUID() })
    const rows: [string, () => Promise<unknown>][] = [
      [
        'grant="token_exchange",verdict="accepted",stage="none"',
        async () => exchange(server, await outside('20'), { client_id: id }),
      ],
      [
        'grant="jwt_bearer",verdict="refused",stage="claims"',
        async () => bear(server, await outside('21'), { client_id: id }),
      ],
      [
        'grant="token_exchange",verdict="refused",stage="malformed"',
        () => exchange(server, 'a-word-of-the-sender', { client_id: id }),
      ],
      [
        'grant="login",verdict="accepted",stage="none"',
        async () => login(server, await outside('20'), path),
      ],
    ]
    for (const [labels, act] of rows) {
      expect(await growthOf(`doorward_exchanges_total{${labels}}`, act), labels).toBe(1)
    }
    const { text } = await server.get('/metrics')
    expect(text).not.toContain('a-word-of-the-sender')
    for (const value of [id, path, ci.url, '"21"']) expect(text).not.toContain(value)
  })

  it('tells whether the store and the audit log can be written, and of the process', async () => {
    const { status, headers, text } = await server.get('/metrics')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; *version=0\.0\.4/)
    expect(text).toMatch(/^doorward_store_writable 1$/m)
    expect(text).toMatch(/^doorward_audit_behind 0$/m)
    expect(text).toMatch(/^process_cpu_seconds_total /m)
  })

  it('takes no label from what was sent', async () => {
    const sent = 'a-word-of-the-sender'
    await server.token({ grant_type: sent, scope: sent, audience: sent, client_id: sent })
    await server.token(grant, toBasic({ clientId: sent, clientSecret: sent }))
    await server.get(`/${sent}`)
    expect((await server.get('/metrics')).text).not.toContain(sent)
  })

  it('is not shown to a page of another name', async () => {
    const answer = await sendRaw(server.url, {
      path: '/metrics',
      headers: [['host', 'evil.example']],
    })
    expect(answer.status).toBe(421)
    expect(answer.text).not.toContain('doorward_tokens')
  })
})
