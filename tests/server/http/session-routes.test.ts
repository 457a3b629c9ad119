import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createPerson, must } from '#support/callers.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import type { HttpAnswer } from '#support/http-answer.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer, type TestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const server = await startTestServer({ windowFolder })
const secure = await startTestServer({
  windowFolder,
  config: { publicUrl: 'https://tokens.acme.example' },
})
afterAll(async () => {
  await Promise.all([server.close(), secure.close()])
  await directory.remove()
})

interface Request {
  readonly method?: string
  readonly path: string
  readonly body?: unknown
  readonly cookie?: string
  /** Our own unless given; null sends none. */
  readonly origin?: string | null
}

function send({ method = 'POST', path, body, cookie, origin }: Request, to: TestServer = server) {
  return sendRaw(to.url, {
    method,
    path,
    headers: [
      ...(origin === null ? [] : [['origin', origin ?? to.url] as const]),
      ...(body === undefined ? [] : [['content-type', 'application/json'] as const]),
      ...(cookie === undefined ? [] : [['cookie', cookie] as const]),
    ],
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

const newLink = (of: TestServer = server) =>
  of.running.createSignInLink().split('#sign-in=')[1] ?? ''
const whoami = (cookie?: string, origin?: string | null) =>
  send({ path: '/rpc/whoami', body: {}, ...(cookie ? { cookie } : {}), ...toOrigin(origin) })
const toOrigin = (origin: string | null | undefined) => (origin === undefined ? {} : { origin })

async function signIn(body: object = { link: newLink() }): Promise<string> {
  const answer = await send({ path: '/session', body })
  expect(answer.status, answer.text).toBe(204)
  return toCookie(answer.headers)
}

/** The window's own protocol has another shape for the same refusal. */
function expectNoSession({ status, body, text, headers }: HttpAnswer): void {
  expect(status, text).toBe(401)
  expect(body.json).toMatchObject({ code: 'unauthenticated', status: 401 })
  expect(body.json.data).toEqual({ correlationId: headers.get('x-correlation-id') })
}

const toCookie = (headers: Headers) => headers.get('set-cookie')?.split(';')[0] ?? ''

describe('signing in', () => {
  it('by a link gives a session for the window', async () => {
    const answer = await whoami(await signIn())

    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body.json).toMatchObject({
      actor: { kind: 'administrator' },
      authenticatedBy: 'browser_session',
    })
  })

  it('by a link has its secret where no request and no log of a proxy shows it', () => {
    const { pathname, search, hash } = new URL(server.running.createSignInLink())
    expect({ pathname, search }).toEqual({ pathname: '/', search: '' })
    expect(hash).toMatch(/^#sign-in=.{40,}$/) // browsers keep it to themselves (RFC 9110 §7.1)
  })

  it('by a link works once', async () => {
    const link = newLink()
    await signIn({ link })

    const again = await send({ path: '/session', body: { link } })
    expectProblem(again, 401, 'unauthenticated')
    expect(again.headers.get('set-cookie')).toBeNull()
  })

  it('by a link works once even when two ask at the same time', async () => {
    const link = newLink()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send({ path: '/session', body: { link } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401, 401, 401])
  })

  it('by a token ends with that token', async () => {
    const { token } = await createPerson(server)
    const cookie = await signIn({ token })
    expect((await whoami(cookie)).status).toBe(200)
    const { items } = await must(server, 'GET', '/tokens?search=own')
    for (const { id } of items) await must(server, 'DELETE', `/tokens/${id}`)
    expectNoSession(await whoami(cookie))
  })

  it('by the admin token gives a session as well', async () => {
    const cookie = await signIn({ token: server.adminToken })
    expect((await whoami(cookie)).body.json.authenticatedBy).toBe('browser_session')
  })

  it.each([
    ['a wrong token', { token: 'dwat_nope' }],
    ['a well-formed guess', { token: forgeSecret(server.adminToken) }],
    ['the admin token but for its last character', { token: server.adminToken.slice(0, -1) }],
    ['the empty token', { token: '' }],
    ['a wrong link', { link: 'nope' }],
    ['the empty link', { link: '' }],
    ['the admin token as a link', { link: server.adminToken }],
    ['a link as a token', { token: newLink() }],
  ])('is refused with %s', async (_, body) => {
    const answer = await send({ path: '/session', body })
    expectProblem(answer, 401, 'unauthenticated')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    ['nothing', {}],
    ['both', { link: newLink(), token: server.adminToken }],
    ['a list', [newLink()]],
    ['a link that is no text', { link: { toString: 'x' } }],
    ['a very long token', { token: 'x'.repeat(300) }],
    ['an unknown field', { token: server.adminToken, admin: true }],
  ])('is refused with %s', async (_, body) => {
    const answer = await send({ path: '/session', body })
    expectProblem(answer, 400, 'validation_failed')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  it('is put on record, with the link or token of neither', async () => {
    const link = newLink()
    await signIn({ link })
    await send({ path: '/session', body: { token: 'dwat_wrong_wrong' } })
    await server.api('POST', '/groups', { name: 'flushes-the-log' })

    const log = await readFile(join(server.dataDirectory, 'audit.jsonl'), 'utf8')
    expect(log).toMatch(/"action":"session.start".*"result":"ok"/)
    expect(log).toMatch(/"action":"session.start".*"result":"refused","reason":"token_not_valid"/)
    expect(log).not.toContain(link)
    expect(log).not.toContain('dwat_wrong_wrong')
  })
})

describe('the cookie', () => {
  it('is out of reach of scripts and of other sites', async () => {
    const { headers } = await send({ path: '/session', body: { link: newLink() } })
    const [value = '', ...attributes] = (headers.get('set-cookie') ?? '').split('; ')

    expect(value).toMatch(/^doorward_session=[\w-]{43}$/)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict'])
  })

  it('is sent over TLS only, where the public URL has it', async () => {
    const origin = 'https://tokens.acme.example'
    const body = { link: newLink(secure) }
    const { headers } = await send({ path: '/session', body, origin }, secure)

    expect(headers.get('set-cookie')).toMatch(/; Secure/)
  })

  it.each(['', 'doorward_session=', 'doorward_session=nope', 'other=1', '=;=;=', '__proto__=x'])(
    'opens nothing as "%s"',
    async (cookie) => {
      expectNoSession(await whoami(cookie))
    },
  )

  it('is found among others', async () => {
    const cookie = await signIn()
    expect((await whoami(`a=1; ${cookie}; b=2`)).status).toBe(200)
  })

  it('is ignored by the management API', async () => {
    const cookie = await signIn()
    const answer = await send({ method: 'GET', path: '/api/v1/whoami', cookie })
    expectProblem(answer, 401, 'unauthenticated')
    const body = { name: 'by-cookie' }
    expectProblem(await send({ path: '/api/v1/groups', cookie, body }), 401, 'unauthenticated')
  })
})

describe('signing out', () => {
  it('ends the session on the server, not only in the browser', async () => {
    const cookie = await signIn()
    const answer = await send({ method: 'DELETE', path: '/session', cookie })

    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^doorward_session=;.*Expires=Thu, 01 Jan 1970/,
    )
    expectNoSession(await whoami(cookie))
  })

  it('is harmless for who is not signed in', async () => {
    const answer = await send({ method: 'DELETE', path: '/session', cookie: 'doorward_session=x' })
    expect(answer.status).toBe(204)
  })
})

describe('where a call of the window comes from', () => {
  const { port } = new URL(server.url)
  const foreign: readonly (readonly [string, string | null])[] = [
    ['no origin', null],
    ['the origin "null"', 'null'],
    ['another site', 'https://evil.example'],
    ['another port of this machine', `http://127.0.0.1:${Number(port) - 1}`],
    ['another name of this machine', `http://localhost:${port}`],
    ['another scheme', `https://127.0.0.1:${port}`],
    ['a site whose name begins like ours', `http://127.0.0.1:${port}.evil.example`],
    ['an origin with a path', `${server.url}/`],
    ['the empty origin', ''],
  ]

  it.each(foreign)('may not be %s', async (_, origin) => {
    const cookie = await signIn()
    expectProblem(await whoami(cookie, origin), 403, 'forbidden')
    const create = { path: '/rpc/groups/create', body: { json: { name: 'forged' } } }
    expectProblem(await send({ ...create, cookie, origin }), 403, 'forbidden')

    const link = newLink()
    const answer = await send({ path: '/session', body: { link }, origin })
    expectProblem(answer, 403, 'forbidden')
    expect(answer.body.detail).toContain('DOORWARD_PUBLIC_URL')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expectProblem(
      await send({ method: 'DELETE', path: '/session', cookie, origin }),
      403,
      'forbidden',
    )

    expect((await whoami(cookie)).status).toBe(200)
    await signIn({ link })
    expect((await server.api('GET', '/groups?search=forged')).body.items).toEqual([])
  })

  it('may be the public URL', async () => {
    const origin = 'https://tokens.acme.example'
    const link = newLink(secure)
    expect((await send({ path: '/session', body: { link }, origin }, secure)).status).toBe(204)
  })
})

describe('calls of the window', () => {
  it('need a session', async () => {
    for (const path of ['/rpc/whoami', '/rpc/groups/list', '/rpc/settings/get']) {
      expectNoSession(await send({ path, body: {} }))
    }
  })

  it('do not take the API token instead', async () => {
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/rpc/whoami',
      headers: [
        ['origin', server.url],
        ['authorization', `Bearer ${server.adminToken}`],
        ['content-type', 'application/json'],
      ],
      body: '{}',
    })
    expectNoSession(answer)
  })

  it('cannot change anything by GET', async () => {
    const cookie = await signIn()
    const data = encodeURIComponent(JSON.stringify({ json: { name: 'by-get' } }))
    const answer = await send({ method: 'GET', path: `/rpc/groups/create?data=${data}`, cookie })

    expect([404, 405]).toContain(answer.status)
    expect((await server.api('GET', '/groups?search=by-get')).body.items).toEqual([])
  })

  it('do not take forms, so that no other page can send one', async () => {
    const cookie = await signIn()
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/rpc/groups/create',
      headers: [
        ['origin', server.url],
        ['cookie', cookie],
        ['content-type', 'text/plain'],
      ],
      body: '{"json":{"name":"by-form"}}',
    })
    expectProblem(answer, 415, 'unsupported_media_type')
  })

  it('give the same answers as the API', async () => {
    const cookie = await signIn()
    const made = await send({
      path: '/rpc/groups/create',
      body: { json: { name: 'made-in-the-window' } },
      cookie,
    })
    const { body } = await server.api('GET', '/groups/made-in-the-window')
    expect(made.body.json).toEqual(body)
  })

  it('answer an unknown call', async () => {
    expectProblem(await send({ path: '/rpc/nothing', body: {} }), 404, 'not_found')
  })
})
