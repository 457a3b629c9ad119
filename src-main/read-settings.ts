import { type Config, readOwnConfig } from '#server/config.ts'
import { pickOwnArguments } from './own-arguments.ts'
import { dropFromLink } from './parse-link.ts'
import { makeProfileDirectory } from './profile-directory.ts'

const HIDDEN = '--hidden'

export interface Settings {
  readonly config: Config
  readonly profileDirectory: string
  readonly ignoredArguments: readonly string[]
  readonly ownArguments: readonly string[]
  /** Started at login: the window waits in the tray. */
  readonly startHidden: boolean
}

/** Reads what the app was started with; `args` are those after the program itself. */
export function readSettings(args: readonly string[]): Settings {
  const { own, others } = pickOwnArguments(dropFromLink(args))
  const config = readOwnConfig(own)
  return {
    config,
    profileDirectory: makeProfileDirectory(config.dataDirectory),
    // Without a leading dash it is the app's own path.
    ignoredArguments: others.filter((argument) => argument.startsWith('-') && argument !== HIDDEN),
    ownArguments: own,
    startHidden: others.includes(HIDDEN),
  }
}
