import { assert, constantFrom, property, string, tuple, webUrl } from 'fast-check'
import { expect, it } from 'vitest'
import { openOutside, toOutsideUrl } from '#main/open-outside.ts'

const dangerous = [
  'file:',
  'smb:',
  'javascript:',
  'ms-msdt:',
  'data:',
  'http:',
  'vscode:',
  'app:',
  'ftp:',
  'search-ms:',
]

it('opens no other scheme, whatever follows it and however it is written', () => {
  const spelling = constantFrom('', ' ', '\t', '\n', '\u0000')
  const slashes = constantFrom('', '/', '//', '///', '//https://', '?https:', '#https:')
  const addresses = tuple(spelling, constantFrom(...dangerous), slashes, string())
  const isRefused = property(addresses, ([before, scheme, between, rest]) => {
    expect(toOutsideUrl(`${before}${scheme}${between}${rest}`)).toBeUndefined()
    expect(toOutsideUrl(`${before}${scheme.toUpperCase()}${between}${rest}`)).toBeUndefined()
  })
  // Safe to ignore: a synchronous property is checked at once and throws.
  void assert(isRefused, { numRuns: 300 })
})

it('opens every https address, as the URL standard reads it', () => {
  const isOpened = property(webUrl({ validSchemes: ['https'] }), (url) => {
    expect(toOutsideUrl(url)).toBe(new URL(url).href)
  })
  void assert(isOpened)
})

it.each([
  ['https://example.com/a b', 'https://example.com/a%20b'],
  ['mailto:ops@example.com?subject=Hi', 'mailto:ops@example.com?subject=Hi'],
  ['mailto:ops@example.com?attach=/etc/passwd', undefined],
  ['mailto:ops@example.com?ATTACH=/etc/passwd', undefined],
  ['https://user:password@example.com/', undefined],
  ['https://user@example.com/', undefined],
  ['https://', undefined],
  ['//example.com', undefined],
  ['/etc/passwd', undefined],
  ['', undefined],
])('%s becomes %s', (text, url) => {
  expect(toOutsideUrl(text)).toBe(url)
})

it('hands over only what is safe, and tells', async () => {
  const opened: string[] = []
  const shell = {
    async openExternal(url: string) {
      opened.push(url)
    },
  }
  expect(await openOutside(shell, 'HTTPS://Example.com')).toBe(true)
  expect(await openOutside(shell, 'file:///etc/passwd')).toBe(false)
  expect(opened).toEqual(['https://example.com/'])
})
