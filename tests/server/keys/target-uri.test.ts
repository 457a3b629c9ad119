import { expect, it } from 'vitest'
import { toTargetUri } from '#server/keys/target-uri.ts'

it.each([
  ['itself', 'https://a.example/x', 'https://a.example/x'],
  ['capitals in scheme and host', 'HTTPS://A.Example/x', 'https://a.example/x'],
  ['the default port', 'https://a.example:443/x', 'https://a.example/x'],
  ['the default port of http', 'http://a.example:80/', 'http://a.example/'],
  ['no path', 'https://a.example', 'https://a.example/'],
  ['a query', 'https://a.example/x?y=z', 'https://a.example/x'],
  ['a fragment', 'https://a.example/x#y', 'https://a.example/x'],
  ['an escape in small letters', 'https://a.example/a%2fb', 'https://a.example/a%2Fb'],
  ['an escape that is not needed', 'https://a.example/%7Ex', 'https://a.example/~x'],
  ['a step up', 'https://a.example/a/../b', 'https://a.example/b'],
])('%s is the same target', (_, one, other) => {
  expect(toTargetUri(one)).toBe(toTargetUri(other))
  expect(toTargetUri(one)).toBeDefined()
})

it.each([
  ['another scheme', 'http://a.example/x'],
  ['another port', 'https://a.example:8443/x'],
  ['a host that goes on', 'https://a.example.evil/x'],
  ['a host below', 'https://b.a.example/x'],
  ['another path', 'https://a.example/y'],
  ['capitals in the path', 'https://a.example/X'],
  ['a slash more', 'https://a.example/x/'],
  ['an escaped slash', 'https://a.example/%2Fx'],
  ['a user name', 'https://user@a.example/x'],
  ['another host behind a user name', 'https://a.example@evil.example/x'],
  ['no host', '/x'],
  ['another kind of address', 'ftp://a.example/x'],
  ['nothing', ''],
])('%s is another target, or none', (_, text) => {
  expect(toTargetUri(text)).not.toBe(toTargetUri('https://a.example/x'))
})
