import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveWindowFiles } from '#main/window-files.ts'

const directory = mkdtempSync(join(tmpdir(), 'doorward-files-'))
const root = join(directory, 'renderer')
let pages = 0
const answer = serveWindowFiles({ root, createNonce: () => `page-${++pages}` })

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(directory, 'renderer-beside'))
  writeFileSync(join(root, 'index.html'), '<meta nonce="__CSP_NONCE__"><p>__CSP_NONCE__')
  writeFileSync(join(root, 'assets/app.js'), 'run()')
  writeFileSync(join(root, 'assets/odd.blob'), 'bytes')
  writeFileSync(join(directory, 'secret.txt'), 'outside')
  writeFileSync(join(directory, 'renderer-beside/secret.txt'), 'outside')
})
afterAll(() => rmSync(directory, { recursive: true }))

function get(url: string, method = 'GET') {
  // A plain object, because Node's Request normalises what Chromium might not.
  return answer({ url, method } as Request)
}

it('gives the page a nonce and the policy that names it', async () => {
  const response = await get('app://bundle/')
  expect(response.status).toBe(200)
  const nonce = `page-${pages}`
  expect(await response.text()).toBe(`<meta nonce="${nonce}"><p>${nonce}`)
  expect(response.headers.get('Content-Security-Policy')).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
})

it('gives the next page answer another nonce', async () => {
  const first = await get('app://bundle/index.html')
  const next = await get('app://bundle/index.html')
  expect(await next.text()).not.toBe(await first.text())
  const name = 'Content-Security-Policy'
  expect(next.headers.get(name)).not.toBe(first.headers.get(name))
})

describe('answers the page for routes of the window', () => {
  it.each(['app://bundle/groups', 'app://bundle/groups/acme%2Fplatform', 'app://bundle/a/b/?q=1'])(
    '%s',
    async (url) => {
      const response = await get(url)
      expect(response.status).toBe(200)
      expect(await response.text()).toContain('<meta nonce=')
    },
  )
})

it.each([
  ['app://bundle/assets/app.js', 'text/javascript; charset=utf-8', 'run()'],
  ['app://bundle/assets/odd.blob', 'application/octet-stream', 'bytes'],
  ['app://bundle/assets/%61pp.js?v=1#x', 'text/javascript; charset=utf-8', 'run()'],
])('serves %s by its ending, never by its content', async (url, type, body) => {
  const response = await get(url)
  expect(response.headers.get('Content-Type')).toBe(type)
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(await response.text()).toBe(body)
})

describe('serves nothing outside the folder', () => {
  it.each([
    'app://bundle/missing.js',
    'app://bundle/../secret.txt',
    'app://bundle/%2e%2e/secret.txt',
    'app://bundle/..%2fsecret.txt',
    'app://bundle/%2e%2e%2fsecret.txt',
    'app://bundle/assets/..%2f..%2fsecret.txt',
    'app://bundle/..%2frenderer-beside%2fsecret.txt',
    'app://bundle/%252e%252e%252fsecret.txt',
    'app://bundle/..%5csecret.txt',
    'app://bundle/C:%5csecret.txt',
    'app://bundle/assets/app.js%00.txt',
    'app://bundle/%ff.js',
    'app://other/index.html',
    'app://bundle.evil/index.html',
    'app://bundle:81/index.html',
    'app:///index.html',
    'file:///etc/passwd',
    'https://bundle/index.html',
  ])('%s', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})

it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
  expect((await get('app://bundle/', method)).status).toBe(405)
})
