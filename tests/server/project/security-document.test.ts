import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../../..')
const document = await readFile(resolve(ROOT, '.github/SECURITY.md'), 'utf8')

const headings = ['| They try | What stops them | Proof |', '| --- | --- | --- |']
const rows = document
  .split('\n')
  .filter((line) => line.startsWith('|') && !headings.includes(line))
  .map(toRow)

/** Takes a row apart; `\|` is a bar within a cell. */
function toRow(line: string) {
  const [, attempt = '', protection = '', proof = '', end] = line.split(/(?<!\\)\|/)
  const [, file = '', title = ''] = /^ `([^`]+)` › (.+) $/.exec(proof) ?? []
  return { line, attempt, protection, file, title: title.replaceAll('\\|', '|'), end }
}

it('names an attempt, a protection and a test in every row', () => {
  expect(rows.length).toBeGreaterThan(50)
  const incomplete = rows.filter(
    ({ attempt, protection, file, title, end }) =>
      [attempt.trim(), protection.trim(), file, title].includes('') || end !== '',
  )
  expect(incomplete.map(({ line }) => line)).toEqual([])
})

it.each(rows)('$file has the test “$title”', async ({ file, title }) => {
  expect(existsSync(resolve(ROOT, file))).toBe(true)
  const source = await readFile(resolve(ROOT, file), 'utf8')
  const written = ["'", '"', '`'].filter((quote) => source.includes(`${quote}${title}${quote}`))
  const help = `Was it renamed? Write its title as it is now into .github/SECURITY.md: ${title}`
  expect(written.length, help).toBeGreaterThan(0)
})

it('proves each protection once', () => {
  const proofs = rows.map(({ file, title }) => `${file} › ${title}`)
  const twice = proofs.filter((proof, index) => proofs.indexOf(proof) < index)
  expect(twice).toEqual([])
})

it('says how to report a weakness and what is not defended', () => {
  expect(document).toMatch(/^## Reporting a weakness$/m)
  expect(document).toMatch(/^## What is not defended$/m)
})
