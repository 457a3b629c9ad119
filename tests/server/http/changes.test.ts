import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { afterAll, expect, it, vi } from 'vitest'
import type { DoorwardClient } from '#contract/contract.ts'
import { answerPort } from '#main/answer-port.ts'
import {
  createGroups,
  createPerson,
  createRobot,
  fetchAccessToken,
  must,
} from '#support/callers.ts'
import { createAccount } from '#support/create-account.ts'
import { followChanges } from '#support/follow-changes.ts'
import { makeAttempt } from '#support/make-attempt.ts'
import { makeWindowFolder } from '#support/make-window-folder.ts'
import { startTestServer } from '#support/start-test-server.ts'
import { makeTempDirectory } from '#support/temp-directory.ts'

const directory = await makeTempDirectory()
const windowFolder = await makeWindowFolder(directory.path)
const server = await startTestServer({ windowFolder })
await createGroups(server, 'acme', 'umbrella')
afterAll(async () => {
  await server.close()
  await directory.remove()
})

const about = (resource: string) => expect.objectContaining({ resource })
const patience = { timeout: 30_000, interval: 50 }
const renameUmbrella = (description: string) => changeGroup('umbrella', description)

async function changeGroup(group: string, description: string) {
  const { version } = await must(server, 'GET', `/groups/${group}`)
  return must(server, 'PATCH', `/groups/${group}`, { version, description })
}

async function signIn(token: string): Promise<string> {
  const answer = await fetch(`${server.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ token }),
  })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

function connectWindow(cookie: string): DoorwardClient {
  return createORPCClient(
    new RPCLink({ url: `${server.url}/rpc`, headers: { cookie, origin: server.url } }),
  )
}

it('tells whoever may see everything which thing changed, and nothing of it', async () => {
  const { told } = await followChanges(server.url, server.adminToken)
  const { id } = await changeGroup('acme', 'told')

  await vi.waitFor(() => expect(told).toContainEqual({ resource: 'groups', id }), patience)
  await vi.waitFor(() => expect(told).toContainEqual(about('audit')), patience)
  expect(JSON.stringify(told)).not.toContain('told')
})

it('tells of tokens that are issued, of attempts and of requests', async () => {
  const account = await createAccount(server)
  const { told } = await followChanges(server.url, server.adminToken)
  await fetchAccessToken(server, account)
  await makeAttempt(server, account.id)

  await vi.waitFor(() => expect(told).toContainEqual({ resource: 'issuance' }), patience)
  await vi.waitFor(() => expect(told).toContainEqual({ resource: 'attempts' }), patience)
  await vi.waitFor(() => expect(told).toContainEqual({ resource: 'requests' }), patience)
})

it('tells who sees a part only that something of the kind changed', async () => {
  const viewer = await createRobot(server, 'acme', { acme: 'viewer' })
  const { told } = await followChanges(server.url, viewer.accessToken)
  await renameUmbrella('not theirs')

  await vi.waitFor(() => expect(told).toContainEqual({ resource: 'groups' }), patience)
  expect(told.filter(({ id }) => id !== undefined)).toEqual([])
})

it('tells nothing of a kind that somebody may not see', async () => {
  const outsider = await createRobot(server, 'acme')
  const { told } = await followChanges(server.url, outsider.accessToken)
  await renameUmbrella('nor theirs')
  // Roles are there for everybody to see.
  await must(server, 'POST', '/roles', { name: 'told-last', permissions: ['group:view'] })

  await vi.waitFor(() => expect(told).toContainEqual(about('roles')), patience)
  expect(new Set(told.map(({ resource }) => resource))).toEqual(new Set(['roles']))
})

it('goes by the roles that somebody holds now, not when they began', async () => {
  const viewer = await createRobot(server, 'acme', { acme: 'viewer' })
  const { told } = await followChanges(server.url, viewer.accessToken)
  const { items } = await must(server, 'GET', `/members?principal=${viewer.id}`)
  await must(server, 'DELETE', `/members/${items[0].id}`)
  await must(server, 'POST', '/roles', { name: 'without-role', permissions: ['group:view'] })
  await vi.waitFor(() => expect(told).toContainEqual(about('roles')), patience)
  const before = told.length
  await renameUmbrella('seen no more')
  await must(server, 'POST', '/roles', { name: 'without-role-2', permissions: ['group:view'] })

  await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), patience)
  expect(told.slice(before).map(({ resource }) => resource)).not.toContain('groups')
})

it.each(['deleted', 'disabled'])('ends at the next change when the caller is %s', async (how) => {
  const robot = await createRobot(server, 'acme', { acme: 'viewer' })
  const { told, ended } = await followChanges(server.url, robot.accessToken)
  if (how === 'deleted') await must(server, 'DELETE', `/service-accounts/${robot.id}`)
  else await must(server, 'POST', `/service-accounts/${robot.id}/disable`)

  await ended
  expect(told.map(({ resource }) => resource)).not.toContain('serviceAccounts')
})

it('ends with the session of a window', async () => {
  const person = await createPerson(server, { acme: 'viewer' })
  const cookie = await signIn(person.token)
  const stream = await connectWindow(cookie).changes()
  const first = stream.next()
  await changeGroup('acme', 'while signed in')
  expect((await first).value).toMatchObject({ resource: expect.any(String) })

  await fetch(`${server.url}/session`, {
    method: 'DELETE',
    headers: { cookie, origin: server.url },
  })
  await changeGroup('acme', 'after signing out')
  for await (const change of stream) expect(change.resource).toBe('audit')
})

it('lets nobody in who is not signed in', async () => {
  expect((await followChanges(server.url, 'nobody')).status).toBe(401)
  await expect(connectWindow('').changes()).rejects.toMatchObject({ code: 'unauthenticated' })
})

it('reaches the desktop window over its port', async () => {
  const { port1, port2 } = new MessageChannel()
  // Safe: a port of Node has what is used of Electron's.
  await answerPort(server.running, port1 as never)
  port2.start()
  const client: DoorwardClient = createORPCClient(new PortLink({ port: port2 }))
  const stream = await client.changes()
  const first = stream.next()
  await changeGroup('acme', 'over a port')

  expect((await first).done).toBe(false)
  await stream.return?.(undefined)
  port2.close()
})

it('ends when it was to end', async () => {
  const { ended, status } = await followChanges(server.url, server.adminToken, '?forSeconds=0')
  expect(status).toBe(200)
  await ended
})

it.each(['-1', '3601', 'x'])('refuses to go on for %s seconds', async (seconds) => {
  const query = `?forSeconds=${seconds}`
  expect((await followChanges(server.url, server.adminToken, query)).status).toBe(400)
})

it('does not keep a server from stopping', async () => {
  const other = await startTestServer()
  const { ended } = await followChanges(other.url, other.adminToken)
  await other.close()
  await ended
})
