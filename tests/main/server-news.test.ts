import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServerNews } from '#main/server-news.ts'
import { createAccount } from '#support/create-account.ts'
import { lockOut } from '#support/lock-out.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

describe('what notifications tell of, read from the real server', () => {
  it('is the end of every secret in use, over all pages', async () => {
    const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString()
    const clientCredentials = { enabled: true, expiresAt }
    const created = []
    for (let count = 0; count < 101; count++) {
      created.push(await createAccount(server, { clientCredentials }))
    }
    const [disabled, ...active] = created
    await server.api('POST', `/service-accounts/${disabled?.id}/disable`)

    const ends = await createServerNews(server.running).listSecretEnds()
    const byPath = new Map(ends.map((end) => [end.account, end.expiresAt]))
    expect(ends).toHaveLength(byPath.size)
    expect(active.map(({ path }) => byPath.get(path))).toEqual(
      active.map(() => Date.parse(expiresAt)),
    )
    expect(byPath.has(disabled?.path ?? '')).toBe(false)
  })

  it('is every lockout', async () => {
    const account = await createAccount(server)
    const id = await lockOut(server, account)
    expect(await createServerNews(server.running).listLockouts()).toEqual([
      { id, account: account.path, address: '127.0.0.1' },
    ])
  })
})
