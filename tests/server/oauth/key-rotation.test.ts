import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { afterEach, expect, it } from 'vitest'
import type { SigningKey } from '#contract/signing-keys.ts'
import {
  JWKS_MAX_AGE_SECONDS,
  KEPT_AFTER_RETIREMENT_MS,
  PUBLISHED_AHEAD_MS,
} from '#server/domain/decide-signing-keys.ts'
import { CachingVerifier } from '#support/caching-verifier.ts'
import { fetchAccessToken, must } from '#support/callers.ts'
import { type CreatedAccount, createAccount } from '#support/create-account.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LIFETIME_SECONDS = 86_400
const clock = { now: 0 }
const now = () => clock.now
const running: TestServer[] = []

afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.close()
})

/** The same public URL wherever it listens, so that a restart changes no issuer. */
async function start(more: { readonly dataDirectory?: string } = {}): Promise<TestServer> {
  const config = {
    publicUrl: 'https://tokens.acme.example',
    ...(more.dataDirectory !== undefined && { dataDirectory: more.dataDirectory }),
  }
  const server = await startTestServer({ ...more, now, config })
  running.push(server)
  return server
}

async function restart(server: TestServer): Promise<TestServer> {
  await server.running.close()
  return start({ dataDirectory: server.dataDirectory })
}

interface Installation {
  readonly server: TestServer
  readonly account: CreatedAccount
}

async function install(): Promise<Installation> {
  clock.now = Date.UTC(2027, 0, 1)
  const server = await start()
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', {
    version,
    accessTokenLifetimeSeconds: LIFETIME_SECONDS,
    signingKeyRotationDays: 0,
  })
  return { server, account: await createAccount(server) }
}

const rotate = async (server: TestServer, body: object = {}): Promise<SigningKey[]> =>
  (await must(server, 'POST', '/signing-keys/rotate', body)).items
const list = async (server: TestServer): Promise<SigningKey[]> =>
  (await must(server, 'GET', '/signing-keys')).items
const idOf = (keys: readonly SigningKey[], state: string) =>
  keys.find((key) => key.algorithm === 'ES256' && key.state === state)?.id
const publishedIds = async (server: TestServer): Promise<string[]> =>
  (await server.get('/.well-known/jwks.json')).body.keys.map(({ kid }: { kid: string }) => kid)

interface Issued {
  readonly token: string
  readonly expiresAt: number
}

/** Many services that verify tokens; their caches end at different times. */
class Load {
  readonly #verifiers = Array.from({ length: 10 }, () => new CachingVerifier(now))
  readonly #live = new Set<Issued>()
  readonly signedBy = new Set<string | undefined>()
  readonly failures: string[] = []
  verified = 0

  async run(server: TestServer, account: CreatedAccount, count: number): Promise<void> {
    const tokens = Array.from({ length: count }, () => fetchAccessToken(server, account))
    for (const token of await Promise.all(tokens)) {
      this.signedBy.add(decodeProtectedHeader(token).kid)
      this.#live.add({ token, expiresAt: clock.now + LIFETIME_SECONDS * 1000 })
    }
    for (const each of this.#live) await this.#verify(each, server)
  }

  /** Only some look at a time, so that the others keep what they have as long as they may. */
  async #verify(issued: Issued, server: TestServer): Promise<void> {
    if (clock.now >= issued.expiresAt - 1000) {
      this.#live.delete(issued)
      return
    }
    const verifier = this.#verifiers[this.verified++ % this.#verifiers.length]
    await verifier?.verify(issued.token, server).catch((error: Error) => {
      this.failures.push(`${new Date(clock.now).toISOString()} ${error.message}`)
    })
  }

  get unchanged(): number {
    return this.#verifiers.reduce((sum, each) => sum + each.unchanged, 0)
  }
}

it('fails no token over a whole rotation for verifiers that cache as the headers allow', async () => {
  const { server, account } = await install()
  const load = new Load()
  for (let minute = 0; minute < 8; minute++) {
    clock.now += 37_000
    await load.run(server, account, 3)
  }
  const [rotated] = await Promise.all([rotate(server), load.run(server, account, 20)])
  const [old, fresh] = [idOf(rotated, 'signing'), idOf(rotated, 'published')]

  const takesOver = clock.now + PUBLISHED_AHEAD_MS
  while (clock.now < takesOver + 2 * JWKS_MAX_AGE_SECONDS * 1000) {
    clock.now += 37_000
    await load.run(server, account, 2)
  }
  expect([...load.signedBy]).toEqual([old, fresh])
  expect(idOf(await list(server), 'retired')).toBe(old)

  const ends = takesOver + KEPT_AFTER_RETIREMENT_MS
  while (clock.now < ends) {
    clock.now = Math.min(clock.now + HOUR, ends)
    await load.run(server, account, 2)
  }
  expect(await publishedIds(server)).not.toContain(old)
  await load.run(server, account, 10)

  expect(load.failures).toEqual([])
  expect(load.verified).toBeGreaterThan(2000)
  expect(load.unchanged).toBeGreaterThan(10)
})

it('would notice tokens of a key that caches do not know yet', async () => {
  const { server, account } = await install()
  const load = new Load()
  await load.run(server, account, 20)
  await rotate(server, { immediately: true })
  await load.run(server, account, 20)
  expect(load.failures).not.toEqual([])

  load.failures.length = 0
  clock.now += JWKS_MAX_AGE_SECONDS * 1000
  await load.run(server, account, 20)
  expect(load.failures).toEqual([])
})

it('goes on after a restart in the middle of each phase', async () => {
  const installed = await install()
  const { account } = installed
  const load = new Load()
  await load.run(installed.server, account, 10)
  const rotated = await rotate(installed.server)
  const [old, fresh] = [idOf(rotated, 'signing'), idOf(rotated, 'published')]

  const published = await restart(installed.server)
  expect(await list(published)).toEqual(rotated)
  await load.run(published, account, 10)
  expect([...load.signedBy]).toEqual([old])

  clock.now += PUBLISHED_AHEAD_MS
  await load.run(published, account, 10)
  const signing = await restart(published)
  await load.run(signing, account, 10)
  expect([...load.signedBy]).toEqual([old, fresh])

  clock.now += KEPT_AFTER_RETIREMENT_MS - 1
  const retired = await restart(signing)
  expect(await publishedIds(retired)).toContain(old)
  await load.run(retired, account, 10)

  clock.now += 1
  const deleted = await restart(retired)
  expect(await publishedIds(deleted)).not.toContain(old)
  await load.run(deleted, account, 10)
  expect(load.failures).toEqual([])
})

it('deletes a key durably when it is over, and says so in the audit log', async () => {
  const { server } = await install()
  const old = idOf(await rotate(server, { algorithm: 'ES256', immediately: true }), 'retired')
  clock.now += KEPT_AFTER_RETIREMENT_MS
  const later = await restart(server)
  const events = async () =>
    (await must(later, 'GET', '/audit/events?action=signingKeys.delete')).items
  await expect.poll(events).toMatchObject([{ actor: { kind: 'system' }, target: { id: old } }])

  clock.now -= KEPT_AFTER_RETIREMENT_MS
  expect(await publishedIds(await restart(later))).not.toContain(old)
})

it('loses nothing of a rotation that was answered, whatever happens right after', async () => {
  const { server, account } = await install()
  const rotated = await rotate(server)
  const copy = await makeTempDirectory()
  const dataDirectory = join(copy.path, 'data')
  const filter = (path: string) => !path.endsWith('.lock')
  await cp(server.dataDirectory, dataDirectory, { recursive: true, filter })
  await server.running.close()

  const after = await start({ dataDirectory })
  expect(await list(after)).toEqual(rotated)
  expect(await publishedIds(after)).toEqual(rotated.map(({ id }) => id))
  clock.now += PUBLISHED_AHEAD_MS
  const { kid } = decodeProtectedHeader(await fetchAccessToken(after, account))
  expect(kid).toBe(idOf(rotated, 'published'))
  await copy.remove()
})

it('calls tokens of a retired key active until they end (RFC 7662 §2.2)', async () => {
  const { server, account } = await install()
  const token = await fetchAccessToken(server, account)
  const introspect = async () => {
    const { clientId, clientSecret } = account
    const body = new URLSearchParams({ token, client_id: clientId, client_secret: clientSecret })
    const answer = await fetch(`${server.url}/oauth/introspect`, { method: 'POST', body })
    return (await answer.json()).active
  }
  await rotate(server, { immediately: true })
  expect(await introspect()).toBe(true)
  clock.now += LIFETIME_SECONDS * 1000 - 1000
  expect(await introspect()).toBe(true)
  clock.now += 1000
  expect(await introspect()).toBe(false)
})
