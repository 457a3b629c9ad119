import { decideListening, type GivenListening } from './domain/decide-listening.ts'
import type { ListeningSettings } from './domain/model.ts'
import { StartError } from './errors.ts'
import { type Listening, listen } from './http/listen.ts'

export interface ListeningAsSet extends Listening {
  readonly started: ListeningSettings
}

/** Binds what flags, environment and the stored settings say; a stored address that cannot be used is told with the way around it. */
export async function listenAsSet(
  given: GivenListening,
  stored: ListeningSettings | undefined,
): Promise<ListeningAsSet> {
  const started = decideListening(given, stored)
  const isStored = stored && (given.host === undefined || given.port === undefined)
  try {
    return { ...(await listen(started.host, started.port)), started }
  } catch (error) {
    if (!isStored || !(error instanceof StartError)) throw error
    throw new StartError(`${error.message} ${WAY_AROUND}`, error.exitCode, error)
  }
}

const WAY_AROUND =
  'That address is stored in the settings: start with --host 127.0.0.1 and --port (or DOORWARD_HOST and DOORWARD_PORT), which win over it, and change it on the Server page.'
