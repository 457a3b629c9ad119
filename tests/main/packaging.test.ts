import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { APP_ID } from '#main/app-id.ts'
import { LINK_SCHEME } from '#main/parse-link.ts'
import manifest from '#package' with { type: 'json' }

const project = resolve(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(project, 'resources/packaging', name), 'utf8')
const builder = read('electron-builder.yaml')

// Whether electron-builder makes installers of it is not tested here.
it.each([
  ['runAsNode', 'false'],
  ['enableCookieEncryption', 'true'],
  ['enableNodeOptionsEnvironmentVariable', 'false'],
  ['enableNodeCliInspectArguments', 'false'],
  ['enableEmbeddedAsarIntegrityValidation', 'true'],
  ['onlyLoadAppFromAsar', 'true'],
  ['grantFileProtocolExtraPrivileges', 'false'],
])('sets the fuse %s to %s', (fuse, value) => {
  expect(builder).toContain(`\n  ${fuse}: ${value}\n`)
})

it('packs the Electron that is tested, under the names that the app uses', () => {
  expect(builder).toContain(`\nelectronVersion: ${manifest.devDependencies.electron}\n`)
  expect(builder).toContain(`\nappId: ${APP_ID}\n`)
  expect(builder).toContain(`schemes: [${LINK_SCHEME}]`)
})

it('never publishes or fetches by itself', () => {
  expect(builder).toContain('\npublish: null\n')
  expect(read('package.json')).toContain('--publish never')
})

it('names files that are there', () => {
  const named = builder.match(/(?<=: )resources\/[\w./-]+/g) ?? []
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter((name) => !existsSync(join(project, name)))).toEqual([])
})

it('asks macOS for no more than compiling at run time', () => {
  expect(read('entitlements.mac.plist').match(/<key>.*<\/key>/g)).toEqual([
    '<key>com.apple.security.cs.allow-jit</key>',
  ])
})
