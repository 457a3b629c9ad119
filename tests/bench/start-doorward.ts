import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contestant } from './contestant.ts'
import { startServerProcess } from './server-process.ts'

export const OURS = 'doorward'

/** An installation with one client, made through the API; it may be started many times. */
export interface Installation {
  readonly client: { readonly client_id: string; readonly client_secret: string }
  readonly directory: string
  start(): Promise<Contestant>
  remove(): Promise<void>
}

export interface InstallationOptions {
  readonly root: string
  readonly algorithm: string
  readonly name?: string
  /** Fills the empty data directory before the server first sees it. */
  readonly fill?: (directory: string) => Promise<unknown>
}

/** Far above what one address asks in a benchmark. */
const CEILING = 100_000_000
const LIMITS = ['requestsPerMinute', 'requestsPerMinutePerAddress']

/** Makes an installation for our built server, with everything on and limits out of reach. */
export async function createInstallation({
  root,
  algorithm,
  name = OURS,
  fill,
}: InstallationOptions): Promise<Installation> {
  const parent = await mkdtemp(join(tmpdir(), 'doorward-bench-'))
  const directory = join(parent, 'data')
  await fill?.(directory)
  const startServer = () =>
    startServerProcess({
      name,
      args: [join(root, 'out/main/headless.js')],
      env: { DOORWARD_DATA_DIR: directory, DOORWARD_PORT: '0' },
    })
  const server = await startServer()
  const client = await prepare(await connect(server.url, directory), algorithm)
  await server.stop()
  const form = { grant_type: 'client_credentials', ...client }
  const paths = { path: '/oauth/token', jwksPath: '/.well-known/jwks.json' }
  return {
    client,
    directory,
    start: async () => ({ server: await startServer(), ...paths, form }),
    remove: () => rm(parent, { recursive: true, force: true }),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the answers of an API that is asked by hand
export type Api = (method: string, path: string, body?: object) => Promise<any>

/** Gives the management API as the administrator of a data directory. */
export async function connect(url: string, directory: string): Promise<Api> {
  const token = (await readFile(join(directory, 'admin-token'), 'utf8')).trim()
  return async (method, path, body) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} was refused: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}

async function prepare(api: Api, algorithm: string) {
  const { server: _, version, ...settings } = await api('GET', '/settings')
  const limits = LIMITS.filter((limit) => limit in settings).map((limit) => [limit, CEILING])
  await api('PATCH', '/settings', {
    version,
    signingAlgorithm: algorithm,
    ...Object.fromEntries(limits),
  })
  await api('POST', '/groups', { name: 'bench' })
  const { clientCredentials } = await api('POST', '/service-accounts', {
    group: 'bench',
    name: 'client',
    clientCredentials: { enabled: true },
    membership: { namespace: 'bench', role: 'viewer' },
  })
  const { clientId, clientSecret } = clientCredentials
  return { client_id: clientId as string, client_secret: clientSecret as string }
}
