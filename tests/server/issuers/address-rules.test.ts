import { describe, expect, it } from 'vitest'
import { refuseAddress } from '#server/issuers/address-rules.ts'

describe('an address inside is refused unless the issuer may be there', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['the last loopback address', '127.255.255.255'],
    ['a private network (10/8)', '10.0.0.1'],
    ['the end of 10/8', '10.255.255.255'],
    ['a private network (172.16/12)', '172.16.0.1'],
    ['the end of 172.16/12', '172.31.255.255'],
    ['a private network (192.168/16)', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['the end of carrier-grade NAT', '100.127.255.255'],
    ['protocol assignments', '192.0.0.1'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['more documentation', '198.51.100.7'],
    ['even more documentation', '203.0.113.9'],
    ['IPv6 loopback', '::1'],
    ['a unique local address', 'fd00::1'],
    ['the other half of unique local', 'fc00::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['loopback, mapped into IPv6', '::ffff:127.0.0.1'],
    ['loopback, mapped, in hexadecimal', '::ffff:7f00:1'],
    ['loopback, mapped, in capitals', '::FFFF:7F00:1'],
    ['loopback, mapped, written out', '0:0:0:0:0:ffff:7f00:1'],
    ['a private network, mapped', '::ffff:10.0.0.1'],
    ['a private network, mapped, in hexadecimal', '::ffff:c0a8:101'],
    ['loopback behind NAT64', '64:ff9b::127.0.0.1'],
    ['loopback behind NAT64, in hexadecimal', '64:ff9b::7f00:1'],
    ['a private network behind NAT64', '64:ff9b::a00:1'],
    ['a private network behind NAT64, written out', '64:ff9b:0:0:0:0:a00:1'],
    ['a network behind local NAT64', '64:ff9b:1::a00:1'],
    ['loopback, the old compatible form', '::127.0.0.1'],
    ['loopback, the old compatible form in hexadecimal', '::7f00:1'],
    ['a private network within 6to4', '2002:a00:1::1'],
    ['Teredo', '2001:0:53aa:64c::1'],
    ['an old site-local address', 'fec0::1'],
  ])('%s: %s', (_, address) => {
    expect(refuseAddress(address, false)).toMatch(/private network|never/)
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd12:3456::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
  ])('%s is fine where private networks are allowed', (address) => {
    expect(refuseAddress(address, true)).toBeUndefined()
  })
})

describe('an address that is never an issuer is refused on any network', () => {
  it.each([
    ['instance metadata (AWS, Google, Azure and more)', '169.254.169.254'],
    ['task metadata (AWS ECS)', '169.254.170.2'],
    ['link-local', '169.254.0.1'],
    ['the end of link-local', '169.254.255.255'],
    ['instance metadata (Alibaba)', '100.100.100.200'],
    ['the wire server (Azure)', '168.63.129.16'],
    ['instance metadata (Oracle)', '192.0.0.192'],
    ['instance metadata by IPv6 (AWS)', 'fd00:ec2::254'],
    ['pod identity by IPv6 (AWS)', 'fd00:ec2::23'],
    ['instance metadata by IPv6 (Google)', 'fd20:ce::254'],
    ['IPv6 link-local', 'fe80::1'],
    ['the end of IPv6 link-local', 'febf:ffff::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['multicast', '224.0.0.1'],
    ['the end of multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['no address', '::'],
    ['IPv6 multicast', 'ff02::1'],
    ['metadata, mapped', '::ffff:169.254.169.254'],
    ['metadata, mapped, in hexadecimal', '::ffff:a9fe:a9fe'],
    ['metadata, mapped, written out', '0:0:0:0:0:ffff:a9fe:a9fe'],
    ['metadata behind NAT64', '64:ff9b::169.254.169.254'],
    ['metadata behind NAT64, in hexadecimal', '64:ff9b::a9fe:a9fe'],
    ['metadata behind NAT64, written out', '64:ff9b:0:0:0:0:a9fe:a9fe'],
    ['this host, mapped', '::ffff:0:0'],
    ['this host, mapped, dotted', '::ffff:0.0.0.0'],
  ])('%s: %s', (_, address) => {
    expect(refuseAddress(address, false)).toContain(address)
    expect(refuseAddress(address, true)).toContain(address)
  })
})

describe('what is no address is refused', () => {
  it.each(['', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '1.2.3.4.5', '::ffff:999.0.0.1'])(
    '%j',
    (text) => {
      expect(refuseAddress(text, true)).toBeDefined()
      expect(refuseAddress(text, false)).toBeDefined()
    },
  )
})

describe('a public address is fine', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '140.82.121.4',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '172.65.251.78',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::6810:84e5',
    '2a00:1450:4001:82a::200e',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '64:ff9b::808:808',
    '64:ff9b::8.8.8.8',
  ])('%s', (address) => {
    expect(refuseAddress(address, false)).toBeUndefined()
    expect(refuseAddress(address, true)).toBeUndefined()
  })
})
