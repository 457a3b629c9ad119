const names: readonly string[] = [
  'data-dir',
  'host',
  'port',
  'public-url',
  'tls',
  'tls-cert-file',
  'tls-key-file',
  'master-key-file',
  'log-level',
]

export interface Arguments {
  readonly own: readonly string[]
  /** Switches of Electron, Chromium or Node, or a typing mistake; nobody can list them all. */
  readonly others: readonly string[]
}

/** Picks the server's settings from a command line that is shared with Electron and Chromium. */
export function pickOwnArguments(args: readonly string[]): Arguments {
  const [argument, ...rest] = args
  if (argument === undefined) return { own: [], others: [] }

  const [, name = '', value] = /^--([^=]+)(=.*)?$/s.exec(argument) ?? []
  const isOwn = names.includes(name)
  const taken = isOwn && value === undefined ? rest.slice(0, 1) : []
  const { own, others } = pickOwnArguments(rest.slice(taken.length))
  return isOwn
    ? { own: [argument, ...taken, ...own], others }
    : { own, others: [argument, ...others] }
}
