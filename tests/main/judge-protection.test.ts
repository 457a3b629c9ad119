import { expect, it } from 'vitest'
import { isWeaklyProtected } from '#main/judge-protection.ts'

it.each([
  ['linux', 'basic_text', 'v10', true],
  ['linux', 'gnome_libsecret', 'v10', true],
  ['linux', 'gnome_libsecret', 'v11', false],
  ['linux', 'unknown', 'v12', false],
  ['linux', 'basic_text', 'v12', false],
  ['linux', 'basic_text', '???', true],
  ['linux', 'unknown', '???', true],
  ['linux', 'kwallet6', '???', false],
  ['linux', 'unknown', '', true],
  ['darwin', 'darwin', 'v10', false],
  ['win32', 'win32', 'v10', false],
] as const)('on %s with %s, wrapped as %s: weak is %s', (platform, backend, prefix, weak) => {
  const wrapped = Buffer.from(`${prefix}${'x'.repeat(32)}`)
  expect(isWeaklyProtected({ platform, backend, wrapped })).toBe(weak)
})
