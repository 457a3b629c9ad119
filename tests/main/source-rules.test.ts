import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const folder = resolve(import.meta.dirname, '../../src-main')
const sources = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}))

function filesWith(pattern: RegExp): string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)
}

it('receives calls in one place', () => {
  const calls = sources.flatMap(({ text }) => text.match(/\.handle\(\s*[A-Z_]*CHANNEL/g) ?? [])
  expect(calls).toHaveLength(1)
  expect(filesWith(/ipcMain\.(?:handle|handleOnce|on|once)\b/)).toEqual([])
})

it('loads Electron in the entry, its native parts and the preload script only', () => {
  expect(filesWith(/^import (?!type\b)[^;]*?from 'electron(?:-store)?'/m).sort()).toEqual([
    'index.ts',
    'native-parts.ts',
    'preload.ts',
  ])
  expect(filesWith(/require\('electron'\)|import\('electron'\)/)).toEqual([])
})

it('does not use what reaches files, processes or the disk from the page', () => {
  expect(
    filesWith(/file:\/\/|shell\.openPath|bypassCSP: true|webviewTag|executeJavaScript/),
  ).toEqual([])
})

it('does not use the keychain calls that block', () => {
  expect(filesWith(/\b(?:encryptString|decryptString|isEncryptionAvailable)\(/)).toEqual([])
})
