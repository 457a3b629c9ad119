import { expect, it } from 'vitest'
import { toOrigin } from '#main/to-origin.ts'

it.each([
  ['app://bundle/a/b?c#d', 'app://bundle'],
  ['https://example.com:8443/x', 'https://example.com:8443'],
  ['https://example.com:443/x', 'https://example.com'],
  ['app://bundle.evil/', 'app://bundle.evil'],
  ['app://bundle@evil/', 'app://evil'],
  ['about:blank', undefined],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['file:///etc/passwd', undefined],
  ['not a url', undefined],
])('%s has the origin %s', (url, origin) => {
  expect(toOrigin(url)).toBe(origin)
})
