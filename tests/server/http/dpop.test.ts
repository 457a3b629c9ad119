import { afterAll, describe, expect, it } from 'vitest'
import { createGroups, encode, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { makeProof, makeProofKey, type ProofChanges } from '#support/make-proof.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
await createGroups(server, 'acme')

const account = await createAccount(server, { group: 'acme' })
await must(server, 'POST', '/members', {
  namespace: 'acme',
  principal: account.id,
  role: 'deployer',
})
const key = await makeProofKey()
const other = await makeProofKey()
const apiUrl = (path: string) => `${server.issuer}/api/v1${path}`

async function getToken(of = key, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const dpop = await makeProof(of, 'POST', `${server.issuer}/oauth/token`)
  const form = { grant_type: 'client_credentials', ...more }
  return (await server.token(form, { ...toBasic(account), dpop })).body.access_token
}
const token = await getToken()
const plain = (await server.token({ grant_type: 'client_credentials' }, toBasic(account))).body
  .access_token

interface Use {
  readonly path?: string
  readonly url?: string
  readonly proofKey?: typeof key
  readonly proof?: ProofChanges
  readonly accessToken?: string
}

/** Calls with a bound token; whatever is not given is right. */
async function use({ path = '/whoami', accessToken = token, ...more }: Use = {}) {
  const changes = { accessToken, ...more.proof }
  const dpop = await makeProof(more.proofKey ?? key, 'GET', more.url ?? apiUrl(path), changes)
  return server.api('GET', path, undefined, { authorization: `DPoP ${accessToken}`, dpop })
}

describe('a bound token at the management API', () => {
  it.each(['/whoami', '/service-accounts?limit=1', `/service-accounts/${encode(account.path)}`])(
    'is good with a proof of its key: %s (RFC 9449 §7.1)',
    async (path) => {
      const answer = await use({ path })
      expect(answer.status, answer.text).toBe(200)
    },
  )

  it('changes things by a proof for that method', async () => {
    const change = async (method: string) => {
      const dpop = await makeProof(key, method, apiUrl('/workspaces'), { accessToken: token })
      const headers = { authorization: `dpop ${token}`, dpop }
      return server.api('POST', '/workspaces', { group: 'acme', name: 'made' }, headers)
    }
    expectProblem(await change('GET'), 401, 'invalid_dpop_proof')
    expect((await change('POST')).status).toBe(201)
  })

  it('is known under the address of Mia-Platform too, by a proof for that', async () => {
    const path = '/api/service-accounts'
    const proof = await makeProof(key, 'POST', `${server.issuer}${path}`, { accessToken: token })
    const answer = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { authorization: `DPoP ${token}`, dpop: proof, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'root', tokenEndpointAuthMethod: 'client_secret_basic' }),
    })
    expect(answer.status).toBe(403)
  })

  it.each<[string, Use]>([
    ['another key', { proofKey: other }],
    ['no hash of the token', { proof: { claims: { ath: undefined } } }],
    ['the hash of another token', { proof: { accessToken: plain } }],
    ['another path', { url: apiUrl('/groups') }],
    ['another host', { url: 'https://evil.example/api/v1/whoami' }],
    ['an old proof', { proof: { claims: { iat: 1 } } }],
    ['another method', { proof: { claims: { htm: 'POST' } } }],
    ['no identifier', { proof: { claims: { jti: undefined } } }],
  ])('is refused with %s (RFC 9449 §4.3, §7.1)', async (_, wrong) => {
    const answer = await use(wrong)
    expectProblem(answer, 401, 'invalid_dpop_proof')
    expect(answer.headers.get('www-authenticate')).toContain(
      'DPoP realm="doorward", error="invalid_dpop_proof", algs="ES256 ',
    )
  })

  it('is refused without a proof, with two, and with a used one (RFC 9449 §4.3, §11.1)', async () => {
    const make = () => makeProof(key, 'GET', apiUrl('/whoami'), { accessToken: token })
    const authorization = `DPoP ${token}`
    const proof = await make()
    const send = (...proofs: readonly string[]) => {
      const headers = [
        ['authorization', authorization] as const,
        ...proofs.map((each) => ['dpop', each] as const),
      ]
      return sendRaw(server.url, { path: '/api/v1/whoami', headers })
    }
    expectProblem(await send(), 401, 'invalid_dpop_proof')
    expectProblem(await send(await make(), await make()), 401, 'invalid_dpop_proof')
    expect((await send(proof)).status).toBe(200)
    expectProblem(await send(proof), 401, 'invalid_dpop_proof')
  })

  it('is refused as a plain Bearer token, proof or not (RFC 9449 §7.2)', async () => {
    const dpop = await makeProof(key, 'GET', apiUrl('/whoami'), { accessToken: token })
    const authorization = `Bearer ${token}`
    for (const headers of [{ authorization }, { authorization, dpop }]) {
      const answer = await server.api('GET', '/whoami', undefined, headers)
      expectProblem(answer, 401, 'unauthenticated')
      expect(answer.headers.get('www-authenticate')).toContain('DPoP realm="doorward", algs="')
    }
  })

  it('is refused when it was bound to none, or is none of ours (RFC 9449 §7.1)', async () => {
    for (const accessToken of [plain, server.adminToken, 'nonsense']) {
      const answer = await use({ accessToken })
      expectProblem(answer, 401, 'unauthenticated')
      expect(answer.headers.get('www-authenticate')).toContain(
        'DPoP realm="doorward", error="invalid_token"',
      )
    }
  })

  it('is refused from the moment that it is revoked (RFC 7009 §2.2)', async () => {
    const short = await getToken()
    expect((await use({ accessToken: short })).status).toBe(200)
    await fetch(`${server.url}/oauth/revoke`, {
      method: 'POST',
      headers: toBasic(account),
      body: new URLSearchParams({ token: short }),
    })
    expectProblem(await use({ accessToken: short }), 401, 'unauthenticated')
  })

  it('is told in its own scheme that its scope is too small (RFC 9449 §7.1)', async () => {
    const answer = await use({
      accessToken: await getToken(key, { scope: 'group:view' }),
      path: '/settings',
    })
    expectProblem(answer, 403, 'insufficient_scope')
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^DPoP realm="doorward", error="insufficient_scope"/,
    )
  })
})

describe('a challenge of the management API (RFC 6750 §3)', () => {
  const metadata = `${server.issuer}/.well-known/oauth-protected-resource`
  const challengeOf = async (
    headers: Readonly<Record<string, string>>,
    path = '/api/v1/whoami',
  ) => {
    const answer = await server.get(path, headers)
    expectProblem(answer, 401, 'unauthenticated')
    return answer.headers.get('www-authenticate') ?? ''
  }

  it.each<[string, Readonly<Record<string, string>>]>([
    ['no credentials', {}],
    ['another scheme', { authorization: 'Negotiate abc' }],
    ['a password', { authorization: 'Basic eDp5' }],
  ])('names no error after %s', async (_, headers) => {
    const challenge = await challengeOf(headers)
    expect(challenge).toMatch(/^Bearer realm="doorward", resource_metadata="[^"]+", DPoP realm=/)
    expect(challenge).not.toContain('error')
  })

  it('names invalid_token after a token that is not good, and where to read on (RFC 9728 §5.1)', async () => {
    expect(await challengeOf({ authorization: 'Bearer nonsense' })).toContain(
      `Bearer realm="doorward", error="invalid_token", resource_metadata="${metadata}"`,
    )
  })

  it('has each parameter once (RFC 6750 §3)', async () => {
    const [bearer = '', dpop = ''] = (await challengeOf({ authorization: 'Bearer x' })).split(
      ', DPoP',
    )
    for (const challenge of [bearer, dpop]) {
      const names = [...challenge.matchAll(/(\w+)="/g)].map(([, name]) => name)
      expect(names).toEqual([...new Set(names)])
    }
  })

  it('is the answer to a token in the address, which counts for nothing (RFC 9700 §4.3.2)', async () => {
    const challenge = await challengeOf({}, `/api/v1/whoami?access_token=${server.adminToken}`)
    expect(challenge).not.toContain('error')
  })
})
