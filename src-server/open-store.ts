import { StartError } from './errors.ts'
import { profileOf } from './issuers/profiles/profiles.ts'
import { recogniseProfile } from './issuers/profiles/recognise-profile.ts'
import type { Logger } from './logger.ts'
import { collections, type DoorwardStore } from './store/collections.ts'
import { schemaVersion, toSchemaMigrations } from './store/schema.ts'
import { Store } from './store/store.ts'

/** Opens the store; throws a `StartError` whose one line says what is in the way. */
export async function openStore(directory: string, logger: Logger): Promise<DoorwardStore> {
  try {
    return await Store.open({
      directory,
      collections,
      logger,
      schemaVersion,
      migrations: toSchemaMigrations(recogniseIssuer),
    })
  } catch (cause) {
    throw new StartError(cause instanceof Error ? cause.message : String(cause), 1, cause)
  }
}

function recogniseIssuer(url: string) {
  const profile = recogniseProfile(url)
  const { replay, allowMultipleAudiences } = profileOf(profile).issuerDefaults
  return { profile, replay, allowMultipleAudiences }
}
