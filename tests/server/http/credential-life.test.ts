import { afterAll, describe, expect, it } from 'vitest'
import { toInstant } from '#server/domain/times.ts'
import {
  asBasic,
  asBearer,
  createGroups,
  createPerson,
  createRobot,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { runCurl } from '#support/run-curl.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const clock = { at: Date.now() }
const directory = await makeTempDirectory()
const server = await startTestServer({
  windowFolder: await makeWindowFolder(directory.path),
  now: () => clock.at,
})
afterAll(async () => {
  await server.close()
  await directory.remove()
})

await createGroups(server, 'acme', 'acme/platform')
await createAccount(server, { group: 'acme/platform', name: 'deployer' })
const path = 'acme/platform/deployer'

let count = 0
const mint = (more: object) => {
  count += 1
  return must(server, 'POST', '/tokens', { name: `token ${count}`, intent: 'api', ...more })
}
const inTime = (ms: number) => toInstant(clock.at + ms)

describe('an app password', () => {
  it('works with curl -u and the path of its account', async () => {
    const { value } = await mint({ account: path, intent: 'app_password' })
    expect(value).toMatch(/^dwap_/)
    const answer = JSON.parse(
      await runCurl(`curl -s -u '${path}:${value}' ${server.url}/api/v1/whoami`),
    )
    expect(answer).toMatchObject({
      actor: { kind: 'service_account', name: path },
      authenticatedBy: 'app_password',
    })
  })

  it('is no Bearer token, and an api token is no password', async () => {
    const { value: password } = await mint({ account: path, intent: 'app_password' })
    const { value: token } = await mint({ account: path })

    expectProblem(await asBearer(server, password)('GET', '/whoami'), 401, 'unauthenticated')
    expectProblem(await asBasic(server, path, token)('GET', '/whoami'), 401, 'unauthenticated')
    expect((await asBasic(server, path, password)('GET', '/whoami')).status).toBe(200)
    expect((await asBearer(server, token)('GET', '/whoami')).status).toBe(200)
  })

  it.each(['acme/platform', 'acme/platform/other', 'deployer', 'admin', 'ACME/platform/deployer'])(
    'does not work under the path %s',
    async (wrong) => {
      const { value } = await mint({ account: path, intent: 'app_password' })
      expectProblem(await asBasic(server, wrong, value)('GET', '/whoami'), 401, 'unauthenticated')
    },
  )
})

describe('a token that rotates when it expires', () => {
  it('is refused then, and its new value revealed once; both are on record', async () => {
    const expiresAt = inTime(60_000)
    const { token, value } = await mint({ account: path, expiresAt, rotateOnExpiry: true })
    expect(token.expiresAt).toBe(expiresAt)
    const reveal = () => server.api('POST', `/tokens/${token.id}/reveal`)
    expectProblem(await reveal(), 409, 'nothing_to_reveal')

    clock.at += 60_000
    expectProblem(await asBearer(server, value)('GET', '/whoami'), 401, 'unauthenticated')
    expect((await must(server, 'GET', `/tokens/${token.id}`)).state).toBe('awaiting_reveal')

    const revealed = await reveal()
    expect(revealed.status, revealed.text).toBe(200)
    expect(revealed.body.token).toMatchObject({ state: 'live', expiresAt: inTime(60_000) })
    expectProblem(await reveal(), 409, 'nothing_to_reveal')
    expect((await asBearer(server, revealed.body.value)('GET', '/whoami')).status).toBe(200)
    expectProblem(await asBearer(server, value)('GET', '/whoami'), 401, 'unauthenticated')

    const { body, text } = await server.api('GET', `/audit/events?target=${token.id}&limit=100`)
    const reveals = body.items.filter(
      ({ action }: { action: string }) => action === 'tokens.reveal',
    )
    expect(reveals.map(({ result, reason }: Record<string, unknown>) => [result, reason])).toEqual([
      ['refused', 'nothing_to_reveal'],
      ['ok', undefined],
      ['refused', 'nothing_to_reveal'],
    ])
    for (const secret of [value, revealed.body.value]) expect(text).not.toContain(secret)
  })

  it('reveals to one only when many ask at once', async () => {
    const { token } = await mint({ account: path, expiresAt: inTime(1000), rotateOnExpiry: true })
    clock.at += 1000
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => server.api('POST', `/tokens/${token.id}/reveal`)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
  })
})

describe('a token that does not rotate', () => {
  it('stays dead once it has expired', async () => {
    const { token, value } = await mint({ account: path, expiresAt: inTime(5000) })
    clock.at += 5000
    const call = asBearer(server, value)
    expectProblem(await call('GET', '/whoami'), 401, 'unauthenticated')
    const reveal = await server.api('POST', `/tokens/${token.id}/reveal`)
    expectProblem(reveal, 409, 'nothing_to_reveal')
    const rotate = await server.api('POST', `/tokens/${token.id}/rotate`)
    expectProblem(rotate, 400, 'expiry_out_of_range')
    expectProblem(await call('GET', '/whoami'), 401, 'unauthenticated')
  })
})

describe('the next request', () => {
  it.each([
    ['the token is deleted', (_: string, id: string) => ['DELETE', `/tokens/${id}`]],
    ['the token is rotated', (_: string, id: string) => ['POST', `/tokens/${id}/rotate`]],
    ['the account is disabled', (sa: string) => ['POST', `/service-accounts/${sa}/disable`]],
    ['the account is deleted', (sa: string) => ['DELETE', `/service-accounts/${sa}`]],
  ])('is refused when %s', async (_, end) => {
    const { id } = await createAccount(server, { group: 'acme' })
    const [api, password] = [
      await mint({ account: id }),
      await mint({ account: id, intent: 'app_password' }),
    ]
    const { path: name } = await must(server, 'GET', `/service-accounts/${id}`)
    const calls = [
      [api, asBearer(server, api.value)],
      [password, asBasic(server, name, password.value)],
    ] as const
    for (const [{ token }, call] of calls) {
      expect((await call('GET', '/whoami')).status).toBe(200)
      const [method = '', place = ''] = end(id, token.id)
      await server.api(method, place)
      expectProblem(await call('GET', '/whoami'), 401, 'unauthenticated')
      if (place.endsWith('disable')) await must(server, 'POST', `/service-accounts/${id}/enable`)
      if (method === 'DELETE' && place.startsWith('/service')) break
    }
  })
})

describe('the window', () => {
  const origin = ['origin', server.url] as const
  const json = ['content-type', 'application/json'] as const
  const post = (place: string, body: object, cookie = '') =>
    sendRaw(server.url, {
      method: 'POST',
      path: place,
      headers: [origin, json, ['cookie', cookie]],
      body: JSON.stringify(body),
    })
  const signIn = async (token: string) => {
    const answer = await post('/session', { token })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    return { answer, whoami: () => post('/rpc/whoami', {}, cookie) }
  }

  it('lets people in by their token, as themselves', async () => {
    const person = await createPerson(server, { acme: 'viewer' })
    const { answer, whoami } = await signIn(person.token)
    expect(answer.status).toBe(204)
    expect((await whoami()).body.json).toMatchObject({
      actor: { kind: 'user', id: person.id },
      authenticatedBy: 'browser_session',
    })
  })

  it('lets no service account in', async () => {
    const robot = await createRobot(server, 'acme', { acme: 'owner' })
    const { value: own } = await mint({ account: robot.id })
    const { value: admin } = await mint({ account: 'admin' })
    const { value: password } = await mint({ account: robot.id, intent: 'app_password' })
    for (const token of [own, admin, password, robot.accessToken]) {
      const { answer } = await signIn(token.slice(0, 256))
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect([400, 401]).toContain(answer.status)
    }
  })

  it.each(['deleted', 'rotated', 'expired', 'disabled', 'removed'])(
    'ends a session at the next request when the token or person is %s',
    async (how) => {
      const person = await createPerson(server)
      const { token, value } = await mint({ user: person.id, expiresAt: inTime(60_000) })
      const { whoami } = await signIn(value)
      expect((await whoami()).status).toBe(200)

      if (how === 'deleted') await must(server, 'DELETE', `/tokens/${token.id}`)
      if (how === 'rotated') await must(server, 'POST', `/tokens/${token.id}/rotate`)
      if (how === 'expired') clock.at += 60_000
      if (how === 'removed') await must(server, 'DELETE', `/users/${person.id}`)
      if (how === 'disabled') {
        await must(server, 'PATCH', `/users/${person.id}`, { version: 1, disabled: true })
      }
      expect((await whoami()).status).toBe(401)
    },
  )

  it('does not wake a session again when its token gets a new value', async () => {
    const person = await createPerson(server)
    const limits = { expiresAt: inTime(1000), rotateOnExpiry: true }
    const { token, value } = await mint({ user: person.id, ...limits })
    const { whoami } = await signIn(value)
    clock.at += 1000
    expect((await whoami()).status).toBe(401)
    await must(server, 'POST', `/tokens/${token.id}/reveal`)
    expect((await whoami()).status).toBe(401)
  })
})

describe('a person', () => {
  it('renames themselves and looks after their tokens, but stays', async () => {
    const person = await createPerson(server)
    const rename = await person.call('PATCH', `/users/${person.id}`, { version: 1, name: 'New' })
    expect(rename.status).toBe(200)
    const mine = await person.call('POST', '/tokens', {
      user: person.id,
      name: 'mine',
      intent: 'api',
    })
    expect((await person.call('DELETE', `/tokens/${mine.body.token.id}`)).status).toBe(204)
    expect((await person.call('DELETE', `/users/${person.id}`)).status).toBe(404)
    expect((await person.call('GET', '/whoami')).status).toBe(200)
  })
})
