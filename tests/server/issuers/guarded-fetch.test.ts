import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server as NetServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { guardedFetch, type ResolveName } from '#server/issuers/guarded-fetch.ts'
import { selfSigned } from '#support/self-signed.ts'

const MEBIBYTE = 1_048_576
const inside = { allowPrivateNetwork: true, certificateAuthority: null }
const outside = { allowPrivateNetwork: false, certificateAuthority: null }

/** Starts a server on a loopback address; it stops when the test ends. */
async function serve(answer: RequestListener) {
  const requests: IncomingMessage[] = []
  const server = createServer((req, res) => {
    requests.push(req)
    answer(req, res)
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}`, port, requests, connections: countConnections(server) }
}

async function listen(server: Server | ReturnType<typeof createTlsServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // Safe: a server that listens on a port has such an address.
  return (server.address() as AddressInfo).port
}

function countConnections(server: NetServer): () => number {
  let count = 0
  server.on('connection', () => {
    count += 1
  })
  return () => count
}

function answerJson(value: unknown, headers: Record<string, string> = {}): RequestListener {
  return (_, res: ServerResponse) => {
    res.writeHead(200, { 'content-type': 'application/json', ...headers })
    res.end(JSON.stringify(value))
  }
}

/** Answers every name with these addresses and keeps the names. */
function resolveTo(addresses: readonly string[], names: string[] = []): ResolveName {
  return (hostname, _, callback) => {
    names.push(hostname)
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    callback(null, found)
  }
}

it('gives the JSON of an answer', async () => {
  const { url, requests } = await serve(answerJson({ keys: [1, 'ä'] }))
  expect(await guardedFetch(`${url}/jwks`, inside)).toEqual({
    body: { keys: [1, 'ä'] },
    maxAgeSeconds: undefined,
  })
  expect(requests[0]).toMatchObject({ method: 'GET', url: '/jwks' })
  expect(requests[0]?.headers.accept).toBe('application/json')
  expect(requests[0]?.headers).not.toHaveProperty('authorization')
})

it('asks names for their address and connects there', async () => {
  const { port, requests } = await serve(answerJson({}))
  const names: string[] = []
  const found = await guardedFetch(
    `http://localhost:${port}/`,
    inside,
    resolveTo(['127.0.0.1'], names),
  )
  expect(found.body).toEqual({})
  expect(names).toEqual(['localhost'])
  expect(requests[0]?.headers.host).toBe(`localhost:${port}`)
})

describe('reads how long an answer may be kept', () => {
  it.each([
    ['max-age=300', 300],
    ['public, max-age=86400, must-revalidate', 86_400],
    ['public,max-age=60', 60],
    ['MAX-AGE=5', 5],
    ['max-age=0', 0],
    ['s-maxage=300', undefined],
    ['x-max-age=300', undefined],
    ['max-age=soon', undefined],
    ['max-age=-1', undefined],
    ['no-store', undefined],
    ['', undefined],
  ])('%j', async (header, seconds) => {
    const { url } = await serve(answerJson({}, { 'cache-control': header }))
    expect((await guardedFetch(url, inside)).maxAgeSeconds).toBe(seconds)
  })
})

describe('refuses an answer', () => {
  it.each([
    ['that is an error', 500, {}, 'answered 500'],
    ['that is not there', 404, {}, 'answered 404'],
    ['that has nothing to say', 204, {}, 'answered 204'],
    ['that is only a part', 206, {}, 'answered 206'],
    ['that wants a sign-in', 401, {}, 'answered 401'],
  ])('%s', async (_, status, headers, reason) => {
    const { url } = await serve((_req, res) => void res.writeHead(status, headers).end('{}'))
    await expect(guardedFetch(url, inside)).rejects.toThrow(reason)
  })

  it.each([301, 302, 303, 307, 308])(
    'that leads elsewhere (%d), and does not go there',
    async (status) => {
      const target = await serve(answerJson({ keys: [] }))
      const { url } = await serve(
        (_req, res) => void res.writeHead(status, { location: `${target.url}/jwks` }).end('{}'),
      )
      await expect(guardedFetch(url, inside)).rejects.toThrow(`answered ${status}`)
      expect(target.requests).toEqual([])
    },
  )

  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html><title>Sign in</title>'],
    ['half of it', '{"keys":['],
    ['two values', '{}{}'],
  ])('that is no JSON: %s', async (_, text) => {
    const { url } = await serve((_req, res) => void res.end(text))
    await expect(guardedFetch(url, inside)).rejects.toThrow('did not answer JSON')
  })

  it('that is packed, which we did not ask for', async () => {
    const packed = gzipSync(JSON.stringify({ keys: 'a'.repeat(10 * MEBIBYTE) }))
    const { url, requests } = await serve((_req, res) => {
      res.writeHead(200, { 'content-encoding': 'gzip' }).end(packed)
    })
    await expect(guardedFetch(url, inside)).rejects.toThrow('answered packed (gzip)')
    expect(requests[0]?.headers['accept-encoding']).toBe('identity')
  })

  it('that is larger than 1 MiB, without reading on', async () => {
    let sent = 0
    const { url } = await serve((_req, res) => {
      const more = () => {
        while (!res.destroyed && sent < 200 * MEBIBYTE) {
          sent += 65_536
          if (!res.write(' '.repeat(65_536))) return void res.once('drain', more)
        }
        res.end()
      }
      more()
    })
    await expect(guardedFetch(url, inside)).rejects.toThrow('more than 1048576 bytes')
    expect(sent).toBeLessThan(100 * MEBIBYTE)
  })

  it('only beyond 1 MiB', async () => {
    const largest = `"${'a'.repeat(MEBIBYTE - 2)}"`
    const { url } = await serve((req, res) => void res.end(largest + (req.url === '/' ? '' : ' ')))
    expect((await guardedFetch(url, inside)).body).toHaveLength(MEBIBYTE - 2)
    await expect(guardedFetch(`${url}/more`, inside)).rejects.toThrow('more than')
  })

  it('that does not come, or never ends', async () => {
    const silent = await serve(() => undefined)
    const endless = await serve((_req, res) => {
      const drip = setInterval(() => res.write(' '), 100)
      res.on('close', () => clearInterval(drip))
    })
    await Promise.all([
      expect(guardedFetch(silent.url, inside)).rejects.toThrow('no answer within 5 s'),
      expect(guardedFetch(endless.url, inside)).rejects.toThrow(),
    ])
  })

  it('that breaks off', async () => {
    const { url } = await serve((_req, res) => {
      res.writeHead(200, { 'content-length': '100' }).write('{"keys":')
      setImmediate(() => res.destroy())
    })
    await expect(guardedFetch(url, inside)).rejects.toThrow()
  })

  it('when nobody listens', async () => {
    const { url } = await serve(answerJson({}))
    await expect(guardedFetch(url.replace(/\d+$/, '1'), inside)).rejects.toThrow('ECONNREFUSED')
  })
})

describe('never connects inside without the switch', () => {
  it.each([
    ['an address', (port: number) => `http://127.0.0.1:${port}`],
    ['an address by https', (port: number) => `https://127.0.0.1:${port}`],
    ['a mapped address', (port: number) => `https://[::ffff:127.0.0.1]:${port}`],
    ['a number', (port: number) => `https://2130706433:${port}`],
    ['localhost', (port: number) => `http://localhost:${port}`],
    ['localhost by https', (port: number) => `https://localhost:${port}`],
    ['localhost with a dot behind', (port: number) => `https://localhost.:${port}`],
  ])('to %s', async (_, toUrl) => {
    const { port, connections } = await serve(answerJson({}))
    await expect(guardedFetch(toUrl(port), outside)).rejects.toThrow()
    expect(connections()).toBe(0)
  })

  it.each([
    ['a name that leads to loopback', ['127.0.0.1'], outside, 'private network'],
    ['a name that leads to IPv6 loopback', ['::1'], outside, 'private network'],
    ['a name that leads to a mapped address', ['::ffff:127.0.0.1'], outside, 'private network'],
    ['a name that leads to a private network', ['10.0.0.1'], outside, 'private network'],
    ['a name with one address inside', ['8.8.8.8', '127.0.0.1'], outside, 'private network'],
    ['a name that leads to metadata', ['169.254.169.254'], outside, 'never'],
    ['a name that leads to metadata, switch on', ['169.254.169.254'], inside, 'never'],
    ['a name with metadata behind, switch on', ['127.0.0.1', 'fd00:ec2::254'], inside, 'never'],
    ['a name that leads to this host, switch on', ['0.0.0.0'], inside, 'never'],
    ['a name without an address', [], inside, 'no address'],
  ])('to %s', async (_, addresses, rules, reason) => {
    const { port, connections } = await serve(answerJson({}))
    const names: string[] = []
    await expect(
      guardedFetch(`https://inside.example:${port}/`, rules, resolveTo(addresses, names)),
    ).rejects.toThrow(reason)
    expect(names).toEqual(['inside.example'])
    expect(connections()).toBe(0)
  })

  it('to a name that cannot be found', async () => {
    const failing: ResolveName = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), [])
    await expect(guardedFetch('https://nowhere.example/', outside, failing)).rejects.toThrow(
      'ENOTFOUND',
    )
  })

  it('to a URL that nothing may be fetched from', async () => {
    const { url, requests } = await serve(answerJson({}))
    const withUser = url.replace('127.0.0.1', 'user:pass@127.0.0.1')
    for (const refused of [withUser, 'file:///etc/passwd', 'nonsense']) {
      await expect(guardedFetch(refused, inside)).rejects.toThrow('was not fetched')
    }
    expect(requests).toEqual([])
  })

  it('with a connection that another fetch left open', async () => {
    const { url, connections } = await serve(answerJson({}))
    for (let round = 0; round < 3; round += 1) await guardedFetch(url, inside)
    expect(connections()).toBe(3)
  })
})

describe('by https', () => {
  const withAuthority = { ...inside, certificateAuthority: selfSigned.cert }

  async function serveTls() {
    const requests: IncomingMessage[] = []
    const server = createTlsServer(selfSigned, (req, res) => {
      requests.push(req)
      res.end('{}')
    })
    return { port: await listen(server), requests }
  }

  it('refuses a certificate that nobody vouches for', async () => {
    const { port, requests } = await serveTls()
    await expect(
      guardedFetch(`https://localhost:${port}/`, inside, resolveTo(['127.0.0.1'])),
    ).rejects.toThrow('certificate')
    expect(requests).toEqual([])
  })

  it('refuses it although verification is off for the whole process', async () => {
    const { port, requests } = await serveTls()
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    onTestFinished(() => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
    })
    await expect(guardedFetch(`https://127.0.0.1:${port}/`, inside)).rejects.toThrow('certificate')
    expect(requests).toEqual([])
  })

  it("takes one that the issuer's own authority vouches for, for that issuer alone", async () => {
    const { port, requests } = await serveTls()
    const url = `https://localhost:${port}/`
    const resolve = resolveTo(['127.0.0.1'])
    expect((await guardedFetch(url, withAuthority, resolve)).body).toEqual({})
    await expect(guardedFetch(url, inside, resolve)).rejects.toThrow('certificate')
    expect(requests).toHaveLength(1)
  })

  it('refuses one that the authority gave to another host', async () => {
    const { port, requests } = await serveTls()
    const url = `https://other.example:${port}/`
    await expect(guardedFetch(url, withAuthority, resolveTo(['127.0.0.1']))).rejects.toThrow(
      "does not match certificate's altnames",
    )
    expect(requests).toEqual([])
  })

  it('connects nowhere else for an authority of its own', async () => {
    const { port } = await serveTls()
    const rules = { ...withAuthority, allowPrivateNetwork: false }
    const url = `https://other.example:${port}/`
    await expect(guardedFetch(url, rules, resolveTo(['127.0.0.1']))).rejects.toThrow(
      'private network',
    )
  })
})

it('fetches keys from an address with a query, as some issuers publish them', async () => {
  const { url, requests } = await serve(answerJson({}))
  await guardedFetch(`${url}/keys?p=policy`, inside)
  expect(requests).toHaveLength(1)
})
