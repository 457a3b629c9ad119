import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesWildcard } from '#server/domain/trust/matches-wildcard.ts'

describe('a wildcard', () => {
  it.each([
    ['without a star is the text itself', 'main', 'main', true],
    ['without a star is not a beginning', 'main', 'main-evil', false],
    ['without a star is not an end', 'main', 'evil-main', false],
    ['at the end takes the rest', 'refs/heads/*', 'refs/heads/main', true],
    ['at the end takes an empty rest', 'refs/heads/*', 'refs/heads/', true],
    ['is anchored at the beginning', 'refs/heads/*', 'xrefs/heads/main', false],
    ['is anchored at the end', '*/main', 'refs/heads/main2', false],
    ['spans slashes and colons', 'repo:*:main', 'repo:a/b:c:main', true],
    ['may be several', 'a*b*c', 'a1b2c', true],
    ['may be several in a row', 'a**c', 'abc', true],
    ['takes its runs in order', 'a*b*c', 'acb', false],
    ['finds the last of several ends', '*ab', 'abcab', true],
    ['does not let its ends overlap', 'ab*bc', 'abc', false],
    ['does not let middle and end overlap', 'a*bc*c', 'abc', false],
    ['does not let middle and beginning overlap', 'ab*b*', 'ab', false],
    ['tries the earliest run first', '*aab*b', 'aaabb', true],
    ['alone takes anything', '*', 'anything', true],
    ['alone takes nothing', '*', '', true],
    ['escaped is a star', 'a\\*b', 'a*b', true],
    ['escaped takes no other character', 'a\\*b', 'axb', false],
    ['leaves other backslashes alone', 'a\\nb', 'a\\nb', true],
    ['behind a backslash is always a literal star', 'a\\\\*', 'a\\*', true],
    ['is case-sensitive', 'Main*', 'main-1', false],
    ['leaves a question mark literal', 'ma?n', 'main', false],
    ['leaves a dot literal', 'm.in', 'main', false],
    ['leaves braces literal', '{main,dev}', 'main', false],
    ['leaves brackets literal', '[m]ain', 'main', false],
    ['leaves an exclamation mark literal', '!main', 'dev', false],
    ['leaves a bar literal', 'repo:a|repo:b', 'repo:a', false],
    ['leaves a bar literal beside a star', 'repo:a|repo:b*', 'repo:b-evil', false],
    ['leaves anchors literal', '^main$', 'main', false],
    ['takes line breaks only where a star is', 'main*', 'main\nevil', true],
    ['does not end at a line break', 'main', 'main\n', false],
    ['does not normalise letters', 'caf\u00e9*', 'cafe\u0301!', false],
    ['does not decode percent signs', 'a:*', 'a%3Ab', false],
    ['empty is the empty text', '', '', true],
    ['empty is nothing else', '', 'a', false],
  ])('%s', (_, pattern, text, matches) => {
    expect(matchesWildcard(pattern, text)).toBe(matches)
  })

  it('answers for long hostile text without going back', () => {
    const text = 'a'.repeat(10_000)
    expect(matchesWildcard('*a'.repeat(500), text)).toBe(true)
    expect(matchesWildcard(`${'a*'.repeat(500)}b`, text)).toBe(false)
    expect(matchesWildcard(`*${'a'.repeat(1000)}b*`, text)).toBe(false)
  })

  it('agrees with a reference that tries every split', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '.'), maxLength: 8 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '.'), maxLength: 10 })
    fc.assert(
      fc.property(pattern, text, (p, t) => matchesWildcard(p, t) === matchesSlowly(p, t)),
      { numRuns: 5000 },
    )
  })
})

/** Follows the definition word by word, at any cost. */
function matchesSlowly(pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  if (pattern.startsWith('\\*')) {
    return text.startsWith('*') && matchesSlowly(pattern.slice(2), text.slice(1))
  }
  if (pattern.startsWith('*')) {
    const rests = Array.from({ length: text.length + 1 }, (_, from) => text.slice(from))
    return rests.some((rest) => matchesSlowly(pattern.slice(1), rest))
  }
  return pattern[0] === text[0] && matchesSlowly(pattern.slice(1), text.slice(1))
}
