import { randomBytes } from 'node:crypto'
import type { Config } from '#server/config.ts'
import { fileMasterKey, type MasterKeySource } from '#server/keys/master-key.ts'
import type { Logger } from '#server/logger.ts'
import { type RunningServer, startServer } from '#server/start-server.ts'
import { type KeychainParts, keychainMasterKey } from './keychain.ts'

type SystemKeychain = Pick<KeychainParts, 'keychain' | 'questions' | 'platform' | 'findBackend'>

export interface EmbeddedServer {
  readonly config: Config
  readonly logger: Logger
  readonly keychain: SystemKeychain
}

/** Starts the server inside the app, with its master key from the system's keychain. */
export function startEmbeddedServer(parts: EmbeddedServer): Promise<RunningServer> {
  const { config, logger } = parts
  return startServer({ config, logger, masterKey: chooseMasterKey(parts) })
}

function chooseMasterKey({ config, logger, keychain }: EmbeddedServer): MasterKeySource {
  const onWarning = (message: string) => logger.warn(message)
  if (config.masterKeyFile !== undefined) {
    return fileMasterKey(config.masterKeyFile, { named: true, onWarning })
  }
  return keychainMasterKey({
    ...keychain,
    directory: config.dataDirectory,
    createBytes: (count) => randomBytes(count),
    onWarning,
  })
}
