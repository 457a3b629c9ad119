import type { GivenListening } from './domain/decide-listening.ts'
import type { ListeningSettings } from './domain/model.ts'
import { StartError } from './errors.ts'
import { type Listening, listen } from './http/listen.ts'
import type { ServerCertificate } from './keys/server-certificate.ts'

/** Binds the address that is set; a stored one that cannot be used is told with the way around it. */
export async function listenAsSet(
  started: ListeningSettings,
  given: GivenListening,
  certificate: ServerCertificate | undefined,
): Promise<Listening> {
  const isStored = given.host === undefined || given.port === undefined
  try {
    return await listen(started.host, started.port, certificate)
  } catch (error) {
    if (!isStored || !(error instanceof StartError)) throw error
    throw new StartError(`${error.message} ${WAY_AROUND}`, error.exitCode, error)
  }
}

const WAY_AROUND =
  'What is stored in the settings counts only where no flag or variable says otherwise: start with --host 127.0.0.1 and --port (or DOORWARD_HOST and DOORWARD_PORT), and change it on the Server page.'
