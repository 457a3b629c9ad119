import { describe, expect, it } from 'vitest'
import { english } from '#renderer/words/english.ts'
import { german } from '#renderer/words/german.ts'

// What the server says in English has no English words here; server-texts.test.ts looks at those.
const { providers: _, ...own } = german
const wordsOf = { english: flatten(english), german: flatten(own) }
const keys = Object.keys(wordsOf.english)

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(wordsOf.german).sort()).toEqual(keys.sort())
  })

  it.each(keys)('fill in the same values: %s', (key) => {
    expect(listValues(wordsOf.german[key])).toEqual(listValues(wordsOf.english[key]))
  })

  it.each(keys)('leave nothing empty: %s', (key) => {
    expect(wordsOf.german[key]?.trim()).not.toBe('')
    expect(wordsOf.english[key]?.trim()).not.toBe('')
  })
})

function flatten(words: object, prefix = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([key, value]) =>
      typeof value === 'string'
        ? { [prefix + key]: value }
        : flatten(value as object, `${prefix}${key}.`),
    ),
  )
}

/** The `{{names}}` and `<tags>` of a text, sorted, each once. */
function listValues(text = ''): readonly string[] {
  return [...new Set(text.match(/\{\{\s*[\w-]+|<\/?\w+/g) ?? [])].sort()
}
