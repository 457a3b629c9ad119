import { StartError } from './errors.ts'
import type { Logger } from './logger.ts'
import { collections, type DoorwardStore } from './store/collections.ts'
import { schemaMigrations, schemaVersion } from './store/schema.ts'
import { Store } from './store/store.ts'

/** Opens the store; throws a `StartError` whose one line says what is in the way. */
export async function openStore(directory: string, logger: Logger): Promise<DoorwardStore> {
  try {
    return await Store.open({
      directory,
      collections,
      logger,
      schemaVersion,
      migrations: schemaMigrations,
    })
  } catch (cause) {
    throw new StartError(cause instanceof Error ? cause.message : String(cause), 1, cause)
  }
}
