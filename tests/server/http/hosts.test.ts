import { afterAll, describe, expect, it } from 'vitest'
import { expectOAuthError } from '#support/expect-oauth-error.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const server = await startTestServer({ windowFolder })
const named = await startTestServer({
  windowFolder,
  config: { publicUrl: 'https://tokens.acme.example/auth' },
})
afterAll(async () => {
  await Promise.all([server.close(), named.close()])
  await directory.remove()
})

const { port } = new URL(server.url)
const paths = ['/', '/healthz', '/api/v1/whoami', '/oauth/elsewhere']
const oauthPaths = ['/.well-known/jwks.json', '/oauth/token', '/oauth/introspect']

describe('the host of a request', () => {
  it.each(['127.0.0.1', '127.0.0.2', '192.0.2.7', '[::1]', 'localhost', 'LOCALHOST'])(
    'may be %s, with and without a port',
    async (host) => {
      for (const value of [host, `${host}:${port}`, `${host}:9`]) {
        const request = { path: '/healthz', headers: [['host', value]] as const }
        expect((await sendRaw(server.url, request)).status, value).toBe(200)
      }
    },
  )

  it.each([
    'evil.example',
    `evil.example:7420`,
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'doorward.local',
    'localhost@evil.example',
    'localhost/evil.example',
    'tokens.acme.example',
    ' ',
    '',
  ])('may not be "%s", whatever is asked for', async (host) => {
    for (const path of paths) {
      const answer = await sendRaw(server.url, { path, headers: [['host', host]] })
      expectProblem(answer, 421, 'host_not_allowed')
      expect(answer.headers.get('content-type')).not.toMatch(/html/)
    }
    for (const path of oauthPaths) {
      const answer = await sendRaw(server.url, { path, headers: [['host', host]] })
      expectOAuthError(answer, 421, 'invalid_request')
    }
  })

  it('is refused with what to do, behind a proxy too', async () => {
    const headers = [['host', 'upstream']] as const
    const { body } = await sendRaw(server.url, { path: '/api/v1/whoami', headers })
    expect(body.detail).toMatch(/DOORWARD_PUBLIC_URL.*proxy.*Host header/)
    const oauth = await sendRaw(server.url, { path: '/oauth/token', headers })
    expect(oauth.body.error_description).toBe(body.detail)
  })

  it('may be the name of the public URL, and no other name', async () => {
    const ask = async (host: string) =>
      (await sendRaw(named.url, { path: '/healthz', headers: [['host', host]] })).status

    expect(await ask('tokens.acme.example')).toBe(200)
    expect(await ask('tokens.acme.example:8443')).toBe(200)
    expect(await ask('acme.example')).toBe(421)
    expect(await ask('eviltokens.acme.example')).toBe(421)
    expect(await ask('evil.tokens.acme.example')).toBe(421)
    expect(await ask('tokens.acme.example.evil.example')).toBe(421)
    expect(await ask('localhost')).toBe(200)
  })

  it('must be there', async () => {
    const answer = await sendRaw(server.url, { path: '/healthz', headers: [['host', '']] })
    expect(answer.status).toBe(421)
  })
})
