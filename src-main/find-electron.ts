import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type FoundElectron =
  | { readonly kind: 'binary'; readonly path: string }
  /** Electron's package is there; its script can fetch the binary. */
  | { readonly kind: 'installable'; readonly script: string }
  | { readonly kind: 'missing'; readonly reason: string }

interface Place {
  /** A file whose node_modules are searched. */
  readonly from: string
  readonly platform: NodeJS.Platform
  /** A directory that holds a binary of the person's own. */
  readonly overrideDirectory: string | undefined
}

/** Finds Electron's binary. It never loads the package `electron`, which would start a download. */
export function findElectron({ from, platform, overrideDirectory }: Place): FoundElectron {
  const directory = findPackage(from)
  const name = (directory && readPathFile(directory)) ?? binaryName(platform)

  if (overrideDirectory) {
    const path = join(overrideDirectory, name)
    if (existsSync(path)) return { kind: 'binary', path }
    return { kind: 'missing', reason: `ELECTRON_OVERRIDE_DIST_PATH holds no ${name}` }
  }
  if (!directory) return { kind: 'missing', reason: 'the package electron is not installed' }

  const path = join(directory, 'dist', name)
  if (existsSync(path)) return { kind: 'binary', path }
  return { kind: 'installable', script: join(directory, 'install.js') }
}

function findPackage(from: string): string | undefined {
  try {
    return dirname(createRequire(from).resolve('electron/package.json'))
  } catch {
    return undefined // not installed, as after `npm ci --omit=dev`
  }
}

function readPathFile(directory: string): string | undefined {
  const file = join(directory, 'path.txt')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function binaryName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}
