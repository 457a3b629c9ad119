import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../..')
const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
const [, chapter = ''] = /^## How it is built\n(.*?)^## /ms.exec(readme) ?? []
const sources = await readSources('src-server')

/** Words of the protocols and the store, which are no functions of ours. */
const NOT_OURS = ['client_id', 'grant_type']

const named = [...chapter.matchAll(/`(?:(\w+)\.)?(\w+)`/g)]
  .map(([, owner, name = '']) => ({ owner, name }))
  .filter(({ name }) => !NOT_OURS.includes(name) && /[a-z][A-Z]/.test(name))

it('tells of every room, and of none that is gone', async () => {
  const told = [...chapter.matchAll(/^\| `(src-\w+(?:\/\w+)?)` \|/gm)].map(([, room = '']) => room)
  const entries = await readdir(join(ROOT, 'src-server'), { withFileTypes: true })
  const rooms = entries.filter((one) => one.isDirectory()).map(({ name }) => `src-server/${name}`)
  expect(told.toSorted()).toEqual([...rooms, 'src-main', 'src-renderer'].toSorted())
})

it.each(named.filter(({ owner }) => !owner))('$name is a function that others call', ({ name }) => {
  const declares = new RegExp(`^export (?:async )?function ${name}\\b`, 'm')
  // Some are loaded when they are first needed.
  const imports = new RegExp(
    `^import [^']*\\b${name}\\b[^']* from '|\\{ ${name} \\} = await import\\(`,
    'm',
  )
  expect(sources.filter((text) => declares.test(text))).toHaveLength(1)
  expect(sources.filter((text) => imports.test(text))).not.toEqual([])
})

it.each([
  ['IssuerKeys', 'keysFor'],
  ['TokenSigner', 'sign'],
])('%s.%s is a method', (owner, name) => {
  expect(chapter).toContain(`\`${owner}.${name}\``)
  const declares = new RegExp(
    `(?:class|interface) ${owner}\\b[\\s\\S]*^ {2}(?:async )?${name}\\(`,
    'm',
  )
  expect(sources.filter((text) => declares.test(text))).not.toEqual([])
})

it('tells of one exchange by its functions', () => {
  expect(named.filter(({ owner }) => !owner).length).toBeGreaterThan(15)
})

async function readSources(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true })
  const files = names.filter((name) => name.endsWith('.ts'))
  return Promise.all(files.map((name) => readFile(join(ROOT, folder, name), 'utf8')))
}
