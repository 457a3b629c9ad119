import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contestant } from './contestant.ts'
import { startServerProcess } from './server-process.ts'

export interface Asked {
  readonly root: string
  readonly algorithm: string
  /** The claims of our own tokens, for the floor to sign as many. */
  readonly claims?: object
  /** The headers of our own answers, names and values in turn, for a floor to send as many. */
  readonly headers?: readonly string[]
  /** The outside issuer whose tokens are exchanged, and for whom they are meant. */
  readonly issuer?: string
  readonly audience?: string
}

const form = {
  grant_type: 'client_credentials',
  client_id: 'bench-client',
  client_secret: 'a-secret-of-the-bench-with-enough-characters',
}

/** How each server is asked for a JWT: the file that starts it, the package it is, its form. */
const peers = {
  'oidc-provider': {
    package: 'oidc-provider',
    form: { ...form, resource: 'https://api.bench.example' },
  },
  'oauth2-mock-server': { package: 'oauth2-mock-server', form },
  'jmondi-oauth2-server': { package: '@jmondi/oauth2-server', form },
  'floor-with-rules': { package: undefined, form },
  floor: { package: undefined, form },
  'exchange-floor': { package: undefined, form },
} as const

export type PeerName = keyof typeof peers
export const peerNames = ['oidc-provider', 'oauth2-mock-server', 'jmondi-oauth2-server'] as const

/** Starts a server that we compare with, as its documentation says. */
export async function startPeer(peer: PeerName, { root, ...asked }: Asked): Promise<Contestant> {
  const known = peers[peer]
  const server = await startServerProcess({
    name: known.package === undefined ? peer : toFullName(root, known.package),
    args: [join(root, `tests/bench/peers/${peer}.mjs`), JSON.stringify(asked)],
  })
  return { server, path: '/token', jwksPath: '/jwks', form: known.form }
}

function toFullName(root: string, name: string): string {
  const file = join(root, 'node_modules', name, 'package.json')
  return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`
}
