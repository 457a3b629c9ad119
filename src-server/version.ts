import packageJson from '#package' with { type: 'json' }

/** The version of Doorward that runs. */
export const { version } = packageJson
