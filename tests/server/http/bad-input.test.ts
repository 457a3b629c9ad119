import { afterAll, describe, expect, it } from 'vitest'
import type { ErrorCode } from '#contract/error-codes.ts'
import { expectProblem, refusedFields } from '#support/expect-problem.ts'
import { forgeSecret } from '#support/forge-secret.ts'
import { sendRaw } from '#support/raw-request.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await server.api('POST', '/groups', { name: 'acme' })
await server.api('POST', '/service-accounts', {
  group: 'acme',
  name: 'taken',
  clientCredentials: { enabled: true },
  trustPolicies: [{ issuer: 'https://known.example', audience: 'us', boundClaims: { sub: 'job' } }],
})
const before = await readState()

const DAY_MS = 86_400_000
const authorization = ['authorization', `Bearer ${server.adminToken}`] as const
const json = ['content-type', 'application/json'] as const

/** Everything that an administrator could see changed. */
async function readState(): Promise<unknown> {
  const lists = ['/groups', '/service-accounts', '/issuers', '/settings']
  const answers = await Promise.all(lists.map((path) => server.api('GET', path)))
  return answers.map(({ body }) => body)
}

async function expectNothingChanged(): Promise<void> {
  expect(await readState()).toEqual(before)
}

const account = (more: object) => ({
  name: 'fresh',
  clientCredentials: { enabled: true },
  ...more,
})
const policy = (more: object) => ({
  name: 'fresh',
  trustPolicies: [
    { issuer: 'https://fresh.example', audience: 'us', boundClaims: { sub: 'job' }, ...more },
  ],
})
const secret = (expiresAt: unknown) => account({ clientCredentials: { enabled: true, expiresAt } })
const at = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('a body with wrong fields', () => {
  const names = ['', 'A', 'Upper', 'with space', '-a', 'a-', '_a', 'a.b', 'a/b', '..', 'ä', 'a\0b']
  const wrongNames = [...names, 'x'.repeat(65), 7, null, ['a'], { a: 1 }, true]

  it.each(wrongNames)('refuses %j as the name of a group', async (name) => {
    const answer = await server.api('POST', '/groups', { name })
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual(['name'])
    await expectNothingChanged()
  })

  it.each(wrongNames)('refuses %j as the name of a service account', async (name) => {
    const answer = await server.api('POST', '/service-accounts', account({ name }))
    expectProblem(answer, 400, 'validation_failed')
    expect(refusedFields(answer)).toEqual(['name'])
    await expectNothingChanged()
  })

  it.each<[string, string, object, number, ErrorCode, readonly string[]]>([
    ['a name that is missing', '/groups', {}, 400, 'validation_failed', ['name']],
    ['a name twice', '/groups', { name: 'acme' }, 409, 'name_taken', ['name']],
    ['an unknown parent', '/groups', { name: 'a', parent: 'nope' }, 404, 'not_found', []],
    ['an account as parent', '/groups', { name: 'a', parent: 'acme/taken' }, 404, 'not_found', []],
    [
      'a description that is too long',
      '/groups',
      { name: 'a', description: 'x'.repeat(101) },
      400,
      'validation_failed',
      ['description'],
    ],
    [
      'several unknown fields, all named',
      '/groups',
      { name: 'a', id: 'grp_x', version: 3 },
      400,
      'validation_failed',
      ['id', 'version'],
    ],
    ['an unknown group', '/service-accounts', account({ group: 'nope' }), 404, 'not_found', []],
    [
      'the name of a sibling',
      '/service-accounts',
      account({ group: 'acme', name: 'taken' }),
      409,
      'name_taken',
      ['name'],
    ],
    [
      'no authentication method',
      '/service-accounts',
      { name: 'fresh' },
      400,
      'authentication_method_required',
      ['clientCredentials'],
    ],
    [
      'an expiry in the past',
      '/service-accounts',
      secret(at(-1000)),
      400,
      'expiry_out_of_range',
      ['clientCredentials.expiresAt'],
    ],
    [
      'an expiry of less than a day',
      '/service-accounts',
      secret(at(DAY_MS / 2)),
      400,
      'expiry_out_of_range',
      ['clientCredentials.expiresAt'],
    ],
    [
      'an expiry beyond the maximum',
      '/service-accounts',
      secret(at(91 * DAY_MS)),
      400,
      'expiry_out_of_range',
      ['clientCredentials.expiresAt'],
    ],
    ...['tomorrow', '2027-02-30T00:00:00Z', '2027-02-18', '2027-02-18T00:00:00', 1_800_000_000].map(
      (expiresAt) =>
        [
          `the expiry ${expiresAt}`,
          '/service-accounts',
          secret(expiresAt),
          400,
          'validation_failed',
          ['clientCredentials.expiresAt'],
        ] as [string, string, object, number, ErrorCode, readonly string[]],
    ),
    [
      'enabled as text',
      '/service-accounts',
      account({ clientCredentials: { enabled: 'true' } }),
      400,
      'validation_failed',
      ['clientCredentials.enabled'],
    ],
    [
      'an unknown field far inside',
      '/service-accounts',
      account({ clientCredentials: { enabled: true, clientSecret: 'mine' } }),
      400,
      'validation_failed',
      ['clientCredentials.clientSecret'],
    ],
    [
      'an id that the caller chose',
      '/service-accounts',
      account({ id: 'sa_00000000000000000000000000' }),
      400,
      'validation_failed',
      ['id'],
    ],
    [
      'a label with a bad name',
      '/service-accounts',
      account({ labels: { 'not a label': 'x' } }),
      400,
      'validation_failed',
      ['labels.not a label'],
    ],
    [
      'a trust policy without an audience',
      '/service-accounts',
      policy({ audience: '' }),
      400,
      'validation_failed',
      ['trustPolicies.0.audience'],
    ],
    [
      'a trust policy that binds nothing',
      '/service-accounts',
      policy({ boundClaims: {} }),
      400,
      'trust_policy_refused',
      ['trustPolicies.0.boundClaims'],
    ],
    [
      'a trust policy that binds only who it is for',
      '/service-accounts',
      policy({ boundClaims: { aud: 'us', iss: 'https://fresh.example' } }),
      400,
      'trust_policy_refused',
      ['trustPolicies.0.boundClaims'],
    ],
    [
      'a claim that is the empty text',
      '/service-accounts',
      policy({ boundClaims: { sub: '' } }),
      400,
      'validation_failed',
      ['trustPolicies.0.boundClaims.sub'],
    ],
    [
      'a claim that is null',
      '/service-accounts',
      policy({ boundClaims: { sub: null } }),
      400,
      'validation_failed',
      ['trustPolicies.0.boundClaims.sub'],
    ],
    [
      'a match mode that is not known',
      '/service-accounts',
      policy({ matchMode: 'prefix' }),
      400,
      'validation_failed',
      ['trustPolicies.0.matchMode'],
    ],
    [
      'issuer settings that are not known',
      '/service-accounts',
      policy({ issuerSettings: { insecure: true } }),
      400,
      'validation_failed',
      ['trustPolicies.0.issuerSettings.insecure'],
    ],
    [
      'an issuer without signatures',
      '/service-accounts',
      policy({ issuerSettings: { algorithms: ['none'] } }),
      400,
      'validation_failed',
      ['trustPolicies.0.issuerSettings.algorithms.0'],
    ],
    [
      'eleven trust policies',
      '/service-accounts',
      {
        name: 'fresh',
        trustPolicies: Array.from({ length: 11 }, () => policy({}).trustPolicies[0]),
      },
      400,
      'validation_failed',
      ['trustPolicies'],
    ],
  ])('refuses %s', async (_, path, body, status, code, fields) => {
    const answer = await server.api('POST', path, body)

    expectProblem(answer, status, code)
    expect([...refusedFields(answer)].sort()).toEqual([...fields].sort())
    await expectNothingChanged()
  })
})

describe('a body that is no request', () => {
  it.each<[string, string | Buffer, number, ErrorCode]>([
    ['half an object', '{"name":', 400, 'invalid_request'],
    ['words', 'hello', 400, 'invalid_request'],
    ['a text', '"acme"', 400, 'invalid_request'],
    ['a number', '42', 400, 'invalid_request'],
    ['null', 'null', 400, 'invalid_request'],
    ['an array', '[{"name":"fresh"}]', 400, 'validation_failed'],
    ['nothing at all', '', 400, 'validation_failed'],
    ['a prototype', '{"name":"fresh","__proto__":{"admin":true}}', 400, 'validation_failed'],
    ['only a prototype', '{"__proto__":{"name":"fresh"}}', 400, 'validation_failed'],
    ['a constructor', '{"name":"fresh","constructor":{"a":1}}', 400, 'validation_failed'],
    ['bytes that are no text', Buffer.from('7b22ff223a317d', 'hex'), 400, 'validation_failed'],
    ['2 MB', `{"name":"${'x'.repeat(2_000_000)}"}`, 413, 'payload_too_large'],
    ['a thousand levels', `${'['.repeat(1000)}${']'.repeat(1000)}`, 400, 'validation_failed'],
    [
      'lists as deep as fit',
      `${'['.repeat(130_000)}${']'.repeat(130_000)}`,
      400,
      'validation_failed',
    ],
    [
      'objects as deep as fit',
      `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
      400,
      'validation_failed',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const headers = [authorization, json]
    const request = { method: 'POST', path: '/api/v1/groups', headers, body }

    expectProblem(await sendRaw(server.url, request), status, code)
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
    await expectNothingChanged()
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=latin1',
    '',
  ])('refuses the content type "%s"', async (type) => {
    const headers = [authorization, ...(type === '' ? [] : [['content-type', type] as const])]
    const body = '{"name":"fresh"}'
    const answer = await sendRaw(server.url, {
      method: 'POST',
      path: '/api/v1/groups',
      headers,
      body,
    })

    expectProblem(answer, 415, 'unsupported_media_type')
    await expectNothingChanged()
  })

  it.each(['gzip', 'deflate', 'br', 'zstd', 'rot13'])(
    'refuses the encoding %s',
    async (encoding) => {
      const headers = [authorization, json, ['content-encoding', encoding] as const]
      const body = '{"name":"fresh"}'
      const answer = await sendRaw(server.url, {
        method: 'POST',
        path: '/api/v1/groups',
        headers,
        body,
      })

      expectProblem(answer, 415, 'unsupported_media_type')
      await expectNothingChanged()
    },
  )
})

describe('a prototype in a body that is right otherwise', () => {
  const bound = '"issuer":"https://ci.example","audience":"ours","boundClaims":{"sub":"job"'
  it.each([
    [
      'among labels',
      '{"name":"fresh","clientCredentials":{"enabled":true},"labels":{"__proto__":"x"}}',
    ],
    ['among bound claims', `{"name":"fresh","trustPolicies":[{${bound},"__proto__":"x"}}]}`],
  ])('is refused %s, and nothing is dropped in silence', async (_, body) => {
    const headers = [authorization, json]
    const request = { method: 'POST', path: '/api/v1/service-accounts', headers, body }

    expectProblem(await sendRaw(server.url, request), 400, 'validation_failed')
    await expectNothingChanged()
  })
})

describe('an address that leads nowhere', () => {
  it.each<[string, string, number, ErrorCode]>([
    ['an unknown call', '/api/v1/nothing', 404, 'not_found'],
    ['the root of the API', '/api/v1', 404, 'not_found'],
    ['an unknown path', '/nothing', 404, 'not_found'],
    ['the path of another server', 'http://evil.example/api/v1/groups', 404, 'not_found'],
    ['an unknown group', '/api/v1/groups/nope', 404, 'not_found'],
    ['an unknown service account', '/api/v1/service-accounts/nope', 404, 'not_found'],
    ['a group as a service account', '/api/v1/service-accounts/acme', 404, 'not_found'],
    ['an inherited property', '/api/v1/groups/__proto__', 404, 'not_found'],
    ['an inherited function', '/api/v1/groups/constructor', 404, 'not_found'],
    ['an encoded NUL', '/api/v1/groups/%00', 404, 'not_found'],
    ['an unfinished escape', '/api/v1/groups/%E0%A4%A', 404, 'not_found'],
    ['an escape that is none', '/api/v1/groups/%zz', 404, 'not_found'],
    ['an escape that is none, elsewhere', '/%zz', 404, 'not_found'],
    ['dots', '/api/v1/groups/..%2f..%2fsettings', 404, 'not_found'],
    ['a very long path', `/api/v1/groups/${'a'.repeat(8000)}`, 400, 'validation_failed'],
    ['a limit of 0', '/api/v1/groups?limit=0', 400, 'validation_failed'],
    ['a limit of 101', '/api/v1/groups?limit=101', 400, 'validation_failed'],
    ['a limit in words', '/api/v1/groups?limit=abc', 400, 'validation_failed'],
    ['two limits', '/api/v1/groups?limit=1&limit=2', 400, 'validation_failed'],
    ['a cursor that is not ours', '/api/v1/groups?cursor=zzz', 400, 'validation_failed'],
    ['a cursor that cannot be decoded', '/api/v1/groups?cursor=%%%', 400, 'validation_failed'],
    ['a cursor that is a number', '/api/v1/groups?cursor=NDI', 400, 'validation_failed'],
    ['an unknown query', '/api/v1/groups?nope=1', 400, 'validation_failed'],
    ['a prototype as query', '/api/v1/groups?__proto__[x]=1', 400, 'validation_failed'],
    ['an unknown parent', '/api/v1/groups?parent=nope', 404, 'not_found'],
  ])('refuses %s', async (_, path, status, code) => {
    const answer = await sendRaw(server.url, { path, headers: [authorization] })
    expectProblem(answer, status, code)
  })

  it.each(['PUT', 'OPTIONS', 'TRACE', 'DELETE'])('refuses %s on a list', async (method) => {
    const request = { method, path: '/api/v1/groups', headers: [authorization] }
    expectProblem(await sendRaw(server.url, request), 404, 'not_found')
    await expectNothingChanged()
  })

  it.each(['/api/v1//[', '/api/v1//groups/acme', '/api/v1//evil.example:x/groups/acme'])(
    'refuses to delete at %s',
    async (path) => {
      const request = { method: 'DELETE', path, headers: [authorization] }
      expectProblem(await sendRaw(server.url, request), 404, 'not_found')
      await expectNothingChanged()
    },
  )

  it.each(['http://[', 'http://[/api/v1/groups/acme', '*'])(
    'refuses to delete at %s, which is no path',
    async (path) => {
      const request = { method: 'DELETE', path, headers: [authorization] }
      expectProblem(await sendRaw(server.url, request), 400, 'invalid_request')
      await expectNothingChanged()
    },
  )

  it.each([
    ['a NUL as it is', '/api/v1/groups/a\0b'],
    ['a path longer than any header may be', `/api/v1/groups/${'a'.repeat(20_000)}`],
  ])('is not even read with %s', async (_, path) => {
    const answer = await sendRaw(server.url, { path, headers: [authorization] })
    expect([400, 431]).toContain(answer.status)
    expect(answer.body).toMatchObject({ error: 'invalid_request', detail: expect.any(String) })
  })
})

describe('a caller who is not known', () => {
  const tampered = `${server.adminToken.slice(0, -1)}${server.adminToken.endsWith('0') ? '1' : '0'}`

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['no header', []],
    ['an empty header', [['authorization', '']]],
    ['no token', [['authorization', 'Bearer']]],
    ['an unknown token', [['authorization', 'Bearer nope']]],
    ['a well-formed guess', [['authorization', `Bearer ${forgeSecret(server.adminToken)}`]]],
    ['a token with one character changed', [['authorization', `Bearer ${tampered}`]]],
    ['a token with more behind it', [['authorization', `Bearer ${server.adminToken} x`]]],
    ['the token with another scheme', [['authorization', `Basic ${server.adminToken}`]]],
    ['the token without a scheme', [['authorization', server.adminToken]]],
    ['the token in another header', [['x-api-key', server.adminToken]]],
  ])('is refused with %s', async (_, headers) => {
    const body = '{"name":"fresh"}'
    const request = { method: 'POST', path: '/api/v1/groups', headers: [...headers, json], body }
    const answer = await sendRaw(server.url, request)

    expectProblem(answer, 401, 'unauthenticated')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /)
    await expectNothingChanged()
  })

  it('is refused with the token in the query', async () => {
    const path = `/api/v1/whoami?access_token=${server.adminToken}`
    const answer = await sendRaw(server.url, { path })
    expectProblem(answer, 401, 'unauthenticated')
  })

  it.each([
    ['twice the same', [authorization, authorization]],
    ['a good one first', [authorization, ['authorization', 'Bearer nope'] as const]],
    ['a good one last', [['authorization', 'Bearer nope'] as const, authorization]],
  ])('is refused with two headers: %s', async (_, headers) => {
    const answer = await sendRaw(server.url, { path: '/api/v1/whoami', headers })
    expectProblem(answer, 400, 'invalid_request')
  })

  it('is known by a scheme in any letter case', async () => {
    const headers = { authorization: `bEARER ${server.adminToken}` }
    expect((await server.get('/api/v1/whoami', headers)).status).toBe(200)
  })

  it('learns nothing of what exists', async () => {
    const nobody = { authorization: 'Bearer nope' }
    const [known, unknown] = await Promise.all([
      server.get('/api/v1/groups/acme', nobody),
      server.get('/api/v1/groups/nope', nobody),
    ])
    const withoutId = ({ body }: { body: object }) => ({ ...body, correlationId: '' })
    expect(withoutId(known)).toEqual(withoutId(unknown))
  })
})

it('has logged no error for any of this', () => {
  const errors = server.log.filter(
    (line) => JSON.parse(line.startsWith('{') ? line : '{}').level >= 50,
  )
  expect(errors).toEqual([])
})
