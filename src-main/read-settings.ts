import { type Config, readOwnConfig } from '#server/config.ts'
import { pickOwnArguments } from './own-arguments.ts'
import { makeProfileDirectory } from './profile-directory.ts'

export interface Settings {
  readonly config: Config
  readonly profileDirectory: string
  readonly ignoredArguments: readonly string[]
}

/** Reads what the app was started with; `args` are those after the program itself. */
export function readSettings(args: readonly string[]): Settings {
  const { own, others } = pickOwnArguments(args)
  const config = readOwnConfig(own)
  return {
    config,
    profileDirectory: makeProfileDirectory(config.dataDirectory),
    // Without a leading dash it is the app's own path.
    ignoredArguments: others.filter((argument) => argument.startsWith('-')),
  }
}
