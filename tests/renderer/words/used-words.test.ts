import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { english } from '#renderer/words/english.ts'

/**
 * A word counts as used when a file of the window has its key as a text, or a template that can
 * come to it, and names its room (or no room at all, as code does that is handed its `t`). So a
 * word may be unused and pass, but none that is used can fail; that none is missing, the types say.
 */
describe('the words', () => {
  const files = listFiles(resolve('src-renderer')).map(readTexts)

  it.each(listKeys())('are used somewhere: %s', (key) => {
    expect(files.some((file) => mentions(file, key))).toBe(true)
  })
})

interface Texts {
  readonly rooms: ReadonlySet<string>
  readonly keys: ReadonlySet<string>
  readonly patterns: readonly RegExp[]
}

function mentions({ rooms, keys, patterns }: Texts, full: string): boolean {
  const [room = '', key = ''] = full.split(':')
  if (keys.has(full) || patterns.some((pattern) => pattern.test(full))) return true
  if (rooms.size > 0 && !rooms.has(room)) return false
  return keys.has(key) || patterns.some((pattern) => pattern.test(key))
}

/** Every `room:key`, its plural forms as one. */
function listKeys(): readonly string[] {
  // The words of a refusal are looked up by its code; their type says that each code has some.
  const { errors: _errors, ...rooms } = english
  const keys = Object.entries(rooms).flatMap(([room, words]) =>
    flatten(words).map((key) => `${room}:${key.replace(/_(zero|one|other)$/, '')}`),
  )
  return [...new Set(keys)]
}

function flatten(words: object, prefix = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value as object, `${prefix}${key}.`),
  )
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('words'))
    .map((file) => join(folder, file))
}

function readTexts(file: string): Texts {
  const { program } = parseSync(file, readFileSync(file, 'utf8'))
  const keys = new Set<string>()
  const patterns: RegExp[] = []
  JSON.stringify(program, (_, node) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') keys.add(node.value)
    if (node?.type === 'TemplateLiteral') patterns.push(...toPattern(node.quasis))
    return node
  })
  const rooms = new Set(Object.keys(english).filter((room) => keys.has(room)))
  return { rooms, keys, patterns }
}

interface Quasi {
  readonly value: { readonly raw: string }
}

/** What is filled in is one step of a key; where nothing else is fixed, its keys stand in the file. */
function toPattern(quasis: readonly Quasi[]): readonly RegExp[] {
  const parts = quasis.map(({ value }) => value.raw)
  const fixed = parts.join('')
  const isRoomFixed = parts[0]?.includes(':') === fixed.includes(':')
  const isKey = isRoomFixed && /^(\w+:)?[\w.]*\w[\w.]*$/.test(fixed)
  return isKey
    ? [new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[^.:]+')}$`)]
    : []
}
