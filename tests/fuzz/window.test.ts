import fc from 'fast-check'
import { afterAll, expect } from 'vitest'
import { must } from '#support/callers.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'
import { turnLimitsOff } from '#support/turn-limits-off.ts'
import { fuzz } from './fuzz.ts'
import { encodedText, hostileName, hostileText, hostileValue } from './hostile.ts'
import { sendUnusual } from './send-unusual.ts'
import { spoil } from './to-arbitrary.ts'
import { watchServer } from './watch-server.ts'

const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const server = await startTestServer({ windowFolder })
afterAll(async () => {
  await server.close()
  await directory.remove()
})
await turnLimitsOff(server)
await must(server, 'POST', '/groups', { name: 'acme' })
const watch = watchServer(server)
const { host, origin } = new URL(server.url)
const own = ['origin', origin] as const
const json = ['content-type', 'application/json'] as const

const newLink = () => server.running.createSignInLink().split('#sign-in=')[1] ?? ''

/** Signs in by a link, as the browser of an administrator. */
async function signIn(): Promise<string> {
  const request = { method: 'POST', path: '/session', headers: [own, json] }
  const { text } = await sendUnusual(server.url, { ...request, body: `{"link":"${newLink()}"}` })
  return /doorward_session=[\w-]+/.exec(text)?.[0] ?? ''
}

const session = await signIn()
const cookie = fc.oneof(
  fc.constant(''),
  encodedText,
  encodedText.map((text) => `doorward_session=${text}`),
  fc.nat().map((at) => session.slice(0, at % session.length)),
)

/** What the window's own protocol carries beside JSON: the types of values, by their paths. */
const meta = fc.array(
  fc
    .tuple(
      fc.integer({ min: -1, max: 9 }),
      fc.array(fc.oneof(hostileName, fc.nat(3), hostileText), { maxLength: 3 }),
    )
    .map(([type, path]) => [type, ...path]),
  { maxLength: 4 },
)
const input = fc.oneof(
  fc
    .constantFrom<object>(
      { name: 'x' },
      { group: 'acme' },
      { limit: 5 },
      { account: 'x', since: '2027-01-01' },
    )
    .chain(spoil),
  hostileValue,
)
const rpcBody = fc.oneof(
  fc.record({ json: input, meta: fc.oneof(meta, hostileValue) }, { requiredKeys: ['json'] }),
  hostileValue,
)
const rpcPath = fc
  .tuple(
    fc.constantFrom(
      'whoami',
      'groups/list',
      'groups/get',
      'tokens/list',
      'audit/list',
      'serviceAccounts/get',
      'members/list',
    ),
    fc.oneof(fc.constant(''), encodedText),
  )
  .map(([path, more]) => `/rpc/${path}${more}`)

const attempt = fc.oneof(
  fc.record({
    method: fc.constantFrom('POST', 'DELETE', 'GET'),
    path: fc.constant('/session'),
    body: fc.oneof(
      fc.constantFrom<object>({ link: 'x' }, { token: 'dwat_x' }).chain(spoil),
      hostileValue,
    ),
    cookie,
    isOwn: fc.boolean(),
  }),
  fc.record({
    method: fc.constantFrom('POST', 'POST', 'GET'),
    path: rpcPath,
    body: rpcBody,
    cookie: fc.oneof(cookie, fc.constant(session)),
    isOwn: fc.constant(true),
  }),
)

fuzz('sign-in and sessions', attempt, async ({ method, path, body, cookie: sent, isOwn }) => {
  const { status, text } = await watch.check(
    sendUnusual(server.url, {
      method,
      path: path.replaceAll(/[^!-~]/g, ''),
      headers: [...(isOwn ? [own] : []), json, ...(sent === '' ? [] : [['cookie', sent] as const])],
      body: method === 'GET' ? '' : (JSON.stringify(body) ?? ''),
    }),
  )
  const isEnd = method === 'DELETE' && path === '/session'
  const isPage = method === 'GET' && text.includes('<title>Doorward</title>')
  // Who ends a session needs none; everybody else needs the genuine one.
  if (sent !== session && !isEnd && !isPage) expect(status, text).toBeGreaterThanOrEqual(400)
  // Headers that are too long are refused before anybody looks at them (RFC 6585 §5).
  if (!isOwn && !isPage) expect([403, 431], text).toContain(status)
})

const hop = fc.constantFrom(
  '..',
  '%2e%2e',
  '.%2E',
  '%252e%252e',
  '..%2f',
  '..%5c',
  '..\\',
  '%c0%ae%c0%ae',
  '.',
  '',
  '%00',
  'C:',
  'package.json',
  'private.txt',
  'index.html',
  'app-1a2b3c.js',
  'assets',
  'etc',
  'passwd',
)
const filePath = fc
  .tuple(
    fc.constantFrom('/assets/', '/', '//', '/assets', '/assets//'),
    fc.array(fc.oneof({ weight: 5, arbitrary: hop }, { weight: 1, arbitrary: encodedText }), {
      maxLength: 6,
    }),
    fc.constantFrom('/', '%2f', '%5c', '//'),
  )
  .map(([from, hops, separator]) => from + hops.join(separator))
const anyHost = fc.oneof(
  { weight: 4, arbitrary: fc.constant(host) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'localhost',
      '[::1]',
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'evil.example:127',
      'user@localhost',
      'localhost,evil.example',
      '[::1',
      '[::ffff:127.0.0.1]',
      'LOCALHOST:1',
      '',
      'localhost.',
      '①②⑦.0.0.1',
    ),
  },
  { weight: 1, arbitrary: encodedText },
)

fuzz(
  'window files and hosts',
  fc.record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST'),
    path: filePath,
    host: anyHost,
    range: fc.constantFrom('', '', 'bytes=0-0', 'bytes=-1', 'bytes=9-1', 'bytes=0-1,2-3'),
  }),
  async ({ method, path, host: sent, range }) => {
    const headers = [['host', sent] as const, ...(range === '' ? [] : [['range', range] as const])]
    const target = path.replaceAll(/[^!-~]/g, '')
    const answer = await watch.check(
      sendUnusual(server.url, { method, path: target, headers, body: '' }),
    )
    expect(answer.text).not.toMatch(/beside|in the window folder|root:/)
    if (answer.status < 400) expect(isOurs(sent), sent).toBe(true)
  },
)

/** Names no browser can be made to send by another site: addresses, and `localhost`. */
function isOurs(sent: string): boolean {
  if (!URL.canParse(`http://${sent}`)) return false
  const { hostname } = new URL(`http://${sent}`)
  return hostname === 'localhost' || /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
}
