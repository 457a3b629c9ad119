import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SecretPrefix, toSecret } from '#server/domain/secret-format.ts'
import { newId } from '#server/ids.ts'

const FILE = resolve(import.meta.dirname, '../../../resources/gitleaks.toml')

interface Rule {
  readonly id: string
  readonly regex: RegExp
  readonly keyword: string
}

/** Reads the rules of our own file, which has each part on a line of its own. */
function readRules(toml: string): readonly Rule[] {
  return toml
    .split('[[rules]]')
    .slice(1)
    .map((text) => ({
      id: find(text, /^id = "(.+)"$/m),
      regex: new RegExp(find(text, /^regex = '''(.+)'''$/m), 'g'),
      keyword: find(text, /^keywords = \["(.+)"\]$/m),
    }))
}

function find(text: string, pattern: RegExp): string {
  const [, found] = pattern.exec(text) ?? []
  if (found === undefined) throw new Error(`There is no ${pattern} in ${text}`)
  return found
}

const rules = readRules(await readFile(FILE, 'utf8'))
const aSecret = (prefix: SecretPrefix) =>
  toSecret(prefix, newId('sec').slice('sec_'.length), randomBytes(32))
const matchesOf = (text: string) =>
  rules.flatMap(({ id, regex, keyword }) =>
    // gitleaks looks for a keyword before it tries the expression.
    text.toLowerCase().includes(keyword) ? (text.match(regex) ?? []).map((hit) => [id, hit]) : [],
  )

describe.each([
  ['dwcs', 'doorward-client-secret'],
  ['dwat', 'doorward-api-token'],
  ['dwap', 'doorward-app-password'],
] as const)('a secret that begins with %s', (prefix, id) => {
  it.each<[string, (secret: string) => string]>([
    ['in an assignment', (secret) => `DOORWARD_TOKEN=${secret}\n`],
    ['in JSON', (secret) => `{"client_secret":"${secret}"}`],
    ['in YAML', (secret) => `  secret: ${secret} # ours`],
    ['in a header', (secret) => `authorization: Bearer ${secret}`],
    ['in an address', (secret) => `https://x:${secret}@doorward.example/?a=${secret}&b`],
    ['alone', (secret) => secret],
  ])('is found in source code %s', (_, write) => {
    for (let count = 0; count < 50; count += 1) {
      const secret = aSecret(prefix)
      const hits = matchesOf(write(secret))
      expect(hits.length).toBeGreaterThan(0)
      for (const hit of hits) expect(hit).toEqual([id, secret])
    }
  })

  it.each<[string, (secret: string) => string]>([
    ['cut short', (secret) => secret.slice(0, -1)],
    ['with more behind it', (secret) => `${secret}a`],
    ['with another prefix', (secret) => secret.replace(prefix, 'dwxx')],
    ['as an example of the documentation', () => `${prefix}_…`],
    ['as a hash', (secret) => Buffer.from(secret).toString('hex')],
  ])('is not seen where there is none: %s', (_, write) => {
    expect(matchesOf(write(aSecret(prefix)))).toEqual([])
  })
})
