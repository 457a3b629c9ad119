import { expect, it } from 'vitest'
import { toAddressKey } from '#server/domain/address-key.ts'

it.each([
  ['an IPv4 address is itself', '192.0.2.7', '192.0.2.7'],
  ['its neighbour is another', '192.0.2.8', '192.0.2.8'],
  ['an IPv4 address in IPv6 is the IPv4 address', '::ffff:192.0.2.7', '192.0.2.7'],
  ['the same in upper case', '::FFFF:192.0.2.7', '192.0.2.7'],
  ['the same in hexadecimal', '::ffff:c000:207', '192.0.2.7'],
  ['the same written out', '0:0:0:0:0:ffff:c000:0207', '192.0.2.7'],
  ['an IPv6 address is its /64', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['another address of that /64', '2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['leading zeros and upper case', '2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
  ['the next /64 is another', '2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['zeros at the end of the network', '2001:db8::1', '2001:db8::/64'],
  ['zeros inside the network', '2001:0:0:5::1', '2001:0:0:5::/64'],
  ['loopback', '::1', '::/64'],
  ['a zone is not part of it', 'fe80::1%eth0', 'fe80::/64'],
  ['a network stays what it is', '2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['an IPv4 address that only looks mapped', '::fffe:192.0.2.7', '::/64'],
  ['no address', '', ''],
  ['what is no address', 'a::b::c', 'a::b::c'],
])('%s', (_, address, key) => {
  expect(toAddressKey(address)).toBe(key)
})
