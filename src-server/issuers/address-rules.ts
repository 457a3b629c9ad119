import { BlockList, isIPv4 } from 'node:net'

/** Never a token issuer, even where private networks are allowed: instance metadata and link-local. */
const alwaysRefused = toBlockList([
  ['169.254.0.0', 16],
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::254', 128],
])

/** Reachable only from inside, so refused unless the issuer is known to be there. */
const privateNetworks = toBlockList([
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['::1', 128],
  ['fc00::', 7],
  ['2001:db8::', 32],
])

/** Tells why a connection to an address is refused; undefined when it is fine. */
export function refuseAddress(address: string, allowPrivateNetwork: boolean): string | undefined {
  const plain = unmap(address)
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6'
  if (alwaysRefused.check(plain, family)) return `${address} is never a token issuer`
  if (!allowPrivateNetwork && privateNetworks.check(plain, family)) {
    return `${address} is on a private network, which this issuer may not use`
  }
  return undefined
}

/** Writes an IPv4 address that is wrapped in IPv6 (mapped, or NAT64) as what it is. */
function unmap(address: string): string {
  const dotted = /^(?:::ffff:|64:ff9b::)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (dotted?.[1]) return dotted[1]
  const hex = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (!hex?.[1] || !hex[2]) return address
  const value = Number.parseInt(hex[1], 16) * 65_536 + Number.parseInt(hex[2], 16)
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.')
}

function toBlockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of subnets) {
    list.addSubnet(network, prefix, isIPv4(network) ? 'ipv4' : 'ipv6')
  }
  return list
}
