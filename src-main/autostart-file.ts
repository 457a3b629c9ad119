import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LoginItem } from './login-item.ts'

/** Starts the app at login where desktops read autostart files (XDG Autostart), as on Linux. */
export function autostartFile(configDirectory: string, command: readonly string[]): LoginItem {
  const directory = join(configDirectory, 'autostart')
  const path = join(directory, 'doorward.desktop')
  return {
    isOn: () => existsSync(path),
    set(on) {
      if (!on) return rmSync(path, { force: true })
      mkdirSync(directory, { recursive: true })
      writeFileSync(path, toAutostartEntry(command))
    },
  }
}

/** Writes the entry; every argument is quoted as the Desktop Entry Specification says under Exec. */
export function toAutostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Doorward',
    `Exec=${command.map(quote).join(' ')}`,
    'Terminal=false',
    '',
  ].join('\n')
}

function quote(argument: string): string {
  if (/\p{Cc}/u.test(argument)) throw new Error('A command with control characters cannot be kept.')
  const quoted = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  // The value is itself a string of the file, in which each backslash is doubled.
  return `"${quoted}"`.replaceAll('\\', '\\\\')
}
