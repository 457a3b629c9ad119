import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { bear, exchange } from '#support/exchange.ts'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { createPastedIssuer } from '#support/pasted-issuer.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { createTrustingAccount, type TrustingAccount } from '#support/trusting-account.ts'

const RESOURCE = 'https://billing.acme.example'

const server = await startTestServer()
afterAll(() => server.close())

const ci = await createPastedIssuer({ replay: 'reuse' })
const trusting = (project_id: string) =>
  createTrustingAccount(server, {
    ...{ issuer: ci.url, issuerSettings: ci.settings, boundClaims: { project_id } },
  })

/** Lets an account ask for tokens for a resource. */
async function allow({ id }: TrustingAccount): Promise<void> {
  const { version, tokenSettings } = await must(server, 'GET', `/service-accounts/${id}`)
  const allowed = { ...tokenSettings, allowedResources: [RESOURCE] }
  await must(server, 'PATCH', `/service-accounts/${id}`, { version, tokenSettings: allowed })
}

const one = await trusting('one')
const shared = [await trusting('shared'), await trusting('shared')] as const
const disabled = await trusting('disabled')
await allow(one)
await allow(shared[0])
await must(server, 'POST', `/service-accounts/${disabled.id}/disable`)

type Named = readonly (readonly ['client_id' | 'audience' | 'resource', string])[]

describe.each([
  ['token exchange (RFC 8693 §2.1)', exchange, 'invalid_request'],
  ['jwt-bearer (RFC 7523 §2.1)', bear, 'invalid_grant'],
] as const)('%s', (_, show, refusal) => {
  it.each<[string, Named, TrustingAccount, string]>([
    ['its id as client_id', [['client_id', one.id]], one, server.issuer],
    ['its path as client_id', [['client_id', one.path]], one, server.issuer],
    ['its id as audience', [['audience', one.id]], one, server.issuer],
    ['nothing but the token', [], one, server.issuer],
    [
      'our issuer as audience, which says nothing',
      [['audience', server.issuer]],
      one,
      server.issuer,
    ],
    ['the audience of a resource alone', [['audience', RESOURCE]], one, RESOURCE],
    [
      'client_id, beside the audience of a resource',
      [
        ['client_id', shared[0].id],
        ['audience', RESOURCE],
      ],
      shared[0],
      RESOURCE,
    ],
    [
      'client_id, beside a resource',
      [
        ['client_id', shared[0].path],
        ['resource', RESOURCE],
      ],
      shared[0],
      RESOURCE,
    ],
    [
      'its id as client_id and as audience',
      [
        ['client_id', shared[1].id],
        ['audience', shared[1].id],
      ],
      shared[1],
      server.issuer,
    ],
    [
      'the token, where the audience is two values',
      [
        ['audience', one.id],
        ['audience', RESOURCE],
      ],
      one,
      RESOURCE,
    ],
  ])('finds the account by %s', async (_, named, account, audience) => {
    const token = await ci.sign({ project_id: account === one ? 'one' : 'shared' })
    const answer = await show(server, token, named)
    expect(answer.status, answer.text).toBe(200)
    expect(decodeJwt(answer.body.access_token)).toMatchObject({ sub: account.id, aud: audience })
  })

  it.each<[string, string, Named, string, RegExp]>([
    ['nothing, where several fit', 'shared', [], refusal, /client_id/],
    [
      'two audiences, where several fit',
      'shared',
      [
        ['audience', shared[0].id],
        ['audience', RESOURCE],
      ],
      refusal,
      /client_id/,
    ],
    ['nothing, where none fits', 'nobody', [], refusal, /claims/],
    ['an unknown client_id', 'one', [['client_id', 'sa_nope']], refusal, /issuer/],
    ['an unknown path', 'one', [['client_id', 'acme/nope']], refusal, /issuer/],
    ['an unknown audience', 'one', [['audience', 'sa_nope']], 'invalid_target', /resource/],
    ['its path as audience', 'shared', [['audience', shared[0].path]], refusal, /client_id/],
    ['another account', 'one', [['client_id', shared[0].id]], refusal, /claims/],
    [
      'another account as audience',
      'one',
      [
        ['client_id', one.id],
        ['audience', shared[0].id],
      ],
      'invalid_target',
      /resource/,
    ],
    ['a disabled account', 'disabled', [['client_id', disabled.id]], refusal, /not available/],
    [
      'a disabled one as audience',
      'disabled',
      [['audience', disabled.id]],
      refusal,
      /not available/,
    ],
    ['nothing, where a disabled one fits', 'disabled', [], refusal, /claims/],
  ])('is refused with %s', async (_, project_id, named, error, words) => {
    const answer = await show(server, await ci.sign({ project_id }), named)
    expectOAuthError(answer, 400, error)
    expect(answer.body.error_description).toMatch(words)
  })

  it('tells of a used token before it tells of a disabled account or policy', async () => {
    const once = await createPastedIssuer({ replay: 'once' })
    const account = await createTrustingAccount(server, {
      ...{ issuer: once.url, issuerSettings: once.settings, boundClaims: { project_id: '20' } },
    })
    const named = { client_id: account.id }
    const [used, unused] = [
      await once.sign({ project_id: '20', jti: 'used' }),
      await once.sign({ project_id: '20', jti: 'unused' }),
    ]
    expect((await show(server, used, named)).status).toBe(200)
    await must(server, 'POST', `/service-accounts/${account.id}/disable`)
    expect((await show(server, used, named)).body.error_description).toMatch(/used already/)
    expect((await show(server, unused, named)).body.error_description).toMatch(/not available/)
    await must(server, 'POST', `/service-accounts/${account.id}/enable`)
    expect((await show(server, unused, named)).status).toBe(200)
  })
})
