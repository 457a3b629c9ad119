import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { toSecret } from '#server/domain/secret-format.ts'
import { newId } from '#server/ids.ts'
import { createPerson, must } from '#support/callers.ts'
import { createAccount, toBasic } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendFrom } from '#support/send-from.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const FAILURES = 3
const SECONDS = 30
const HERE = '127.0.0.2'
const ELSEWHERE = '127.0.0.3'

let clock = Date.now()
const now = () => clock
const directory = await makeTempDirectory()
let server: TestServer
beforeAll(async () => {
  const windowFolder = await makeWindowFolder(directory.path)
  server = await startTestServer({ now, windowFolder })
  await limit({ lockoutFailures: FAILURES, lockoutSeconds: SECONDS })
})
afterAll(() => Promise.all([server.close(), directory.remove()]))

async function limit(change: object): Promise<void> {
  const { version } = await must(server, 'GET', '/settings')
  await must(server, 'PATCH', '/settings', { version, ...change })
}

/** What a caller sends to show who it is: the right thing, and one with a wrong hash alone. */
interface Credential {
  readonly good: string
  readonly bad: string
}

const bearer = (token: string): Credential => ({
  good: `Bearer ${token}`,
  bad: `Bearer ${forgeSecret(token)}`,
})

const password = (name: string, value: string): Credential => {
  const basic = (clientSecret: string) => toBasic({ clientId: name, clientSecret }).authorization
  return { good: basic(value), bad: basic(forgeSecret(value)) }
}

/** A well-formed token that was never made. */
const aStranger = () => bearer(toSecret('dwat', newId('tok').slice(4), randomBytes(32)))

async function aPassword(): Promise<Credential> {
  const { id, path } = await createAccount(server)
  const body = { name: 'own', account: id, intent: 'app_password', expiresAt: null }
  const { value } = await must(server, 'POST', '/tokens', body)
  return password(path, value)
}

const aToken = async () => bearer((await createPerson(server)).token)

const kinds = [
  ['an API token', aToken],
  ['an app password', aPassword],
  ['the admin token', async () => bearer(server.adminToken)],
] as const

const ask = (authorization: string, from = HERE, path = '/api/v1/whoami') =>
  sendFrom(from, `${server.url}${path}`, { headers: { authorization } })

async function fail({ bad }: Credential, times = FAILURES, from = HERE): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    expectProblem(await ask(bad, from), 401, 'unauthenticated')
  }
}

function expectToWait(answer: HttpAnswer): void {
  expectProblem(answer, 429, 'too_many_failures')
  expect(answer.headers.get('retry-after')).toBe(String(SECONDS))
  expect(answer.body.detail).toContain(`${SECONDS} seconds`)
  expect(answer.headers.get('www-authenticate')).toBeNull()
}

/** Lets every lockout of a former test end and be forgotten. */
const pass = (ms = 16 * 60_000) => {
  clock += ms
}

describe.each(kinds)('whoever fails too often with %s', (_, make) => {
  it('waits, with the right one too, and gets in when the time is over (RFC 6585 §4)', async () => {
    pass()
    const credential = await make()
    await fail(credential)
    expectToWait(await ask(credential.bad))
    expectToWait(await ask(credential.good))
    pass(SECONDS * 1000)
    expect((await ask(credential.good)).status).toBe(200)
  })

  it('hinders nobody at another address', async () => {
    pass()
    const credential = await make()
    await fail(credential)
    expectToWait(await ask(credential.good))
    expect((await ask(credential.good, ELSEWHERE)).status).toBe(200)
    expectToWait(await ask(credential.good))
  })

  it('hinders nobody else at the same address', async () => {
    pass()
    await fail(await make())
    for (const [, other] of kinds.slice(0, 2)) {
      expect((await ask((await other()).good)).status).toBe(200)
    }
  })

  it('starts anew after a success', async () => {
    pass()
    const credential = await make()
    for (let round = 0; round < 3; round += 1) {
      await fail(credential, FAILURES - 1)
      expect((await ask(credential.good)).status).toBe(200)
    }
  })

  it('starts anew after a quiet time', async () => {
    pass()
    const credential = await make()
    await fail(credential, FAILURES - 1)
    pass()
    await fail(credential, FAILURES - 1)
    expect((await ask(credential.good)).status).toBe(200)
  })

  it('waits at every face of the API', async () => {
    pass()
    const credential = await make()
    await fail(credential)
    const headers = { authorization: credential.good }
    const url = (path: string) => `${server.url}${path}`
    const json = { ...headers, 'content-type': 'application/json' }
    const create = { method: 'POST', headers: json, body: '{"name":"locked"}' }
    expectToWait(await sendFrom(HERE, url('/api/v1/groups'), create))
    expectToWait(await sendFrom(HERE, url('/api/service-accounts'), create))
    expectToWait(
      await sendFrom(HERE, url('/api/service-accounts/x'), { method: 'DELETE', headers }),
    )
    expect((await server.api('GET', '/groups')).body.items).toEqual([])
  })
})

describe('a token', () => {
  it('signs nobody in while it has to wait, and its failures there count', async () => {
    pass()
    const { token } = await createPerson(server)
    const signIn = (value: string) =>
      sendFrom(HERE, `${server.url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify({ token: value }),
      })
    expect((await signIn(token)).status).toBe(204)
    for (let count = 0; count < FAILURES; count += 1) {
      expectProblem(await signIn(forgeSecret(token)), 401, 'unauthenticated')
    }
    expectToWait(await signIn(token))
    expectToWait(await ask(bearer(token).good))
  })

  it('that has expired too often makes its sender wait', async () => {
    pass()
    const credential = await aToken()
    pass(31 * 60_000)
    for (let count = 0; count < FAILURES; count += 1) {
      expectProblem(await ask(credential.good), 401, 'unauthenticated')
    }
    expectToWait(await ask(credential.good))
  })
})

it.each([
  ['a token id', aToken, async () => aStranger()],
  ['a name', aPassword, async () => password('nobody/at-all', (await createPerson(server)).token)],
] as const)('does not tell whether %s exists', async (_, known, nobody) => {
  pass()
  const seen = []
  for (const { bad } of [await known(), await nobody()]) {
    const answers = []
    for (let count = 0; count < FAILURES + 2; count += 1) answers.push(await ask(bad))
    seen.push(
      answers.map(({ status, body, headers }) => [
        status,
        { ...body, correlationId: '' },
        [...headers.keys()].toSorted(),
      ]),
    )
  }
  expect(seen[1]).toEqual(seen[0])
  expect(seen[0]?.map(([status]) => status)).toEqual([401, 401, 401, 429, 429])
})

it.each([
  ['nothing', ''],
  ['what is no token of ours', 'Bearer nonsense'],
  ['a mistyped token', `Bearer dwat_${'a'.repeat(26)}_${'0'.repeat(49)}`],
  ['an access token that is not genuine', 'Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA'],
])('nobody waits for having sent %s', async (_, authorization) => {
  for (let count = 0; count < FAILURES + 2; count += 1) {
    expectProblem(await ask(authorization), 401, 'unauthenticated')
  }
})

it('does not hold anybody off where the limit is turned off', async () => {
  pass()
  await limit({ lockoutFailures: 0 })
  onTestFinished(() => limit({ lockoutFailures: FAILURES }))
  const credential = await aToken()
  await fail(credential, FAILURES * 5)
  expect((await ask(credential.good)).status).toBe(200)
})
