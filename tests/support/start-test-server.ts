import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { pino } from 'pino'
import type { DoorwardClient } from '#contract/contract.ts'
import type { Config } from '#server/config.ts'
import type { ResolveName } from '#server/issuers/guarded-fetch.ts'
import { fileMasterKey } from '#server/keys/master-key.ts'
import { type RunningServer, startServer } from '#server/start-server.ts'
import { type HttpAnswer, toAnswer } from './http-answer.ts'
import { sendSecure } from './send-secure.ts'
import { makeTempDirectory } from './temp-directory.ts'

export interface TestServerOptions {
  readonly config?: Partial<Config>
  readonly windowFolder?: string
  readonly now?: () => number
  readonly resolveName?: ResolveName
  /** The data of another server, which was stopped but not yet closed. */
  readonly dataDirectory?: string
  /** The authority to trust where the server speaks TLS, as PEM; `own` is the server's. */
  readonly trust?: string
}

type Fields = Readonly<Record<string, string>>

export interface TestServer {
  readonly url: string
  readonly issuer: string
  readonly dataDirectory: string
  readonly adminToken: string
  readonly running: RunningServer
  /** The authority that is trusted, as PEM; empty without TLS. */
  readonly trust: string
  /** Everything logged so far, one JSON text a line. */
  readonly log: readonly string[]
  /** Calls the management API as the administrator; `path` begins below `/api/v1`. */
  api(method: string, path: string, body?: unknown, headers?: Fields): Promise<HttpAnswer>
  /** Sends a form to the token endpoint. */
  token(form: Fields | string, headers?: Fields): Promise<HttpAnswer>
  /** Fetches any path of the server, redirects not followed. */
  get(path: string, headers?: Fields): Promise<HttpAnswer>
  close(): Promise<void>
}

interface Request {
  readonly method?: string
  readonly headers: Fields
  readonly body?: string
}

/** Starts the real server in this process, on a free port and in a data directory of its own. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const directory = await makeTempDirectory()
  const dataDirectory = options.dataDirectory ?? join(directory.path, 'data')
  const log: string[] = []
  const config: Config = {
    dataDirectory,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    tls: undefined,
    setBy: { host: '--host', port: '--port', publicUrl: undefined, tls: undefined },
    masterKeyFile: undefined,
    logLevel: 'trace',
    ...options.config,
  }
  const running = await startServer({
    config,
    masterKey: fileMasterKey(join(dataDirectory, 'master.key'), {
      named: false,
      onWarning: (message) => log.push(message),
    }),
    logger: pino({ level: 'trace' }, { write: (line: string) => log.push(line) }),
    ...(options.windowFolder === undefined ? {} : { windowFolder: options.windowFolder }),
    ...(options.now && { now: options.now }),
    ...(options.resolveName && { resolveName: options.resolveName }),
  })
  const adminToken = (await readFile(join(dataDirectory, 'admin-token'), 'utf8')).trim()
  const { url, issuer } = running
  const trust = options.trust === 'own' ? await findAuthority(running) : options.trust
  const sendTo = (to: string, request: Request) =>
    trust === undefined ? send(to, request) : sendSecure(to, { ...request, trust })

  return {
    url,
    issuer,
    dataDirectory,
    adminToken,
    running,
    trust: trust ?? '',
    log,
    api: (method, path, body, headers = {}) =>
      sendTo(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${adminToken}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    token: (form, headers = {}) =>
      sendTo(`${url}/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      }),
    get: (path, headers = {}) => sendTo(`${url}${path}`, { headers }),
    async close() {
      await running.close()
      await directory.remove()
    },
  }
}

/** Gives a client that calls within the process, as the desktop's own window does. */
export async function callInside(running: RunningServer): Promise<DoorwardClient> {
  return createRouterClient(await running.loadRouter(), {
    context: () => running.contextForDesktop(),
  })
}

async function findAuthority(running: RunningServer): Promise<string> {
  const client = await callInside(running)
  return (await client.server.certificateAuthority()).certificate
}

async function send(url: string, init: Request): Promise<HttpAnswer> {
  return toAnswer(await fetch(url, { redirect: 'manual', ...init }))
}
