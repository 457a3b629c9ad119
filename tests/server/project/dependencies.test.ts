import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../..')

interface LockedPackage {
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly hasInstallScript?: boolean
  readonly integrity?: string
  readonly resolved?: string
}

const lock = JSON.parse(await readFile(resolve(ROOT, 'package-lock.json'), 'utf8'))
const packages = Object.entries<LockedPackage>(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13)
const isShipped = ({ dev, devOptional }: LockedPackage) => !dev && !devOptional

/** Take with attribution; nothing of ours has to be published for them. */
const PERMISSIVE = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'CC0-1.0']
/** Fine for what only builds and tests, and for a typeface. */
const TOOLS_ONLY = ['BlueOak-1.0.0', 'MPL-2.0', 'CC-BY-4.0', 'OFL-1.1', 'Zlib']
/** Name no licence in the lock file; each is MIT by its own package.json or licence file. */
const LOOKED_AT = new Set([
  ...['compute-gcd', 'compute-lcm', 'limiter', 'validate.io-function', 'validate.io-integer'],
  ...['validate.io-integer-array', 'validate.io-number'],
])

/** Of several licences joined by OR one must be known, of those joined by AND each. */
function isKnown(license: string, known: readonly string[]): boolean {
  const terms = license.replaceAll(/[()]/g, '').split(' OR ')
  return terms.some((term) => term.split(' AND ').every((each) => known.includes(each)))
}

it('locks every package by the digest of its content', () => {
  expect(packages.length).toBeGreaterThan(100)
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
})

it('depends on no package that runs a script when it is installed', () => {
  const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript)
  expect(scripted.map(([path]) => nameOf(path))).toEqual([])
})

it('ships only what may be passed on without conditions but attribution', () => {
  const shipped = packages.filter(([, each]) => isShipped(each))
  expect(shipped.length).toBeGreaterThan(10)
  const unknown = shipped.filter(([, { license = '' }]) => !isKnown(license, PERMISSIVE))
  expect(unknown.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([])
})

it('is built and tested by packages of known licences', () => {
  const known = [...PERMISSIVE, ...TOOLS_ONLY]
  const unknown = packages.filter(
    ([path, { license = '' }]) => !isKnown(license, known) && !LOOKED_AT.has(nameOf(path)),
  )
  expect(unknown.map(([path, { license }]) => `${nameOf(path)}: ${license}`)).toEqual([])
})

it('takes packages from the registry alone', () => {
  const elsewhere = packages.filter(
    ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
  )
  expect(elsewhere.map(([path]) => nameOf(path))).toEqual([])
})
