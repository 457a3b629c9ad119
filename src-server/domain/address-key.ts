/**
 * Gives the network that an address stands for when attempts are counted: IPv4 whole, IPv6 by its
 * /64, since whoever has one address there has all of them (RFC 4291 §2.5.1). A network stays what it is.
 */
export function toAddressKey(address: string): string {
  if (!address.includes(':') || address.endsWith('/64')) return address
  const groups = expand(address)
  if (!groups) return address
  // An IPv4 client of a dual-stack socket (RFC 4291 §2.5.5.2).
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff') {
    return groups.slice(6).flatMap(toBytes).join('.')
  }
  const network = groups
    .slice(0, 4)
    .join(':')
    .replace(/(?:^|:)0(?::0)*$/, '')
  return `${network}::/64`
}

/** Writes the eight groups of an IPv6 address out; undefined for what is none. */
function expand(address: string): readonly string[] | undefined {
  const [withoutZone = ''] = address.toLowerCase().split('%')
  const [left = '', right, ...more] = withoutZone.split('::')
  if (more.length > 0) return undefined
  const head = toGroups(left)
  const tail = toGroups(right ?? '')
  const missing = 8 - head.length - tail.length
  if (right === undefined ? missing !== 0 : missing < 0) return undefined
  return [...head, ...Array<string>(missing).fill('0'), ...tail]
}

function toGroups(part: string): readonly string[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16).toString(16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)]
  })
}

function toBytes(group: string): readonly number[] {
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 255]
}
