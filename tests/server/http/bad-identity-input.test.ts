import { afterAll, expect, it } from 'vitest'
import { createGroups, createPerson, encode, must } from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/inner')
const workspace = await must(server, 'POST', '/workspaces', { group: 'acme', name: 'prod' })
const account = await createAccount(server, { group: 'acme' })
const person = await createPerson(server, { acme: 'owner' })
const member = (await must(server, 'GET', `/members?principal=${person.id}`)).items[0]
const role = await must(server, 'POST', '/roles', { name: 'custom', permissions: ['group:view'] })
const team = await must(server, 'POST', '/teams', { name: 'team' })

const lists = ['groups', 'workspaces', 'service-accounts', 'members', 'roles', 'users', 'teams']
const readState = () =>
  Promise.all([...lists, 'tokens'].map(async (list) => must(server, 'GET', `/${list}?limit=100`)))
const before = await readState()

/** Where a body goes, one that would be fine, and the names of its fields that are wrongly filled. */
const bodies: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['POST', '/workspaces', { name: 'new', group: 'acme', description: 'x' }],
  ['PATCH', `/workspaces/${workspace.id}`, { version: 1, description: 'x' }],
  ['POST', `/groups/${encode('acme/inner')}/move`, { parent: '', dryRun: true }],
  ['POST', '/members', { namespace: 'acme', principal: account.id, role: 'viewer' }],
  ['PATCH', `/members/${member.id}`, { version: 1, role: 'owner' }],
  ['POST', '/roles', { name: 'new', description: 'x', permissions: ['group:view'] }],
  ['PATCH', `/roles/${role.id}`, { version: 1, permissions: ['group:view'] }],
  ['POST', '/users', { name: 'New', email: 'new@acme.example' }],
  ['PATCH', `/users/${person.id}`, { version: 1, name: 'New', disabled: true }],
  ['POST', '/teams', { name: 'new', description: 'x' }],
  ['PATCH', `/teams/${team.id}`, { version: 1, description: 'x' }],
  [
    'POST',
    '/tokens',
    {
      name: 'new',
      account: account.id,
      intent: 'api',
      expiresAt: null,
      permissions: ['group:view'],
      namespaces: ['acme'],
      rotateOnExpiry: true,
    },
  ],
  ['POST', '/access/check', { principal: account.id, permission: 'group:view', namespace: 'acme' }],
  [
    'POST',
    '/root-accounts',
    { name: 'new', permissions: [], tokenEndpointAuthMethod: 'client_secret_basic' },
  ],
]

const hostile: readonly unknown[] = [
  7,
  -1,
  1.5,
  {},
  { $gt: '' },
  [[]],
  [null],
  'x'.repeat(5000),
  '\u0000',
  '../../etc/passwd',
  '__proto__',
  '2020-01-01T00:00:00Z',
]

/** What may happen to such a value: it is refused as such, or names something that is not there. */
const refusals = [
  'validation_failed',
  'not_found',
  'expiry_out_of_range',
  'version_conflict',
  'scope_not_allowed',
]

const rows = bodies.flatMap(([method, path, body]) =>
  Object.keys(body).map((field) => [method, path, field, body] as const),
)

it.each(rows)('%s %s takes no nonsense as %s', async (method, path, field, body) => {
  for (const value of hostile) {
    // A description, a person's name and a token's name may be nearly any short text.
    const isText = typeof value === 'string' && value.length < 100
    const isFree = field === 'description' || (field === 'name' && /users|tokens|root/.test(path))
    if (isText && isFree) continue
    const answer = await server.api(method, path, { ...body, [field]: value })
    expect(answer.status, `${JSON.stringify(value)}: ${answer.text}`).toBeGreaterThanOrEqual(400)
    expect(answer.status, answer.text).toBeLessThan(500)
    expect(refusals).toContain(answer.body.code)
    expectProblem(answer, answer.status, answer.body.code)
  }
  expect(await readState()).toEqual(before)
})

it.each(bodies)(
  '%s %s refuses a field that it does not know, by name',
  async (method, path, body) => {
    for (const name of ['admin', 'id', 'createdBy', 'constructor']) {
      const answer = await server.api(method, path, { ...body, [name]: 'x' })
      expectProblem(answer, 400, 'validation_failed')
      expect(answer.body.errors).toContainEqual({
        field: name,
        message: 'This field is not known here.',
      })
    }
    expect(await readState()).toEqual(before)
  },
)

it.each([
  '/workspaces?group=nope',
  '/members?namespace=nope',
  '/members?principal=nope',
  '/members?inherited=perhaps',
  '/members?cursor=nope',
  '/tokens?account=nope',
  '/tokens?system=perhaps',
  '/tokens?cursor=%00',
  '/users?team=nope',
  '/access/effective',
  '/access/effective?principal=user:',
  '/service-accounts?inherited=perhaps',
  '/roles?limit=0',
  '/teams?limit=1000',
  '/audit/events?since=yesterday',
  '/audit/events?cursor=eA',
  '/groups/%00',
  '/members/%2e%2e',
])('GET %s is refused as what it is', async (path) => {
  const answer = await server.api('GET', path)
  expect([400, 404], answer.text).toContain(answer.status)
  expectProblem(answer, answer.status, answer.body.code)
})
