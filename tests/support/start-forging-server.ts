import { createPrivateKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { toLabel } from '#server/keys/generate-signing-key.ts'
import { fileMasterKey } from '#server/keys/master-key.ts'
import { Vault } from '#server/keys/vault.ts'
import { openStore } from '#server/open-store.ts'
import { startTestServer, type TestServer } from './start-test-server.ts'

export interface ForgingServer extends TestServer {
  /** The key by which the server signs its own tokens, as whoever has its disk and master key may read it. */
  readonly signingKey: { readonly id: string; readonly privateKey: KeyObject }
}

/** Starts a server whose own key is known, for tokens that it would never issue itself. */
export async function startForgingServer(): Promise<ForgingServer> {
  const first = await startTestServer()
  await first.running.close()
  const { dataDirectory } = first
  const signingKey = await readSigningKey(dataDirectory)
  const server = await startTestServer({ dataDirectory })
  return {
    ...server,
    signingKey,
    async close() {
      await server.close()
      await first.close()
    },
  }
}

async function readSigningKey(directory: string): Promise<ForgingServer['signingKey']> {
  const source = { named: true, onWarning: () => undefined }
  const path = join(directory, 'master.key')
  const masterKey = await fileMasterKey(path, source).load({ mayCreate: false })
  const store = await openStore(directory, pino({ level: 'silent' }))
  const found = [...store.read.signingKeys.values()].find(({ algorithm }) => algorithm === 'ES256')
  await store.close()
  if (!found) throw new Error('There is no signing key.')
  const key = new Vault(masterKey).open(found.privateKey, toLabel(found.id))
  return { id: found.id, privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }) }
}
