import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
const inside = await startHost((_url, res) => void res.end('{"keys":[]}'))
afterAll(() => Promise.all([server.close(), inside.close()]))

type Answer = (url: string, res: ServerResponse) => void

const json = (res: ServerResponse, value: unknown) => void res.end(JSON.stringify(value))
/** Answers the discovery document as it should be, but for the place of the keys. */
const keysAt =
  (jwksUri: unknown): Answer =>
  (url, res) =>
    json(res, { issuer: url, jwks_uri: jwksUri })

/** Registers an issuer that answers as it likes, and has its keys fetched. */
async function refresh(answer: Answer) {
  const host = await startHost(answer)
  const settings = { url: host.url, allowPrivateNetwork: true }
  const { id } = await must(server, 'POST', '/issuers', settings)
  await server.api('POST', `/issuers/${id}/refresh-keys`)
  const { health } = await must(server, 'GET', `/issuers/${id}`)
  await host.close()
  return health
}

describe('keys of an issuer are fetched from nowhere else inside (SSRF): jwks_uri', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['leads to metadata', () => 'http://169.254.169.254/latest/meta-data', /https:\/\//],
    ['leads to metadata by https', () => 'https://169.254.169.254/latest', /never/],
    ['leads to metadata as a number', () => 'https://2852039166/', /never/],
    ['leads to metadata in octal', () => 'https://0251.0376.0251.0376/', /never/],
    ['leads to metadata in IPv6', () => 'https://[::ffff:a9fe:a9fe]/', /never/],
    ['leads to metadata of Alibaba Cloud', () => 'https://100.100.100.200/', /never/],
    ['leads to this host', () => 'https://0.0.0.0/', /never/],
    ['leads to a link-local address', () => 'https://[fe80::1]/', /never/],
    ['leads to a private host by http', () => 'http://10.0.0.1/', /https:\/\//],
    ['leads into a file', () => 'file:///etc/passwd', /https:\/\//],
    ['is data', () => 'data:application/json,{"keys":[]}', /https:\/\//],
    ['carries a user', () => inside.url.replace('//', '//user@'), /user name/],
    ['is no URL', () => '/jwks', /not a URL/],
    ['is a list', () => [inside.url], /names no issuer and jwks_uri/],
  ])('%s', async (_, jwksUri, reason) => {
    const health = await refresh(keysAt(jwksUri()))
    expect(health).toMatchObject({ keys: [], lastSuccessAt: null, failuresInARow: 1 })
    expect(health.lastError).toMatch(reason)
    expect(inside.requests).toEqual([])
  })
})

describe('one rule decides where keys may come from, when they are fetched and when it is saved:', () => {
  it.each([
    'https://169.254.169.254/latest',
    'http://169.254.169.254/latest',
    'https://2852039166/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://100.100.100.200/',
    'https://0.0.0.0/',
    'https://[fe80::1]/',
    'http://10.0.0.1/',
    'http://keys.acme.example/',
    'https://user@keys.acme.example/',
    'ftp://keys.acme.example/',
  ])('%s', async (url) => {
    const { lastError } = await refresh(keysAt(url))
    const [, fetched = ''] = lastError?.split(' was not fetched: ') ?? []
    expect(fetched).not.toBe('')
    const keySource = { jwksUrl: url }
    const settings = { url: 'https://saved.acme.example', allowPrivateNetwork: true, keySource }
    const saved = await server.api('POST', '/issuers', settings)
    expectProblem(saved, 400, 'issuer_not_allowed')
    expect(saved.body.errors[0].message).toContain(fetched)
  })
})

describe('an issuer gets nowhere by its answers', () => {
  it.each<[string, Answer, RegExp]>([
    [
      'a redirect of the discovery document',
      (_url, res) => void res.writeHead(302, { location: inside.url }).end(),
      /302/,
    ],
    ['another issuer in it', (_url, res) => json(res, other()), /names another issuer/],
    ['a page', (_url, res) => void res.end('<html>'), /did not answer JSON/],
    ['more than 1 MiB', (_url, res) => void res.end(' '.repeat(1_100_000)), /more than/],
    [
      'a bomb of zeros',
      (_url, res) =>
        void res.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50_000_000, ' '))),
      /packed/,
    ],
    ['an error', (_url, res) => void res.writeHead(500).end('{}'), /500/],
  ])('with %s', async (_, answer, reason) => {
    const health = await refresh(answer)
    expect(health).toMatchObject({ keys: [], lastSuccessAt: null })
    expect(health.lastError).toMatch(reason)
    expect(inside.requests).toEqual([])
  })

  function other() {
    return { issuer: 'https://ci.example', jwks_uri: inside.url }
  }
})

it('shows where keys really come from, also where that is another host', async () => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', kid: 'k', x: Buffer.alloc(32, 1).toString('base64url') }
  const keys = await startHost((_url, res) => json(res, { keys: [jwk] }))
  const health = await refresh(keysAt(`${keys.url}/jwks`))
  expect(health).toMatchObject({ keyUrl: `${keys.url}/jwks`, keys: [{ keyId: 'k' }] })
  await keys.close()
})

async function startHost(answer: Answer) {
  const requests: string[] = []
  const host = createServer((req, res) => {
    requests.push(req.url ?? '')
    res.setHeader('content-type', 'application/json')
    answer(url, res)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  // Safe: a server that listens on a host and port has an address of this kind.
  const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  return {
    url,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        host.close(() => resolve())
        host.closeAllConnections()
      }),
  }
}
