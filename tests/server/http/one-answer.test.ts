import { afterAll, expect, it } from 'vitest'
import { must } from '#support/callers.ts'
import { sendBytes } from '#support/send-bytes.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())
const { version } = await must(server, 'GET', '/settings')
await must(server, 'PATCH', '/settings', { version, requestsPerMinutePerAddress: 1 })

const rows = [
  ['too many', '/oauth/token', '127.0.0.1', 'HTTP/1.1 429'],
  ['for another host', '/oauth/token', 'evil.example', 'HTTP/1.1 421'],
  ['for nothing that there is', '/nowhere', '127.0.0.1', 'HTTP/1.1 404'],
] as const

it.concurrent.each(rows)(
  'a request that is answered before all of it has come gets that answer alone: %s',
  async (_, path, host, status) => {
    await server.token('')
    const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 100000\r\n\r\n`
    const text = await sendBytes(server.url, head, { dripMs: 1000 })
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([status])
  },
)
