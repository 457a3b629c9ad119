import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findElectron } from '#main/find-electron.ts'
import { hasDisplay } from '#main/has-display.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'doorward-electron-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const find = (overrideDirectory?: string) =>
  findElectron({ from: join(root, 'launch.js'), platform: 'linux', overrideDirectory })

function installPackage(files: Record<string, string> = {}) {
  const directory = join(root, 'node_modules/electron')
  mkdirSync(join(directory, 'dist'), { recursive: true })
  // Loading the package must never happen: it would start a download.
  writeFileSync(join(directory, 'index.js'), 'throw new Error("was loaded")')
  writeFileSync(join(directory, 'package.json'), '{"name":"electron","main":"index.js"}')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

it('finds the binary that the package names', () => {
  const directory = installPackage({ 'path.txt': 'own-name\n', 'dist/own-name': '' })
  expect(find()).toEqual({ kind: 'binary', path: join(directory, 'dist/own-name') })
})

it('finds a binary that was unpacked by hand', () => {
  const directory = installPackage({ 'dist/electron': '' })
  expect(find()).toEqual({ kind: 'binary', path: join(directory, 'dist/electron') })
})

it('offers the download while there is none', () => {
  const directory = installPackage({ 'path.txt': 'electron' })
  expect(find()).toEqual({ kind: 'installable', script: join(directory, 'install.js') })
})

it('prefers the directory that the person named', () => {
  installPackage({ 'dist/electron': '' })
  const own = join(root, 'own')
  mkdirSync(own)
  expect(find(own)).toMatchObject({ kind: 'missing' })
  writeFileSync(join(own, 'electron'), '')
  expect(find(own)).toEqual({ kind: 'binary', path: join(own, 'electron') })
})

it('does without the package', () => {
  expect(find()).toEqual({ kind: 'missing', reason: 'the package electron is not installed' })
})

it.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('on %s with %o a window can appear: %s', (platform, environment, appears) => {
  expect(hasDisplay(platform, environment)).toBe(appears)
})
