export type IdPrefix =
  | 'grp'
  | 'ws'
  | 'sa'
  | 'usr'
  | 'team'
  | 'role'
  | 'mem'
  | 'tp'
  | 'iss'
  | 'sec'
  | 'tok'
  | 'key'
  | 'evt'
  | 'req'

/** Makes an id: its prefix tells what it names, and later ids sort after earlier ones. */
export type NewId = (prefix: IdPrefix) => string

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Writes 16 bytes as 26 Crockford base32 characters; the order of the bytes is kept. */
export function toBase32(bytes: Uint8Array): string {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const digits = Array.from({ length: 26 }, (_, index) => {
    const shift = BigInt(5 * (25 - index))
    return ALPHABET.charAt(Number((value >> shift) & 31n))
  })
  return digits.join('')
}
