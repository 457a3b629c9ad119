import { afterAll, expect, it } from 'vitest'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const directory = await makeTempDirectory()
const server = await startTestServer({ windowFolder: await makeWindowFolder(directory.path) })
afterAll(async () => {
  await server.close()
  await directory.remove()
})

it.each([
  '/assets',
  '/assets/..',
  '//evil.example/',
  '//evil.example/..',
  '///evil.example',
  '/\\evil.example',
  '/%5c%5cevil.example',
  '/%2f%2fevil.example/%2e%2e',
  '/groups//evil.example/',
  'https://evil.example/',
  'https://evil.example/api/v1/whoami',
  '/?next=https://evil.example',
  '/session?return_to=https://evil.example',
  '/oauth/token?redirect_uri=https://evil.example',
  '/api/v1/whoami?redirect=https://evil.example',
  '/.well-known/openid-configuration?issuer=https://evil.example',
])('sends nobody elsewhere from %s', async (path) => {
  for (const method of ['GET', 'POST']) {
    const { status, headers, text } = await sendRaw(server.url, { method, path })
    expect(Math.floor(status / 100), `${method} ${status}`).not.toBe(3)
    expect([...headers.keys()]).not.toContain('location')
    expect([...headers.keys()]).not.toContain('refresh')
    expect(text).not.toContain('evil.example')
  }
})
