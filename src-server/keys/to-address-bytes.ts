import { isIPv4 } from 'node:net'

/** Writes an IP address as the 4 or 16 bytes that it stands for. */
export function toAddressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  // A URL spells every IPv6 address in one way: hexadecimal, with one gap at most.
  const spelled = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = spelled.split('::')
  const [before, after] = [toGroups(head), toGroups(tail ?? '')]
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return Buffer.from([...before, ...gap, ...after].flatMap((group) => [group >> 8, group & 0xff]))
}

function toGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
