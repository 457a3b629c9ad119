import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { findNewerVersion, isNewer } from '#main/find-newer-version.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Asks a real server, over HTTP; that only https can be set is tested with the preferences. */
async function ask(listener: RequestListener) {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Safe: a server that listens on a port has one.
  const { port } = server.address() as AddressInfo
  return findNewerVersion({ feed: `http://127.0.0.1:${port}/feed`, current: '0.1.0', fetch })
}

const notesUrl = 'https://example.com/notes'

it.each([
  ['0.2.0', '0.1.0', true],
  ['0.1.1', '0.1.0', true],
  ['1.0.0', '0.99.99', true],
  ['0.10.0', '0.9.0', true],
  ['0.1.0', '0.1.0', false],
  ['0.0.9', '0.1.0', false],
  ['0.9.9', '1.0.0', false],
  ['v0.2.0', '0.1.0', false],
  ['0.2.0-beta', '0.1.0', false],
  ['0.2', '0.1.0', false],
  ['', '0.1.0', false],
  ['0.2.0', 'development', false],
])('%s newer than %s: %s', (version, current, newer) => {
  expect(isNewer(version, current)).toBe(newer)
})

describe('the feed', () => {
  it('is asked by nobody when none was set', async () => {
    const fetch = () => Promise.reject(new Error('somebody was asked'))
    expect(await findNewerVersion({ feed: '', current: '0.1.0', fetch })).toBeNull()
  })

  it('tells of a newer version and its notes', async () => {
    const found = await ask((_, res) => res.end(JSON.stringify({ version: '0.2.0', notesUrl })))
    expect(found).toEqual({ version: '0.2.0', notesUrl })
  })

  it('tells of nothing when there is nothing newer', async () => {
    const found = await ask((_, res) => res.end(JSON.stringify({ version: '0.1.0', notesUrl })))
    expect(found).toBeNull()
  })

  it.each([
    ['no JSON', '<html>'],
    ['no version', JSON.stringify({ notesUrl })],
    ['a version that is no version', JSON.stringify({ version: '9', notesUrl })],
    ['notes that are a script', JSON.stringify({ version: '9.0.0', notesUrl: 'javascript:1' })],
    ['notes on the disk', JSON.stringify({ version: '9.0.0', notesUrl: 'file:///etc/passwd' })],
    ['notes by mail', JSON.stringify({ version: '9.0.0', notesUrl: 'mailto:a@b.example' })],
  ])('is not believed with %s', async (_, body) => {
    await expect(ask((_req, res) => res.end(body))).rejects.toThrow('did not answer with')
  })

  it('is not followed elsewhere', async () => {
    const asked: (string | undefined)[] = []
    const refused = ask((req, res) => {
      asked.push(req.url)
      res.writeHead(302, { Location: '/elsewhere' }).end()
    })
    await expect(refused).rejects.toThrow('could not be read')
    expect(asked).toEqual(['/feed'])
  })

  it('is not read without end', async () => {
    const padding = ' '.repeat(70_000)
    const refused = ask((_, res) =>
      res.end(JSON.stringify({ version: '0.2.0', notesUrl }) + padding),
    )
    await expect(refused).rejects.toThrow('could not be read')
  })

  it('says so when it is missing', async () => {
    await expect(ask((_, res) => res.writeHead(404).end('{}'))).rejects.toThrow('could not be read')
  })
})
