import { expect, it } from 'vitest'
import { isResourceIndicator } from '#contract/resource-indicators.ts'

it.each([
  'https://api.example',
  'https://api.example/',
  'https://api.example:8443/v1/things',
  'https://api.example/v1?tenant=a&b=c',
  'http://127.0.0.1:7420',
  'https://[2001:db8::1]/x',
  'https://api.example/a%2Fb',
  'urn:acme:billing',
  'spiffe://acme.example/billing',
])('%s names a resource (RFC 8707 §2)', (text) => expect(isResourceIndicator(text)).toBe(true))

it.each([
  ['nothing', ''],
  ['a path', '/api'],
  ['a name', 'api'],
  ['a host without a scheme', '//api.example'],
  ['a scheme alone', 'https:'],
  ['a scheme without a host', 'https://'],
  ['a scheme with a path only', 'https:///x'],
  ['an opaque https', 'https:api.example'],
  ['a fragment', 'https://api.example/#x'],
  ['an empty fragment', 'https://api.example/#'],
  ['a blank', 'https://api.example/a b'],
  ['a blank before', ' https://api.example'],
  ['a line feed after', 'https://api.example\n'],
  ['a broken escape', 'https://api.example/%zz'],
  ['half an escape', 'https://api.example/%a'],
  ['a quote', 'https://api.example/"'],
  ['a backslash', 'https:\\\\api.example'],
  ['an angle bracket', 'https://api.example/<script>'],
  ['a letter outside ASCII', 'https://apí.example'],
  ['a scheme that begins with a digit', '1ttps://api.example'],
  ['a port that is none', 'https://api.example:99999'],
  ['too much', `https://api.example/${'x'.repeat(2048)}`],
])('%s does not name a resource: %j', (_, text) => expect(isResourceIndicator(text)).toBe(false))
