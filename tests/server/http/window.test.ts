import { afterAll, describe, expect, it } from 'vitest'
import { expectProblem } from '#support/expect-problem.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const server = await startTestServer({ windowFolder })
const withoutWindow = await startTestServer()
afterAll(async () => {
  await Promise.all([server.close(), withoutWindow.close()])
  await directory.remove()
})

const nonceIn = (text: string) => /'nonce-([^']+)'/.exec(text)?.[1] ?? ''

describe('the page', () => {
  it.each(['/', '/groups/acme%2Fplatform', '/settings?tab=keys'])(
    'is served at %s',
    async (path) => {
      const { status, headers, text } = await server.get(path)

      expect(status).toBe(200)
      expect(headers.get('content-type')).toMatch(/^text\/html/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(text).toContain('<title>Doorward</title>')
    },
  )

  it('carries a nonce that is new in every answer, in policy and page alike', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.get('/')))
    const nonces = answers.map(({ headers, text }) => {
      const nonce = nonceIn(headers.get('content-security-policy') ?? '')
      expect(nonce.length).toBeGreaterThanOrEqual(22)
      expect(text.split(`nonce="${nonce}"`)).toHaveLength(3)
      expect(text).not.toContain('__CSP_NONCE__')
      return nonce
    })
    expect(new Set(nonces).size).toBe(answers.length)
  })

  it('allows nothing from elsewhere and nothing unsafe', async () => {
    const policy = (await server.get('/')).headers.get('content-security-policy') ?? ''
    const directives = policy.split('; ')

    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]),
    )
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('is not served by a server that shows no window', async () => {
    expectProblem(await withoutWindow.get('/'), 404, 'not_found')
    for (const path of ['/session', '/rpc/whoami']) {
      const headers = { origin: withoutWindow.url, 'content-type': 'application/json' }
      const request = { method: 'POST', path, headers: Object.entries(headers), body: '{}' }
      expectProblem(await sendRaw(withoutWindow.url, request), 404, 'not_found')
    }
  })
})

describe('the assets', () => {
  it('are served to be kept, with their type', async () => {
    const { status, headers, text } = await server.get('/assets/app-1a2b3c.js')

    expect(status).toBe(200)
    expect(text).toBe('globalThis.started = true\n')
    expect(headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(headers.get('cache-control')).toMatch(/immutable/)
  })

  it.each(['bytes=0-0', 'bytes=9-1', 'bytes=999999-'])('are sent whole for %s', async (range) => {
    const answer = await server.get('/assets/app-1a2b3c.js', { range })
    const { text } = await server.get('/assets/app-1a2b3c.js')
    expect([answer.status, answer.text]).toEqual([200, text])
    expect(server.log.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  it.each([
    '/assets/missing.js',
    '/assets/',
    '/assets',
    '/assets/app-1a2b3c.js/',
    '/assets/../index.html',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/....//....//package.json',
    '/assets/%2e%2e%2fprivate.txt',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/app-1a2b3c.js%00',
    '/assets/%zz',
    '/assets/.hidden',
  ])('never give anything at %s', async (path) => {
    const { status, text } = await sendRaw(server.url, { path })

    expect(status).toBe(404)
    expect(text).not.toMatch(/beside|private|no asset|root:|Doorward<|started/)
  })
})

describe('addresses beside page and assets', () => {
  it.each(['/%zz', '/%', '/%E0%A4%A', '/groups/%ff'])(
    'refuse %s as badly encoded',
    async (path) => {
      const answer = await sendRaw(server.url, { path })
      expectProblem(answer, 400, 'invalid_request')
    },
  )

  it.each(['/private.txt', '/../package.json', '/..%2fpackage.json', '/window/index.html'])(
    'give no file at %s',
    async (path) => {
      const { text } = await sendRaw(server.url, { path })
      expect(text).not.toMatch(/beside|no asset/)
    },
  )

  it.each(['POST', 'PUT', 'DELETE'])('refuse %s on the page', async (method) => {
    expectProblem(await sendRaw(server.url, { method, path: '/' }), 404, 'not_found')
  })

  it('answer an unknown call of the API as the API does, not with the page', async () => {
    expectProblem(await server.get('/api/v1/nothing'), 404, 'not_found')
  })
})
