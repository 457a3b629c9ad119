import { afterAll, describe, expect, it } from 'vitest'
import {
  type Call,
  createGroups,
  createPerson,
  createRobot,
  encode,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { expectProblem } from '#support/expect-problem.ts'
import { startTestServer } from '#support/start-test-server.ts'

const server = await startTestServer()
afterAll(() => server.close())

await createGroups(server, 'acme', 'acme/deep', 'umbrella', 'umbrella/own')
const account = await createAccount(server, { group: 'acme/deep' })
const publicKey = await must(
  server,
  'POST',
  `/service-accounts/${account.id}/client-credentials/public-keys`,
  { generate: 'EdDSA' },
)
const workspace = await must(server, 'POST', '/workspaces', { group: 'acme', name: 'prod' })
const group = await must(server, 'GET', '/groups/acme')
const { token } = await must(server, 'POST', '/tokens', {
  account: account.id,
  name: 'hidden',
  intent: 'api',
})
const member = await must(server, 'POST', '/members', {
  namespace: 'acme',
  principal: (await createPerson(server)).id,
  role: 'owner',
})
const systemAccount = await createAccount(server)
const person = await createPerson(server)
const team = await must(server, 'POST', '/teams', { name: 'hidden' })

const outsider = await createRobot(server, 'umbrella', { umbrella: 'owner' })
const nobody = await createPerson(server)
const insider = await createRobot(server, 'acme')

const outsiders: readonly (readonly [string, Call])[] = [
  ['the owner of another group', outsider.call],
  ['a person without a role', nobody.call],
  ['an account of the group without a role', insider.call],
]

const secret = { clientCredentials: { enabled: true } }

/** What is asked for, and the same question about something that is not there. */
const questions: readonly (readonly [string, string, string, object | undefined, string])[] = [
  ['GET', '/groups/$', 'acme', undefined, 'nope'],
  ['GET', '/groups/$', group.id, undefined, 'grp_nope'],
  ['GET', '/groups/$', 'acme/deep', undefined, 'acme/nope'],
  ['GET', '/groups/$/tree', 'acme', undefined, 'nope'],
  ['GET', '/groups/$/contents', 'acme', undefined, 'nope'],
  ['PATCH', '/groups/$', 'acme', { version: 1, description: 'x' }, 'nope'],
  ['POST', '/groups/$/move', 'acme', { parent: 'umbrella' }, 'nope'],
  ['DELETE', '/groups/$?force=true', 'acme', undefined, 'nope'],
  ['GET', '/groups?parent=$', 'acme', undefined, 'nope'],
  ['GET', '/groups?parent=$', group.id, undefined, 'grp_nope'],
  ['POST', '/groups', 'acme', { name: 'x', parent: '$' }, 'nope'],
  ['GET', '/workspaces/$', 'acme/prod', undefined, 'acme/nope'],
  ['GET', '/workspaces/$', workspace.id, undefined, 'ws_nope'],
  ['PATCH', '/workspaces/$', 'acme/prod', { version: 1, description: 'x' }, 'acme/nope'],
  ['DELETE', '/workspaces/$', 'acme/prod', undefined, 'acme/nope'],
  ['GET', '/workspaces?group=$', 'acme', undefined, 'nope'],
  ['GET', '/workspaces?group=$', group.id, undefined, 'grp_nope'],
  ['POST', '/workspaces', 'acme', { name: 'x', group: '$' }, 'nope'],
  ['GET', '/service-accounts/$', account.path, undefined, 'acme/deep/nope'],
  ['GET', '/service-accounts/$', account.id, undefined, 'sa_nope'],
  ['GET', '/service-accounts/$', systemAccount.path, undefined, 'nope'],
  ['GET', '/service-accounts/$', 'admin', undefined, 'nope'],
  ['PATCH', '/service-accounts/$', account.path, { version: 1, description: 'x' }, 'acme/nope'],
  ['DELETE', '/service-accounts/$', account.path, undefined, 'acme/nope'],
  ['POST', '/service-accounts/$/disable', account.path, undefined, 'acme/nope'],
  ['POST', '/service-accounts/$/enable', account.path, undefined, 'acme/nope'],
  ['POST', '/service-accounts/$/client-credentials', account.path, {}, 'acme/nope'],
  ['POST', '/service-accounts/$/client-credentials/reset', account.path, {}, 'acme/nope'],
  ['POST', '/service-accounts/$/client-credentials/rotate', account.path, {}, 'acme/nope'],
  ['DELETE', '/service-accounts/$/client-credentials', account.path, undefined, 'acme/nope'],
  [
    'GET',
    '/service-accounts/$/client-credentials/public-keys',
    account.path,
    undefined,
    'acme/nope',
  ],
  [
    'POST',
    '/service-accounts/$/client-credentials/public-keys',
    account.path,
    { generate: 'EdDSA' },
    'acme/nope',
  ],
  [
    'DELETE',
    `/service-accounts/${account.id}/client-credentials/public-keys/$`,
    publicKey.id,
    undefined,
    'key_nope',
  ],
  ['GET', '/service-accounts?group=$', 'acme', undefined, 'nope'],
  ['GET', '/service-accounts?group=$&inherited=true', 'acme/deep', undefined, 'acme/nope'],
  ['POST', '/service-accounts', 'acme', { name: 'x', group: '$', ...secret }, 'nope'],
  ['DELETE', '/root-accounts/$', systemAccount.path, undefined, 'nope'],
  ['GET', '/tokens/$', token.id, undefined, 'tok_nope'],
  ['DELETE', '/tokens/$', token.id, undefined, 'tok_nope'],
  ['POST', '/tokens/$/rotate', token.id, undefined, 'tok_nope'],
  ['POST', '/tokens/$/reveal', token.id, undefined, 'tok_nope'],
  ['GET', '/tokens?account=$', account.path, undefined, 'acme/deep/nope'],
  ['GET', '/tokens?user=$', person.email, undefined, 'nope@acme.example'],
  ['POST', '/tokens', account.path, { account: '$', name: 'x', intent: 'api' }, 'acme/nope'],
  ['POST', '/tokens', person.email, { user: '$', name: 'x', intent: 'api' }, 'nope@acme.example'],
  ['GET', '/members?namespace=$', 'acme', undefined, 'nope'],
  ['GET', '/members?namespace=$', group.id, undefined, 'grp_nope'],
  ['GET', '/members?principal=$', account.id, undefined, 'sa_nope'],
  ['GET', '/members?principal=$', `serviceAccount:${account.path}`, undefined, 'serviceAccount:no'],
  ['GET', '/members?principal=$', `user:${person.email}`, undefined, 'user:no@acme.example'],
  ['GET', '/members?principal=$', 'team:hidden', undefined, 'team:nope'],
  ['POST', '/members', 'acme', { namespace: '$', principal: outsider.id, role: 'viewer' }, 'nope'],
  ['PATCH', '/members/$', member.id, { version: 1, role: 'viewer' }, 'mem_nope'],
  ['DELETE', '/members/$', member.id, undefined, 'mem_nope'],
  ['GET', '/users/$', person.email, undefined, 'nope@acme.example'],
  ['DELETE', '/users/$', person.id, undefined, 'usr_nope'],
  ['GET', '/teams/$', 'hidden', undefined, 'nope'],
  ['PUT', `/teams/$/users/${nobody.id}`, team.id, undefined, 'team_nope'],
  ['GET', '/access/effective?namespace=$', 'acme', undefined, 'nope'],
  ['GET', '/access/effective?principal=$', account.id, undefined, 'sa_nope'],
  ['GET', '/access/effective?principal=$', 'team:hidden', undefined, 'team:nope'],
  [
    'POST',
    '/access/check',
    'acme',
    { namespace: '$', principal: outsider.id, permission: 'group:view' },
    'nope',
  ],
]

/** Everything that two answers may differ in: the name that was asked for, and the request's id. */
function withoutName(text: string, name: string, correlationId: string): string {
  const bare = name.replace(/^(?:serviceAccount|user|team):/, '')
  return text
    .replaceAll(JSON.stringify(`"${bare}"`).slice(1, -1), '$')
    .replaceAll(correlationId, '')
}

describe.each(outsiders)('%s', (_, call) => {
  it.each(questions)('%s %s: %s looks like nothing', async (method, path, name, body, missing) => {
    const ask = (asked: string) =>
      call(
        method,
        path.replace('$', encode(asked)),
        body && JSON.parse(JSON.stringify(body).replace('$', asked)),
      )
    const [hidden, absent] = [await ask(name), await ask(missing)]

    expectProblem(hidden, 404, 'not_found')
    expect(withoutName(hidden.text, name, hidden.body.correlationId)).toBe(
      withoutName(absent.text, missing, absent.body.correlationId),
    )
    expect(hidden.status).toBe(absent.status)
    expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()])
  })

  it.each(['/groups', '/workspaces', '/service-accounts', '/tokens', '/members'])(
    'finds nothing of it in %s',
    async (path) => {
      for (const query of ['', '?search=acme', '?search=hidden']) {
        const { status, text } = await call('GET', `${path}${query}`)
        expect(status).toBe(200)
        expect(text).not.toMatch(/"acme|hidden/)
      }
    },
  )
})

describe('what an owner names in their own group', () => {
  it.each([
    [account.path, 'acme/deep/nope'],
    [account.id, 'sa_nope'],
    [systemAccount.path, 'nope'],
  ])('hides the account %s as a new member', async (name, missing) => {
    const add = (asked: string) =>
      outsider.call('POST', '/members', {
        namespace: 'umbrella',
        principal: asked.startsWith('sa_') ? asked : `serviceAccount:${asked}`,
        role: 'viewer',
      })
    const [hidden, absent] = [await add(name), await add(missing)]

    expectProblem(hidden, 404, 'not_found')
    expect(withoutName(hidden.text, name, hidden.body.correlationId)).toBe(
      withoutName(absent.text, missing, absent.body.correlationId),
    )
  })

  it.each([
    ['a namespace of a token', '/tokens', { account: outsider.path, name: 'x', intent: 'api' }],
    ['that of a first role', '/service-accounts', { group: 'umbrella', name: 'x', ...secret }],
    ['the new parent of a group', `/groups/${encode('umbrella/own')}/move`, { dryRun: true }],
  ])('hides a group as %s', async (_, path, body) => {
    const ask = (asked: string) =>
      outsider.call('POST', path, {
        ...body,
        ...(path === '/tokens' && { namespaces: [asked] }),
        ...(path === '/service-accounts' && { membership: { namespace: asked, role: 'viewer' } }),
        ...(path.endsWith('/move') && { parent: asked }),
      })
    for (const [name, missing] of [
      ['acme', 'nope'],
      [group.id, 'grp_nope'],
    ] as const) {
      const [hidden, absent] = [await ask(name), await ask(missing)]
      expectProblem(hidden, 404, 'not_found')
      expect(withoutName(hidden.text, name, hidden.body.correlationId)).toBe(
        withoutName(absent.text, missing, absent.body.correlationId),
      )
    }
  })

  it('knows people by name, who cannot be listed', async () => {
    const { email } = await createPerson(server)
    const request = { namespace: 'umbrella', principal: `user:${email}`, role: 'viewer' }
    expect((await outsider.call('POST', '/members', request)).status).toBe(201)
    expectProblem(await outsider.call('GET', '/users'), 403, 'forbidden')
  })
})

describe('a check of access', () => {
  it('hides an account that is neither visible nor a member there', async () => {
    const ask = (principal: string) =>
      outsider.call('POST', '/access/check', {
        principal,
        permission: 'group:view',
        namespace: 'umbrella',
      })
    const [hidden, absent] = [await ask(account.id), await ask('sa_nope')]
    expectProblem(hidden, 404, 'not_found')
    expect(withoutName(hidden.text, account.id, hidden.body.correlationId)).toBe(
      withoutName(absent.text, 'sa_nope', absent.body.correlationId),
    )
    expect((await ask(outsider.id)).body).toMatchObject({ allowed: true, reason: 'granted' })
  })

  it('shows a member from above who is not visible otherwise', async () => {
    const viewer = await createRobot(server, 'acme/deep', { 'acme/deep': 'viewer' })
    const owner = member.principal.id
    const query = `/access/effective?principal=${owner}&namespace=${encode('acme/deep')}`
    const { status, body } = await viewer.call('GET', query)
    expect(status).toBe(200)
    expect(body.items[0].permissions[0].path).toMatchObject({ namespace: 'acme', role: 'owner' })
  })
})
