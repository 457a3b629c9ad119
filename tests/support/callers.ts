import { createAccount, toBasic } from './create-account.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { TestServer } from './start-test-server.ts'

/** Calls the management API as somebody; `path` begins below `/api/v1`. */
export type Call = (method: string, path: string, body?: unknown) => Promise<HttpAnswer>

export const encode = encodeURIComponent

/** Calls with a token, be it an access token or a named one. */
export function asBearer({ api }: Pick<TestServer, 'api'>, token: string): Call {
  return (method, path, body) => api(method, path, body, { authorization: `Bearer ${token}` })
}

/** Calls by HTTP Basic, as with an app password. */
export function asBasic({ api }: Pick<TestServer, 'api'>, name: string, password: string): Call {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  return (method, path, body) => api(method, path, body, { authorization })
}

/** Does something as the administrator; throws when that is refused. */
export async function must(
  { api }: Pick<TestServer, 'api'>,
  method: string,
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
): Promise<any> {
  const { status, text, body: answer } = await api(method, path, body)
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  return answer
}

/** Gets an access token by client credentials at the token endpoint. */
export async function fetchAccessToken(
  server: Pick<TestServer, 'token'>,
  credentials: { readonly clientId: string; readonly clientSecret: string },
): Promise<string> {
  const answer = await server.token({ grant_type: 'client_credentials' }, toBasic(credentials))
  if (answer.status !== 200) throw new Error(`No token: ${answer.status} ${answer.text}`)
  return answer.body.access_token
}

export interface Robot {
  readonly id: string
  readonly path: string
  readonly clientId: string
  readonly clientSecret: string
  readonly accessToken: string
  readonly call: Call
}

/** Creates a service account, gives it roles by namespace, and signs it in at the token endpoint. */
export async function createRobot(
  server: TestServer,
  group: string | undefined,
  roles: Readonly<Record<string, string>> = {},
): Promise<Robot> {
  const account = await createAccount(server, group === undefined ? {} : { group })
  for (const [namespace, role] of Object.entries(roles)) {
    await must(server, 'POST', '/members', { namespace, principal: account.id, role })
  }
  const accessToken = await fetchAccessToken(server, account)
  return { ...account, accessToken, call: asBearer(server, accessToken) }
}

export interface Person {
  readonly id: string
  readonly email: string
  readonly token: string
  readonly call: Call
}

let count = 0

/** Creates a person with roles by namespace and an API token. */
export async function createPerson(
  server: TestServer,
  roles: Readonly<Record<string, string>> = {},
): Promise<Person> {
  count += 1
  const email = `person-${count}@acme.example`
  const { id } = await must(server, 'POST', '/users', { name: `Person ${count}`, email })
  for (const [namespace, role] of Object.entries(roles)) {
    await must(server, 'POST', '/members', { namespace, principal: id, role })
  }
  const { value } = await must(server, 'POST', '/tokens', { name: 'own', user: id, intent: 'api' })
  return { id, email, token: value, call: asBearer(server, value) }
}

/** Creates groups by their full paths, parents first. */
export async function createGroups(server: TestServer, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    await must(server, 'POST', '/groups', parent === '' ? { name } : { name, parent })
  }
}
