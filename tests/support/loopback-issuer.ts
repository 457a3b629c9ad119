import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { selfSigned } from './self-signed.ts'
import { OUR_AUDIENCE } from './third-party-issuer.ts'

export interface LoopbackIssuer {
  readonly url: string
  readonly port: number
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[]
  /** How many connections there were, whether anything was asked by them or not. */
  readonly connections: () => number
  /** Takes another key, of another id, from now on. */
  rotate(): Promise<void>
  /** Answers like this from now on; `undefined` answers properly again. */
  misbehave(answer: Answer | undefined): void
  sign(claims?: object, header?: object): Promise<string>
  close(): Promise<void>
}

interface LoopbackOptions {
  readonly tls?: boolean
  readonly host?: string
  /** What its URL calls the host. */
  readonly name?: string
}

/** Starts an issuer with discovery and keys on a loopback address, which can be made to fail. */
export async function startLoopbackIssuer({
  tls = false,
  host = '127.0.0.1',
  name = host,
}: LoopbackOptions = {}): Promise<LoopbackIssuer> {
  const requests: string[] = []
  const state: State = { ...(await createKey(1)), count: 1, answer: undefined }
  const answerAll = ({ url: path = '' }: IncomingMessage, response: ServerResponse): void => {
    requests.push(path)
    if (state.answer) return void state.answer(response)
    const isDiscovery = path === '/.well-known/openid-configuration'
    const body = isDiscovery ? { issuer: url, jwks_uri: `${url}/keys` } : { keys: [state.jwk] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  }
  const server = tls ? createTlsServer(selfSigned, answerAll) : createServer(answerAll)
  const seen = { connections: 0 }
  server.on('connection', () => {
    seen.connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  // Safe: a server that listens on a host and port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const url = `${tls ? 'https' : 'http'}://${name}:${port}`

  return {
    url,
    port,
    requests,
    connections: () => seen.connections,
    async rotate() {
      state.count += 1
      Object.assign(state, await createKey(state.count))
    },
    misbehave(answer) {
      state.answer = answer
    },
    sign(claims = {}, header = {}) {
      const iat = Math.floor(Date.now() / 1000)
      const usual = { iss: url, aud: OUR_AUDIENCE, sub: 'job', project_id: '20' }
      const times = { iat, exp: iat + 300, jti: crypto.randomUUID() }
      return new SignJWT({ ...usual, ...times, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: String(state.jwk.kid), ...header })
        .sign(state.privateKey)
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Answer = (response: ServerResponse) => void
type State = Awaited<ReturnType<typeof createKey>> & {
  count: number
  answer: Answer | undefined
}

async function createKey(count: number) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid: `key-${count}`, alg: 'ES256' }
  return { jwk, privateKey }
}
