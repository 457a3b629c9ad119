import { describe, expect, it } from 'vitest'
import { refuseIssuerUrl } from '#server/issuers/issuer-url.ts'

describe('an https URL of a public host is fine', () => {
  it.each([
    'https://gitlab.com',
    'https://token.actions.githubusercontent.com',
    'https://gitlab.example:8443',
    'https://ci.example/oauth/token',
    'https://ci.example/tenants/a@b',
    'https://8.8.8.8',
    'https://[2606:4700::6810:84e5]/x',
  ])('%s', (url) => {
    expect(refuseIssuerUrl(url, false)).toBeUndefined()
    expect(refuseIssuerUrl(url, true)).toBeUndefined()
  })
})

describe('is refused on any network', () => {
  it.each([
    ['nothing', '', 'not a URL'],
    ['a host name', 'gitlab.com', 'not a URL'],
    ['a path', '/etc/passwd', 'not a URL'],
    ['a user name', 'https://good.example@evil.example', 'user name'],
    ['a password', 'https://:secret@evil.example', 'user name'],
    ['a user name that looks like a host', 'https://gitlab.com:443@evil.example/', 'user name'],
    ['a query', 'https://ci.example/?a=b', 'query'],
    ['an empty query', 'https://ci.example/?', 'query'],
    ['a fragment', 'https://ci.example/#a', 'query'],
    ['an empty fragment', 'https://ci.example#', 'query'],
    ['http on a public host', 'http://gitlab.com', 'https://'],
    ['http on a private host', 'http://10.0.0.1', 'loopback'],
    ['http on a name that begins like a loopback', 'http://localhost.evil.example', 'loopback'],
    ['http on a name that begins with 127', 'http://127.0.0.1.evil.example', 'loopback'],
    ['http on a name below localhost', 'http://a.localhost', 'loopback'],
    ['another scheme', 'ftp://ci.example', 'https://'],
    ['a file', 'file:///etc/passwd', 'https://'],
    ['data', 'data:application/json,{}', 'https://'],
    ['script', 'javascript:alert(1)', 'https://'],
    ['metadata', 'https://169.254.169.254', 'never'],
    ['metadata by http', 'http://169.254.169.254/latest', 'https://'],
    ['metadata as a decimal number', 'https://2852039166', 'never'],
    ['metadata as a hexadecimal number', 'https://0xa9fea9fe', 'never'],
    ['metadata in octal', 'https://0251.0376.0251.0376', 'never'],
    ['metadata, mapped into IPv6', 'https://[::ffff:169.254.169.254]', 'never'],
    ['metadata behind NAT64', 'https://[64:ff9b::a9fe:a9fe]', 'never'],
    ['this host', 'https://0.0.0.0', 'never'],
    ['this host, short', 'https://0', 'never'],
    ['no IPv6 address', 'https://[::]', 'never'],
    ['link-local', 'https://[fe80::1]', 'never'],
  ])('%s: %s', (_, url, reason) => {
    expect(refuseIssuerUrl(url, false)).toContain(reason)
    expect(refuseIssuerUrl(url, true)).toContain(reason)
  })
})

describe('an address inside needs the private-network switch', () => {
  it.each([
    ['loopback', 'https://127.0.0.1'],
    ['loopback with a port', 'https://127.0.0.1:8443/x'],
    ['another loopback address', 'https://127.1.2.3'],
    ['loopback, short', 'https://127.1'],
    ['loopback as a decimal number', 'https://2130706433'],
    ['loopback as a hexadecimal number', 'https://0x7f000001'],
    ['loopback in octal', 'https://0177.0.0.1'],
    ['loopback in full-width digits', 'https://１２７.0.0.1'],
    ['loopback, percent-encoded', 'https://%31%32%37.0.0.1'],
    ['loopback with a dot behind', 'https://127.0.0.1.'],
    ['loopback by name', 'https://localhost'],
    ['loopback by name in capitals', 'https://LOCALHOST'],
    ['loopback by http', 'http://127.0.0.1:9000'],
    ['loopback by http and name', 'http://localhost:9000'],
    ['loopback by http and IPv6', 'http://[::1]:9000'],
    ['IPv6 loopback', 'https://[::1]'],
    ['IPv6 loopback, written out', 'https://[0:0:0:0:0:0:0:1]'],
    ['loopback, mapped into IPv6', 'https://[::ffff:127.0.0.1]'],
    ['a private network', 'https://10.0.0.1'],
    ['a private network at home', 'https://192.168.1.1'],
    ['carrier-grade NAT', 'https://100.64.0.1'],
    ['a unique local address', 'https://[fd12::1]'],
  ])('%s: %s', (_, url) => {
    expect(refuseIssuerUrl(url, false)).toMatch(/private[- ]network/)
    expect(refuseIssuerUrl(url, true)).toBeUndefined()
  })
})
