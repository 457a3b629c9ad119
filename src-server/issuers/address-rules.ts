import { BlockList, isIP, isIPv4 } from 'node:net'

/** Never a token issuer, even where private networks are allowed: instance metadata and link-local. */
const alwaysRefused = toBlockList([
  ['169.254.0.0', 16],
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 64],
  ['fd20:ce::254', 128],
  // Tunnels (Teredo, 6to4) lead to whatever IPv4 address is written into them.
  ['2001::', 32],
  ['2002::', 16],
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
  // Loopback, and IPv4 addresses in the form that was given up (RFC 4291 §2.5.5.1).
  ['::', 96],
  ['fc00::', 7],
  ['fec0::', 10],
  ['64:ff9b:1::', 48],
  ['2001:db8::', 32],
])

/** Tells why a connection to an address is refused; undefined when it is fine. */
export function refuseAddress(address: string, allowPrivateNetwork: boolean): string | undefined {
  if (isIP(address) === 0) return `${address} is not an IP address`
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  if (alwaysRefused.check(address, family)) return `${address} is never a token issuer`
  if (!allowPrivateNetwork && privateNetworks.check(address, family)) {
    return `${address} is on a private network, which this issuer may not use`
  }
  return undefined
}

/** Lists IPv4 networks also as they look wrapped in IPv6: mapped, and behind NAT64 (RFC 6052). */
function toBlockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of subnets) {
    if (isIPv4(network)) {
      list.addSubnet(network, prefix, 'ipv4')
      list.addSubnet(`::ffff:${network}`, 96 + prefix, 'ipv6')
      list.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6')
    } else {
      list.addSubnet(network, prefix, 'ipv6')
    }
  }
  return list
}
