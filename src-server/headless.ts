import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, readOwnConfig } from './config.ts'
import { StartError } from './errors.ts'
import { fileMasterKey, type MasterKeySource } from './keys/master-key.ts'
import { createLogger, type Logger } from './logger.ts'
import { type RunningServer, startServer } from './start-server.ts'

const SIGN_IN_FLAG = '--sign-in-link'
/** A stop that takes longer is not going to end by itself. */
const STOP_MS = 4_500

/** Runs the server without a desktop: one line when ready, exit codes that scripts can rely on. */
async function runHeadless(args: readonly string[]): Promise<void> {
  const config = readOwnConfig(args.filter((arg) => arg !== SIGN_IN_FLAG))
  const logger = createLogger(config.logLevel)
  const server = await startServer({
    config,
    logger,
    masterKey: chooseMasterKey(config, logger),
    windowFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
  })
  stopOnSignals(server, logger)
  process.stdout.write(
    `doorward ready url=${server.url} issuer=${server.issuer} dataDir=${config.dataDirectory}\n`,
  )
  if (args.includes(SIGN_IN_FLAG)) {
    process.stdout.write(
      `Open this address in a browser; it signs you in once, within ten minutes:\n  ${server.createSignInLink()}\n`,
    )
  }
}

function chooseMasterKey(
  { dataDirectory, masterKeyFile }: Config,
  logger: Logger,
): MasterKeySource {
  const onWarning = (message: string) => logger.warn(message)
  if (masterKeyFile !== undefined) return fileMasterKey(masterKeyFile, { onWarning, named: true })
  const ownFile = join(dataDirectory, 'master.key')
  if (!existsSync(ownFile) && existsSync(join(dataDirectory, 'master-key.keychain.json'))) {
    throw new StartError(
      `The master key of ${dataDirectory} is in this system's keychain, which only the desktop app can open. Start the desktop app, or name a key file with DOORWARD_MASTER_KEY_FILE.`,
      1,
    )
  }
  return fileMasterKey(ownFile, { onWarning, named: false })
}

function stopOnSignals(server: RunningServer, logger: Logger): void {
  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) return
    isStopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_MS).unref()
    server.close().then(
      () => process.exit(0),
      (err) => {
        logger.fatal({ err }, 'the server did not stop cleanly')
        process.exit(1)
      },
    )
  }
  // Not just once: Ctrl-C under npm arrives twice, and the second would end what is being finished.
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

runHeadless(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof StartError
  process.stderr.write(`doorward: ${known ? error.message : (error as Error).stack}\n`)
  process.exit(known ? error.exitCode : 1)
})
